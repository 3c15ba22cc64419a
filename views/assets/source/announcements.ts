/** Tells everybody what htmx is doing: screen readers through the live region, the eye by dimming what will change. */
export function announceSwaps(): void {
  document.addEventListener('htmx:before:request', (event) => {
    targetOf(event)?.setAttribute('aria-busy', 'true')
    window.clearTimeout(slow)
    slow = window.setTimeout(() => announce(textOf('loading'), { seen: true }), slowMs)
  })
  document.addEventListener('htmx:finally:request', (event) => {
    targetOf(event)?.removeAttribute('aria-busy')
    window.clearTimeout(slow)
    if (!failed) announce('')
    failed = false
  })
  document.addEventListener('htmx:after:swap', () => {
    const news = document.querySelector('[data-announce]')
    // A live region says what changes after the page has settled.
    if (news) window.setTimeout(() => announce(news.textContent), settledMs)
  })
  document.addEventListener('htmx:error', fail)
  document.addEventListener('htmx:response:error', ({ detail }) => {
    if ((detail.ctx.response?.status ?? 0) >= 500) fail()
  })
}

/** Says a sentence politely; `seen` shows it too, until the next one. */
export function announce(text: string, { seen = false } = {}): void {
  const announcer = document.querySelector('#announcer')
  if (!announcer) return
  announcer.classList.toggle('announcer--seen', seen && text !== '')
  announcer.textContent = text.trim().replaceAll(/\s+/g, ' ')
}

const slowMs = 400 // below this, people do not notice that they wait
const settledMs = 100
let slow: number | undefined
let failed = false

function fail(): void {
  failed = true
  announce(textOf('failed'), { seen: true })
}

function textOf(name: 'loading' | 'failed'): string {
  return document.querySelector('#announcer')?.getAttribute(`data-${name}`) ?? ''
}

function targetOf({ detail }: HtmxEvent): Element | undefined {
  return detail.ctx?.target instanceof Element ? detail.ctx.target : undefined
}
