import { longDay } from '#views/parts/dates.ts'
import { wordsIn } from '#views/words/words.ts'
import { startOfDay } from '../calendar/calendar.ts'
import { writeDocument } from '../paper/document.ts'
import { Flow } from '../paper/flow.ts'
import type { Ruler } from '../paper/ruler.ts'
import { setFeet, sheet } from '../paper/sheet.ts'
import { setTerms, type Term } from '../paper/terms.ts'
import type { Language } from '../requests/info-request.ts'
import { addressOf, yearReport, type Evidence, type EvidenceOfItem } from './facts.ts'

/** A file that lies beside the cover sheet, and what it is. */
export type Listed = { name: string; what: string }

/**
 * The first sheet of an item's folder: what the assessment calls it, where the public sees it and since when, what the
 * folder holds, and in plain words what is missing.
 */
export async function writeCover(
  evidence: Evidence,
  ofItem: EvidenceOfItem,
  { language, files }: { language: Language; files: readonly Listed[] },
): Promise<Buffer> {
  const { cover, ofYear } = wordsIn[language].evidence
  const name = wordsIn[language].ita.items[ofItem.slug]
  const title = `${name} · ${ofYear(String(evidence.fiscalYear))}`
  const { department } = yearReport(evidence, language)
  const facts = { language, title, author: department, writtenAt: startOfDay(evidence.asOf) }
  return writeDocument(facts, { size: 11, lineHeight: 18 }, (ruler) => {
    const flow = new Flow(sheet)
    const centred = { align: 'centre' as const }
    flow.set(ruler, department, centred)
    flow.set(ruler, cover.heading, centred)
    const heading = ruler.of({ size: 15, lineHeight: 25, isBold: true })
    flow.set(heading, title, { ...centred, part: { kind: 'H1' } })
    flow.skip(14)
    setTerms(flow, termsOf(evidence, ofItem, language), {
      term: ruler.of({ isBold: true }),
      text: ruler,
      width: flow.width * 0.32,
      gap: 6,
    })
    setMissing(flow, ruler, ofItem, language)
    setFiles(flow, ruler, files, language)
    setFeet(flow, ruler, { paper: title, page: wordsIn[language].reportPaper.page })
    return flow.pages
  })
}

function termsOf(evidence: Evidence, { slug, item }: EvidenceOfItem, language: Language): Term[] {
  const words = wordsIn[language].evidence
  const { cover } = words
  const orNot = (text: string | undefined) => text || cover.notSet
  const address = addressOf(evidence, item)
  return [
    { term: cover.code, text: orNot(item?.code) },
    { term: cover.wording, text: orNot(item?.wording) },
    { term: cover.state, text: item?.isConfirmed ? cover.confirmed : cover.unconfirmed },
    { term: cover.address, text: orNot(address) },
    {
      term: cover.liveOn,
      text: item?.liveOn ? longDay(language, item.liveOn) : cover.notSet,
    },
    { term: cover.shows, text: words.shows[slug] },
    ...(slug === 'questions'
      ? [{ term: '', text: address ? words.questions.outside : words.questions.missing }]
      : []),
    { term: cover.asOf, text: longDay(language, evidence.asOf) },
  ]
}

function setMissing(flow: Flow, ruler: Ruler, { gaps }: EvidenceOfItem, language: Language): void {
  if (gaps.length === 0) return
  const words = wordsIn[language].evidence
  setHeading(flow, ruler, words.cover.missing)
  for (const gap of gaps) flow.set(ruler, `– ${words.gaps[gap]}`)
}

function setFiles(flow: Flow, ruler: Ruler, files: readonly Listed[], language: Language): void {
  const { cover } = wordsIn[language].evidence
  setHeading(flow, ruler, cover.files)
  if (files.length === 0) return flow.set(ruler, cover.onlyCover)
  const small = ruler.of({ size: 10, lineHeight: 16 })
  const terms = files.map(({ name, what }) => ({ term: name, text: what }))
  setTerms(flow, terms, { term: small, text: small, width: flow.width * 0.46, gap: 2 })
}

function setHeading(flow: Flow, ruler: Ruler, text: string): void {
  const bold = ruler.of({ isBold: true })
  flow.skip(12)
  flow.need(3 * bold.style.lineHeight)
  flow.set(bold, text, { part: { kind: 'H2' } })
}
