/** The font has no shape for ำ over a tone mark: it is drawn as the circle, the mark, and า. */
export function shaped(text: string): string {
  return text.replaceAll(/([\u0e48-\u0e4b]?)\u0e33/g, '\u0e4d$1\u0e32')
}

/** Without marks that only steer the breaking of lines, which is done here. */
export function printable(text: string): string {
  return text
    .replaceAll(/[\u00ad\u200b\u2060\ufeff]/g, '')
    .replaceAll(/[\t\n\r]/g, ' ')
    .trim()
}
