import { longDay, shortMoment } from '#views/parts/dates.ts'
import type { LabelledRow } from '#views/statistics/labels.ts'
import { writtenFigure } from '#views/statistics/written-figure.ts'
import { wordsIn, type Words } from '#views/words/words.ts'
import { dayOf } from '../calendar/calendar.ts'
import { writeDocument } from '../paper/document.ts'
import { Flow } from '../paper/flow.ts'
import type { Ruler } from '../paper/ruler.ts'
import { setFeet, sheet } from '../paper/sheet.ts'
import { setTable, type PaperRow } from '../paper/table.ts'
import { heightsOfTerms, setTerms } from '../paper/terms.ts'
import type { FiguresReport, ReportTable, SignedReport } from './report.ts'

/**
 * Sets a report of figures on A4, to be printed, signed and filed: whose it is, what it covers, each table with its
 * definitions below, and at the end the place to sign. Where there is nothing to divide by, nothing stands. The same
 * report gives the same bytes.
 */
export async function writeReportPaper(report: FiguresReport): Promise<Buffer> {
  const { language, title, takenAt } = report
  const facts = { language, title, author: report.department, writtenAt: takenAt }
  return writeDocument(facts, { size: 10, lineHeight: 15 }, (ruler) => pagesOf(report, ruler))
}

function pagesOf(report: FiguresReport, ruler: Ruler) {
  const flow = new Flow(sheet)
  setHead(flow, ruler, report)
  for (const table of report.tables) {
    flow.skip(18)
    setTable(flow, ruler, paperTable(report, table))
    setBelow(flow, ruler, report, table)
  }
  setNotes(flow, ruler, report)
  if (report.isToSign) setSignature(flow, ruler, report)
  const paper = `${report.title} · ${takenOf(report)}`
  setFeet(flow, ruler, { paper, page: wordsOf(report).page })
  return flow.pages
}

function takenOf({ language, takenAt, asOf }: FiguresReport): string {
  return asOf === undefined
    ? wordsIn[language].reports.takenAt(shortMoment(language, takenAt))
    : wordsIn[language].reportPaper.asOf(longDay(language, asOf))
}

function wordsOf({ language }: FiguresReport): Words['reportPaper'] {
  return wordsIn[language].reportPaper
}

/** Whose report it is, what it is called, what it covers, and when the figures were taken. */
function setHead(flow: Flow, ruler: Ruler, report: FiguresReport): void {
  const { language, title, from, to, caution } = report
  const centred = { align: 'centre' as const }
  const line = ruler.of({ size: 11, lineHeight: 17 })
  flow.set(line, report.department, centred)
  const heading = ruler.of({ size: 15, lineHeight: 24, isBold: true })
  flow.set(heading, title, { ...centred, part: { kind: 'H1' } })
  flow.set(line, wordsOf(report).period(longDay(language, from), longDay(language, to)), centred)
  flow.set(line, takenOf(report), centred)
  if (!caution) return
  flow.skip(8)
  setPanel(flow, () => flow.set(ruler, caution, inPanel(flow)))
}

function paperTable({ language }: FiguresReport, table: ReportTable) {
  const { caption, rowHeader, columns, rows, total } = table
  const paperRow = (row: LabelledRow): PaperRow => ({
    label: row.label,
    explanation: row.explanation,
    figures: columns.map(({ id }) => {
      const value = row.values[id] ?? null
      return value === null ? '' : writtenFigure(value, id)
    }),
  })
  return {
    caption,
    continued: wordsIn[language].reportPaper.continued(caption),
    labelHeader: rowHeader,
    headers: columns.map(({ label }) => label),
    rows: rows.map(paperRow),
    total: total && paperRow(total),
  }
}

