/**
 * Counts what is left to write as people count: ปี๊ is one. (GOV.UK's own counter takes it for three.)
 * The words come from the page, which says the limit whether this runs or not.
 */
export function countGraphemes(): void {
  if (!('Segmenter' in Intl)) return
  for (const textarea of document.querySelectorAll<HTMLTextAreaElement>('[data-max-graphemes]')) {
    if (watched.has(textarea)) continue
    watched.add(textarea)
    const message = document.getElementById(`${textarea.id}-count`)
    if (message) watch(textarea, message)
  }
}

const watched = new WeakSet<HTMLTextAreaElement>()
const pauseMs = 1000 // screen readers hear the count when the writer pauses

function watch(textarea: HTMLTextAreaElement, message: HTMLElement): void {
  // What is seen changes with every key; what is heard is a copy that changes after a pause.
  const heard = document.createElement('div')
  heard.className = 'govuk-visually-hidden'
  heard.setAttribute('aria-live', 'polite')
  message.after(heard)

  let pause: number | undefined
  textarea.addEventListener('input', () => {
    show(textarea, message)
    window.clearTimeout(pause)
    pause = window.setTimeout(() => (heard.textContent = message.textContent), pauseMs)
  })
  if (textarea.value !== '') show(textarea, message)
}

function show(textarea: HTMLTextAreaElement, message: HTMLElement): void {
  const { maxGraphemes = '', countLeft = '', countOver = '' } = textarea.dataset
  const left = Number(maxGraphemes) - graphemesIn(textarea.value)
  const text = left < 0 ? countOver : countLeft
  message.textContent = text.replace('{count}', Math.abs(left).toLocaleString('en'))
  message.classList.toggle('count--over', left < 0)
}

function graphemesIn(text: string): number {
  let count = 0
  // A browser sends line breaks as two characters and the server counts them as one.
  for (const _ of segmenter().segment(text)) count += 1
  return count
}

let kept: Intl.Segmenter | undefined

function segmenter(): Intl.Segmenter {
  kept ??= new Intl.Segmenter('th', { granularity: 'grapheme' })
  return kept
}
