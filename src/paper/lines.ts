/** One line of a text that was too long for one. */
export type Line = {
  text: string
  /** In the text it was followed by a space, which the end of the line stands for. */
  endsWithSpace: boolean
}

export type Measure = {
  /** How wide a piece of text is, in the unit of `width`. */
  widthOf: (text: string) => number
  width: number
  /** How much less there is for the first line. */
  firstIndent?: number
  /** Not between Thai words, unless one piece is wider than the line. */
  onlyAtSpaces?: boolean
}

/**
 * Fills lines as people do: Thai, which has no spaces, breaks between its words (as the dictionary of the runtime knows
 * them), everything else at spaces only, so that an address, a number or a reference stays in one piece. What is wider
 * than a whole line breaks at its parts, and at last between graphemes: never between a letter and its marks.
 */
export function breakIntoLines(
  text: string,
  { widthOf, width, firstIndent = 0, onlyAtSpaces = false }: Measure,
): Line[] {
  const lines: Line[] = []
  const spaceWidth = widthOf(' ')
  let line = ''
  let used = 0
  let space = ''
  const room = () => width - (lines.length === 0 ? firstIndent : 0)
  const endLine = () => {
    lines.push({ text: line, endsWithSpace: space !== '' })
    line = space = ''
    used = 0
  }
  const place = (piece: string, finer = partings) => {
    if (isSpace(piece)) {
      if (line !== '') space = ' '
      return
    }
    const own = widthOf(piece)
    const needed = () => used + (space === '' ? 0 : spaceWidth) + own
    if (line !== '' && needed() > room()) endLine()
    const [parting, ...others] = finer
    if (parting && needed() > room()) {
      for (const part of parting(piece)) place(part, others)
    } else {
      used = needed()
      line += space + piece
      space = ''
    }
  }
  for (const piece of onlyAtSpaces ? atSpaces(text) : piecesOf(text)) place(piece)
  if (line !== '') lines.push({ text: line, endsWithSpace: false })
  return lines
}

/** What is done with a piece that is wider than a line, one after the other until it fits. */
const partings: ((piece: string) => string[])[] = [atSpaces, wordsOf, graphemesOf]

function atSpaces(text: string): string[] {
  return text.split(/([ \t\u3000]+)/).filter(Boolean)
}

/** Spaces, and what stands between the places where a line may end. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = []
  let previous = ''
  for (const word of wordsOf(text)) {
    const last = pieces.at(-1)
    const isRemnant = isNoWord(previous) || isNoWord(word)
    if (
      last === undefined ||
      isSpace(word) ||
      isSpace(last) ||
      (mayBreak(last, word) && !isRemnant)
    )
      pieces.push(word)
    else pieces[pieces.length - 1] = last + word
    previous = word
  }
  return withTheirWords(pieces)
}

/**
 * Where the dictionary cuts wrongly, as in `ให้ท่า|นท|ราบ`, it leaves one or two consonants that mean nothing; no line
 * ends on either side of them. Real words that short are few, and the list need not have them all.
 */
function isNoWord(segment: string): boolean {
  return /^[\u0e01-\u0e2e]{1,2}$/.test(segment) && !shortWords.has(segment)
}

const shortWords = new Set(
  'กฎ กด กบ คน คบ งด งบ จด จน จบ จม ชน ณ ตก ตน ถก ถม ทน ธง นก นม บน บท บก ปน ปก ผม ผล ฝน พบ พล พก ภพ มด ยก ยศ รถ รบ รส รก ลง ลด ลบ ลม วง วน ศก ศพ สด สน สม หก หด หน อก อด อบ อม ขน ขด ชม ชก พร'.split(
    ' ',
  ),
)

/** Only between two Thai words, or Thai and something else that begins or ends with a letter or figure. */
function mayBreak(before: string, after: string): boolean {
  const [end, start] = [before.at(-1) ?? '', after.at(0) ?? '']
  return (
    (isThai.test(end) && /[\p{L}\p{N}(“"‘]/u.test(start) && !isMark.test(start)) ||
    (isThai.test(start) && !isMark.test(start) && /[\p{L}\p{N})”"’]/u.test(end))
  )
}

/** `เรื่องอื่น ๆ`, `พ.ศ. 2540`, `มาตรา 15`: what has a space before it and yet must not stand alone on the next line. */
function withTheirWords(pieces: readonly string[]): string[] {
  const joined: string[] = []
  for (const piece of pieces) {
    const [space, word = ''] = [joined.at(-1), joined.at(-2)]
    const isHeld = /^[ๆฯ]/.test(piece) || (/^[\d๐-๙]/.test(piece) && leadsToFigure.test(word))
    if (isHeld && space === ' ' && word !== '') {
      joined.splice(-2, 2, word + space + piece)
      if (word === 'ที่') joinDay(joined)
    } else joined.push(piece)
  }
  return joined
}

/** `วันที่ 6`, `วันศุกร์ที่ 6`: a day is read in one go. */
function joinDay(joined: string[]): void {
  for (const unit of [weekday, /^วัน$/]) {
    const [before = '', day = ''] = joined.slice(-2)
    if (unit.test(before)) joined.splice(-2, 2, before + day)
  }
}

const weekday = /^(วัน)?(จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)$/

const leadsToFigure = /(พ\.ศ\.|มาตรา|ที่|ข้อ|หน้า|หมายเลข|โทร\.|B\.E\.|section|No\.)$/i

const isThai = /[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e4e]/
/** Marks that belong to what stands before them. */
const isMark = /[ๆฯ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/

const words = new Intl.Segmenter('th', { granularity: 'word' })
const graphemes = new Intl.Segmenter('th', { granularity: 'grapheme' })

function wordsOf(text: string): string[] {
  return Array.from(words.segment(text), ({ segment }) => segment)
}

function graphemesOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment)
}

/** A space that does not break (U+00A0) is a letter like any other. */
function isSpace(text: string): boolean {
  return /^[ \t\u3000]+$/.test(text)
}
