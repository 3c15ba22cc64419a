/**
 * A receipt's QR code leads to `/track#reference.code`: what stands behind the # stays in the browser. Fills
 * in the two fields from it and takes it off the address, so that it is not left in the history.
 */
export function fillInScannedCode(): void {
  const [, reference, code] = /^#([\d-]+)\.([\w-]+)$/.exec(location.hash) ?? []
  const fields = [
    [document.querySelector<HTMLInputElement>('input#reference'), reference],
    [document.querySelector<HTMLInputElement>('input#code'), code],
  ] as const
  if (fields.some(([input, value]) => input === null || value === undefined)) return
  for (const [input, value = ''] of fields) if (input) input.value = value
  history.replaceState(history.state, '', location.pathname + location.search)
}
