/** What the letters of charts are called inside them. */
export const chartFont = 'chart'

/**
 * About how wide a text is in the font of charts. There is no canvas on a server to measure it: marks above and below
 * take no room, and the rest is near enough to its average, a little too wide rather than too narrow.
 */
export function widthOf(text: string, fontSize: number): number {
  let ems = 0
  for (const letter of text) ems += widthOfLetter(letter)
  return ems * fontSize
}

function widthOfLetter(letter: string): number {
  if (/\p{Mn}/u.test(letter)) return 0
  if (/[\u0e00-\u0e7f]/.test(letter)) return 0.64
  if (/[iljtfrI.,:;()'\s]/.test(letter)) return 0.34
  return /[mwMW%]/.test(letter) ? 0.86 : 0.58
}