/** What is said of a table, and what its words mean: on one page, unless there is much of it. */
function setBelow(flow: Flow, ruler: Ruler, report: FiguresReport, table: ReportTable): void {
  const small = ruler.of({ size: 8.5, lineHeight: 13 })
  const bold = small.of({ isBold: true })
  flow.skip(5)
  for (const remark of report.remarks?.[table.id] ?? []) flow.set(small, remark)
  const { definitions, caption } = table
  if (definitions.length === 0) return
  const setting = { term: bold, text: small, width: flow.width * 0.26, gap: 1 }
  const heights = heightsOfTerms(flow, definitions, setting)
  const all = heights.reduce((height, one) => height + one, 0)
  const heading = small.style.lineHeight + 2
  flow.skip(3)
  flow.need(heading + (all < flow.height / 4 ? all : Math.max(...heights)))
  flow.set(bold, wordsIn[report.language].reports.definitions(caption))
  flow.skip(2)
  setTerms(flow, definitions, setting)
}

function setNotes(flow: Flow, ruler: Ruler, report: FiguresReport): void {
  const { notes = [] } = report
  if (notes.length === 0) return
  flow.skip(18)
  const heading = ruler.of({ isBold: true })
  flow.need(4 * heading.style.lineHeight)
  flow.set(heading, wordsOf(report).notes, { part: { kind: 'H2' } })
  for (const note of notes) {
    flow.set(ruler, note)
    flow.skip(4)
  }
}

// -- The end -------------------------------------------------------------------------------------

const dots = '.'.repeat(52)
const roomToSign = 34
const gapBeforeRecord = 14

/**
 * What is certified, the place to sign by hand, and below it who signed the figures in the service, if somebody did:
 * all on one page, which says what was signed even where it stands alone.
 */
function setSignature(flow: Flow, ruler: Ruler, report: FiguresReport): void {
  const { signed, language, title } = report
  const words = wordsOf(report).signature
  const text = ruler.of({ size: 11, lineHeight: 19 })
  const lines = [
    `${words.signed} ${dots}`,
    `(${signed?.name ?? dots})`,
    signed?.post ? signed.post : `${words.post} ${dots}`,
    signed ? longDay(language, dayOf(signed.signedAt)) : `${words.day} ${dots}`,
  ]
  const certified = (pages: number) => words.certifies(title, takenOf(report), String(pages))
  const record = signed ? recordOf(report, signed) : []
  const small = ruler.of({ size: 9, lineHeight: 14 })
  const recordHeight = record.reduce(
    (height, line) => height + flow.heightOf(small, line, inPanel(flow).width),
    record.length > 0 ? gapBeforeRecord + 2 * panelPadding : 0,
  )
  const height = roomToSign + lines.length * text.style.lineHeight + recordHeight
  flow.skip(20)
  flow.need(flow.heightOf(ruler, certified(flow.pages.length)) + height)
  flow.set(ruler, certified(flow.pages.length))
  flow.y += roomToSign
  const x = sheet.left + flow.width * 0.42
  for (const line of lines) flow.set(text, line, { x, align: 'centre' })
  if (record.length === 0) return
  flow.skip(gapBeforeRecord)
  setPanel(flow, () => {
    for (const line of record) flow.set(small, line, inPanel(flow))
  })
}

function recordOf(report: FiguresReport, signed: SignedReport): string[] {
  const words = wordsOf(report).record
  const { name, post, signedAt, revision, reason, sha256 } = signed
  const who = post === '' ? name : words.nameAndPost(name, post)
  return [
    words.signedBy(who, shortMoment(report.language, signedAt)),
    revision === 1 ? words.first : words.revision(String(revision), reason),
    words.sha256(sha256),
  ]
}

const panelPadding = 5

/** A grey ground below what `set` sets; it must fit the page. */
function setPanel(flow: Flow, set: () => void): void {
  const { page, y } = flow
  flow.y += panelPadding
  set()
  flow.y += panelPadding
  page.shapes.push({ x: sheet.left, y, width: flow.width, height: flow.y - y, colour: '#ececec' })
}

function inPanel(flow: Flow): { x: number; width: number } {
  return { x: sheet.left + 8, width: flow.width - 16 }
}
