/** A form is sent once: while it is on its way its button says so, and another press does nothing. */
export function showBusyForms(): void {
  document.addEventListener('submit', (event) => {
    // htmx sends its forms itself, and disables their buttons by `hx-disable`.
    if (event.defaultPrevented || !(event.submitter instanceof HTMLButtonElement)) return
    const button = event.submitter
    if (button.dataset['busy'] === undefined) return
    if (sent.has(button)) {
      event.preventDefault()
      return
    }
    sent.set(button, button.textContent)
    button.setAttribute('aria-disabled', 'true')
    button.textContent = button.dataset['busy']
    // A download leaves this page where it is, and a lost connection may bring one back to it.
    window.setTimeout(() => release(button), releaseMs)
  })
  window.addEventListener('pageshow', () => {
    for (const button of sent.keys()) release(button)
  })
}

const releaseMs = 15_000
const sent = new Map<HTMLButtonElement, string>()

function release(button: HTMLButtonElement): void {
  const text = sent.get(button)
  if (text === undefined) return
  sent.delete(button)
  button.removeAttribute('aria-disabled')
  button.textContent = text
}
