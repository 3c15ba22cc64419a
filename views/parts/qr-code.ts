import { html, type SafeHtml } from '../html.ts'
import { create } from 'qrcode'

/** A QR code as an inline drawing, with a name for those who do not see it. */
export function qrCode(label: string, text: string): SafeHtml {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const margin = 4 // the quiet zone that readers need
  const side = modules.size + 2 * margin
  const squares: string[] = []
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) squares.push(`M${column + margin} ${row + margin}h1v1h-1z`)
  return html`<svg class="qr-code" role="img" aria-label="${label}" viewBox="0 0 ${side} ${side}">
    <rect width="${side}" height="${side}" fill="#fff" />
    <path d="${squares.join('')}" fill="#000" />
  </svg>`
}
