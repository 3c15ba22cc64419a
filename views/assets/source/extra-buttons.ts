import { announce } from './announcements.ts'

/** Shows the buttons that print the page, and lets them. */
export function wakePrintButtons(): void {
  for (const button of asleep('[data-print]')) {
    button.addEventListener('click', () => window.print())
  }
}

/** Shows the buttons that copy a text, lets them, and says when it is done. */
export function wakeCopyButtons(): void {
  // Without a secure origin a page may not write to the clipboard; then there is no button.
  if (!window.isSecureContext) return
  for (const button of asleep('[data-copy]')) {
    const { copy = '', copied = '' } = button.dataset
    button.addEventListener('click', () => void copyAndSay(copy, copied))
  }
}

const shownMs = 4000

async function copyAndSay(text: string, done: string): Promise<void> {
  await navigator.clipboard.writeText(text)
  announce(done, { seen: true })
  window.setTimeout(() => announce(''), shownMs)
}

function* asleep(selector: string): Generator<HTMLElement> {
  for (const button of document.querySelectorAll<HTMLElement>(`${selector}[hidden]`)) {
    button.hidden = false
    yield button
  }
}
