/** Says at once that a file is too big: the server would say it only after the whole upload. */
export function checkFileSizes(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>('input[data-max-bytes]')) {
    if (watched.has(input)) continue
    watched.add(input)
    input.addEventListener('change', () => showProblem(input))
    input.form?.addEventListener('submit', (event) => {
      if (!showProblem(input)) return
      event.preventDefault()
      event.stopPropagation()
      input.focus()
    })
  }
}

const watched = new WeakSet<HTMLInputElement>()

/** Puts the sentence by the field, or takes it away; tells whether there is one. */
function showProblem(input: HTMLInputElement): boolean {
  const { maxBytes = '', tooBig = '', errorPrefix = '' } = input.dataset
  const isTooBig = [...(input.files ?? [])].some(({ size }) => size > Number(maxBytes))
  const group = input.closest('.govuk-form-group')
  const id = `${input.id}-error`
  document.getElementById(id)?.remove()
  if (isTooBig) input.before(errorMessage(id, errorPrefix, tooBig))
  group?.classList.toggle('govuk-form-group--error', isTooBig)
  input.classList.toggle('govuk-file-upload--error', isTooBig)
  describe(input, id, isTooBig)
  return isTooBig
}

function errorMessage(id: string, prefix: string, sentence: string): HTMLElement {
  const hidden = document.createElement('span')
  hidden.className = 'govuk-visually-hidden'
  hidden.textContent = prefix
  const message = document.createElement('p')
  message.className = 'govuk-error-message'
  message.id = id
  message.setAttribute('role', 'alert')
  message.append(hidden, sentence)
  return message
}

function describe(input: HTMLInputElement, id: string, present: boolean): void {
  const others = (input.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter((other) => other && other !== id)
  const ids = present ? [...others, id] : others
  if (ids.length > 0) input.setAttribute('aria-describedby', ids.join(' '))
  else input.removeAttribute('aria-describedby')
}
