/**
 * Everything the pages run in a browser. All of it only helps: each page works without.
 * It is one module, adds no style and no markup of its own, and so holds under the strictest policy.
 */
import { Button, ErrorSummary, NotificationBanner, PasswordInput, SkipLink } from 'govuk-frontend'
import { announceSwaps } from './announcements.ts'
import { showBusyForms } from './busy-forms.ts'
import { wakeCopyButtons, wakePrintButtons } from './extra-buttons.ts'
import { checkFileSizes } from './file-sizes.ts'
import { fillInScannedCode } from './scanned-code.ts'
import { countGraphemes } from './grapheme-counts.ts'
import { trustHtmx } from './trusted-htmx.ts'

const components = [Button, ErrorSummary, NotificationBanner, PasswordInput, SkipLink]

/** Wakes what stands in the document and is not awake yet: all of it at first, then what is swapped in. */
function wake(): void {
  document.body.classList.add('js-enabled', 'govuk-frontend-supported')
  for (const Component of components) {
    const name = Component.moduleName
    const asleep = `[data-module="${name}"]:not([data-${name}-init])`
    Array.from(document.querySelectorAll(asleep), (element) => new Component(element))
  }
  countGraphemes()
  checkFileSizes()
  wakePrintButtons()
  wakeCopyButtons()
}

trustHtmx()
wake()
document.addEventListener('htmx:after:swap', wake)
announceSwaps()
showBusyForms()
fillInScannedCode()
