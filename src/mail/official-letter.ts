import { writeDocument } from '../paper/document.ts'
import type { Line } from '../paper/lines.ts'
import { a4, cm, emptyPage, setAside, type Page, type Part } from '../paper/page.ts'
import type { Ruler } from '../paper/ruler.ts'
import type { Language } from '../requests/info-request.ts'

/** What stands on the paper, every text as it is to be read there. */
export type OfficialLetter = {
  language: Language
  /** Its number in the department's register (ที่), the department's own in front. */
  number: string
  /** Whose letter it is: name, then address. */
  agency: readonly string[]
  date: string
  /** Where it goes, line by line; on Thai letters that stands on the envelope only. */
  addressee: readonly string[]
  /** Label and text of เรื่อง, เรียน, อ้างถึง and สิ่งที่ส่งมาด้วย, in this order; what has no text is left out. */
  head: readonly { label: string; text: string }[]
  /** How an English letter greets; Thai ones have that in the head. */
  greeting: string
  /** Paragraphs of lines. */
  body: readonly (readonly string[])[]
  closing: string
  /** Whose name stands below the signature, with one or more lines of posts; dots where it is not known. */
  signature: { name: string; posts: readonly string[] } | undefined
  /** Who answers questions about it. */
  contact: readonly string[]
  /** What the document is called, and when it was written (UTC milliseconds). */
  title: string
  writtenAt: number
  labels: { number: string; page: (number: number) => string }
}

/**
 * Sets a letter in the form of a Thai official letter to somebody outside (หนังสือภายนอก, the Regulation of the Office
 * of the Prime Minister on Correspondence B.E. 2526): number at the left, agency at the right, date from the middle,
 * the head, paragraphs whose first line stands 2.5 cm in, closing, signature and contact; on further pages the number
 * of the page, and at the foot of each page before them the words that follow. An English letter has the same facts as
 * English readers know them.
 *
 * The Garuda emblem (ครุฑ) is not ours to draw: its room at the top, three centimetres high, stays free, and the
 * department prints on paper that carries it or adds it.
 *
 * The same letter gives the same bytes.
 */
export async function writeOfficialLetter(letter: OfficialLetter): Promise<Buffer> {
  const { language, title, writtenAt, agency } = letter
  const facts = { language, title, author: agency[0] ?? '', writtenAt }
  return writeDocument(facts, style, (ruler) => pagesOf(letter, ruler))
}

// -- Where everything stands, in points from the upper left corner of the paper ------------------

const edge = {
  left: 3 * cm,
  right: a4.width - 2 * cm,
  top: 1.5 * cm,
  bottom: a4.height - 2 * cm,
}
const columnWidth = edge.right - edge.left
const emblemHeight = 3 * cm
const middle = a4.width / 2

const lineHeight = 20
const style = {
  size: 12, // as large to the eye as the 16 points of the older Sarabun that offices type with
  lineHeight,
}
const smallGap = 6
const firstIndent = 2.5 * cm
const roomToSign = 2.5 * lineHeight
/** What a page leaves free at its foot for the words that follow on the next. */
const roomForCatchwords = 1.5 * lineHeight
/** So many lines of the text, at the least, share the page with the signature. */
const linesBeforeClosing = 2

/** A line of the text, before it is known on which page it stands. */
type Row = Line & { indent: number; gapBefore: number; part: Part }

function pagesOf(letter: OfficialLetter, ruler: Ruler): Page[] {
  const first = emptyPage()
  const begin = (letter.language === 'th' ? thaiHead : englishHead)(letter, ruler, first)
  return paginated(letter, ruler, { first, begin, rows: rowsOf(letter, ruler) })
}

function thaiHead(letter: OfficialLetter, ruler: Ruler, page: Page): number {
  const y = numberAndAgency(letter, ruler, page).next
  const column = { x: middle, width: edge.right - middle }
  const dated = ruler.set(page, letter.date, { ...column, y: y + smallGap })
  return labelled(letter, ruler, page, dated + smallGap) + smallGap
}

function englishHead(letter: OfficialLetter, ruler: Ruler, page: Page): number {
  const column = { x: edge.left, width: columnWidth }
  const { belowNumber, next } = numberAndAgency(letter, ruler, page)
  const dated = ruler.set(page, letter.date, { ...column, y: belowNumber })
  let y = Math.max(dated, next) + lineHeight / 2
  for (const line of letter.addressee)
    y = ruler.set(page, line, { ...column, y, onlyAtSpaces: true })
  y = ruler.set(page, letter.greeting, { ...column, y: y + lineHeight / 2 })
  return labelled(letter, ruler, page, y) + smallGap
}

/** Below the room for the emblem: the number at the left, whose letter it is at the right. Gives where both end. */
function numberAndAgency(
  { number, labels, agency }: OfficialLetter,
  ruler: Ruler,
  page: Page,
): { belowNumber: number; next: number } {
  const y = edge.top + emblemHeight - lineHeight
  const x = middle + 1.5 * cm
  const left = { x: edge.left, y, width: x - edge.left - cm }
  const belowNumber = ruler.set(page, `${labels.number} ${number}`, left)
  const right = { x, width: edge.right - x, onlyAtSpaces: true }
  let next = y
  for (const line of agency) next = ruler.set(page, line, { ...right, y: next })
  return { belowNumber, next: Math.max(belowNumber, next) }
}

/** เรื่อง and the others: the text stands beside its label, further lines below the text. */
function labelled({ head }: OfficialLetter, ruler: Ruler, page: Page, from: number): number {
  let y = from
  for (const { label, text } of head.filter((row) => row.text !== '')) {
    y += smallGap
    const gap = 2 * ruler.widthOf('  ')
    const x = edge.left + ruler.widthOf(label) + gap
    ruler.set(page, label, { x: edge.left, y, width: columnWidth })
    y = ruler.set(page, text, { x, y, width: edge.right - x })
  }
  return y
}

function rowsOf({ language, body }: OfficialLetter, ruler: Ruler): Row[] {
  const indent = language === 'th' ? firstIndent : 0
  return body.flatMap((paragraph) =>
    paragraph.flatMap((text, place) => {
      const part: Part = { kind: 'P' }
      const lines = ruler.linesOf(text, { width: columnWidth, firstIndent: indent })
      return lines.map((line, index) => ({
        ...line,
        indent: index === 0 ? indent : 0,
        gapBefore: index === 0 && place === 0 ? smallGap : 0,
        part,
      }))
    }),
  )
}

/** Deals the text out to pages so that the last has room for the end and some of the text with it. */
function paginated(
  letter: OfficialLetter,
  ruler: Ruler,
  { first, begin, rows }: { first: Page; begin: number; rows: readonly Row[] },
): Page[] {
  const pages: Page[] = [first]
  const needed = heightOfEnd(letter, ruler)
  let y = begin
  for (let page = first, rest = rows; ;) {
    if (y + heightOf(rest) + needed <= edge.bottom) {
      y = setRows(page, rest, y)
      setEnd(letter, ruler, page, y)
      return pages
    }
    const taken = howManyFit(rest, edge.bottom - roomForCatchwords - y)
    setRows(page, rest.slice(0, taken), y)
    rest = rest.slice(taken)
    if (letter.language === 'th') setCatchwords(ruler, page, rest[0])
    page = emptyPage()
    pages.push(page)
    y = setPageNumber(letter, ruler, page, pages.length)
  }
}

/** As many as there is room for, but so that the end never stands without some of the text; at least one. */
function howManyFit(rows: readonly Row[], room: number): number {
  let fit = 0
  while (fit < rows.length && heightOf(rows.slice(0, fit + 1)) <= room) fit += 1
  const most = Math.max(rows.length - linesBeforeClosing, 1)
  return Math.min(Math.max(fit, 1), most)
}

function heightOf(rows: readonly Row[]): number {
  return rows.reduce((height, { gapBefore }) => height + gapBefore + lineHeight, 0)
}

function setRows(page: Page, rows: readonly Row[], from: number): number {
  let y = from
  for (const { indent, gapBefore, ...row } of rows) {
    y += gapBefore
    page.lines.push({ ...row, x: edge.left + indent, y, style })
    y += lineHeight
  }
  return y
}

/** `- ๒ -` above a further page. Gives where its text begins. */
function setPageNumber(
  { labels }: OfficialLetter,
  ruler: Ruler,
  page: Page,
  number: number,
): number {
  const y = edge.top
  ruler.setCentred(page, labels.page(number), { x: middle, y, width: columnWidth })
  setAside(page, 0)
  return y + 2 * lineHeight
}

/** `/คำที่ตามมา ...` below a page that is not the last, as the regulation has it. */
function setCatchwords(ruler: Ruler, page: Page, next: Row | undefined): void {
  if (!next) return
  const [words] = ruler.linesOf(next.text, { width: columnWidth / 5 })
  const text = `/${words?.text ?? ''}...`
  const from = page.lines.length
  const x = edge.right - ruler.widthOf(text)
  ruler.set(page, text, { x, y: edge.bottom - lineHeight, width: columnWidth })
  setAside(page, from)
}

/** The closing, the signature, and who to ask. */
function setEnd(letter: OfficialLetter, ruler: Ruler, page: Page, from: number): void {
  const signed = setSignature(letter, ruler, page, from)
  const height = letter.contact.length * lineHeight
  let y = Math.max(signed + lineHeight, edge.bottom - heightOfContact(letter, ruler))
  if (height === 0) return
  for (const line of letter.contact)
    y = ruler.set(page, line, { x: edge.left, y, width: columnWidth })
}

function setSignature(letter: OfficialLetter, ruler: Ruler, page: Page, from: number): number {
  const { closing, signature, language } = letter
  const isThai = language === 'th'
  const x = isThai ? middle + 2.7 * cm : edge.left
  const width = isThai ? 2 * (edge.right - x) : columnWidth
  const set = (text: string, y: number) =>
    isThai ? ruler.setCentred(page, text, { x, y, width }) : ruler.set(page, text, { x, y, width })
  let y = set(closing, from + lineHeight / 2) + roomToSign
  y = set(isThai ? `(${signature?.name ?? dots})` : (signature?.name ?? dots), y)
  for (const post of signature?.posts ?? [dots]) y = set(post, y)
  return y
}

const dots = '.'.repeat(46)

/** Set on a page that is thrown away: what it takes depends on how the names break. */
function heightOfEnd(letter: OfficialLetter, ruler: Ruler): number {
  return setSignature(letter, ruler, emptyPage(), 0) + lineHeight + heightOfContact(letter, ruler)
}

function heightOfContact({ contact }: OfficialLetter, ruler: Ruler): number {
  const column = { x: edge.left, width: columnWidth }
  return contact.reduce((y, line) => ruler.set(emptyPage(), line, { ...column, y }), 0)
}
