import { listItaItems, type ItaItem } from '../assessment/store.ts'
import { addDays, dayOf, monthOf, startOfDay } from '../calendar/calendar.ts'
import { firstDayOfPeriod, lastDayOfPeriod, monthsOf, yearPeriod } from '../calendar/period.ts'
import { itaSlugs, type ItaSlug } from '../database/schema.ts'
import type { ImprovementText, QuarterResults } from '../feedback/rules.ts'
import { feedbackResults, listPublishedImprovements } from '../feedback/store.ts'
import type { Day, Language, Month } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import { findWritten, listSignedMonths, type SignedMonth } from '../statistics/signing/store.ts'
import { findFirstMonth } from '../statistics/queries.ts'
import { takeReport, type FiguresReport, type TakenReport } from '../statistics/report.ts'
import type { UseByMonth } from '../statistics/use/use.ts'
import { takeUse } from '../statistics/use/store.ts'

/** Everything that the evidence of a fiscal year is made of. */
export type Evidence = {
  /** B.E. */
  fiscalYear: number
  /** The first and the last day of the year. */
  from: Day
  to: Day
  /** The last day that has been: in a year that is over its last, otherwise today. */
  asOf: Day
  /** The items that somebody has written down. */
  items: readonly ItaItem[]
  /** Where the public addresses begin. */
  baseUrl: string
  figures: TakenReport
  use: UseByMonth
  /** The quarters of the year that have answers, the newest first. */
  results: readonly QuarterResults[]
  /** What was changed and is published, the newest first. */
  improvements: readonly ImprovementText[]
  /** The months that are over, from the first in which anything was counted. */
  monthsOver: readonly Month[]
  /** Those of them that are signed, as they were. */
  signed: readonly SignedMonth[]
}

/**
 * Reads the evidence of a fiscal year (B.E.). Nothing in it depends on when it is asked for, but for a year that runs
 * on the day: the same data gives the same evidence.
 */
export async function readEvidence(
  services: Pick<Services, 'db' | 'rules' | 'clock' | 'config'>,
  fiscalYear: number,
): Promise<Evidence> {
  const tx = services.db.read
  const year = yearPeriod(fiscalYear)
  const [from, to] = [firstDayOfPeriod(year), lastDayOfPeriod(year)]
  const today = dayOf(services.clock())
  const isOver = today > to
  const asOf = isOver ? to : today
  const first = (await findFirstMonth(tx)) ?? monthOf(today)
  const published = await listPublishedImprovements(tx)
  const results = await feedbackResults(tx)
  return {
    fiscalYear,
    from,
    to,
    asOf,
    items: await listItaItems(tx, fiscalYear),
    baseUrl: services.config.baseUrl,
    figures: await takeReport(services, year, startOfDay(isOver ? addDays(to, 1) : today)),
    use: await takeUse(tx, { from, to: asOf }),
    results: results.filter(({ quarter }) => quarter.startsWith(`${fiscalYear}-`)),
    improvements: published.filter(({ on }) => on >= from && on <= asOf),
    monthsOver: monthsOf(year).filter((month) => month >= first && month < monthOf(today)),
    signed: await listSignedMonths(tx, year),
  }
}

/** The year's report in a language; it says the day its figures stand for. */
export function yearReport({ figures, asOf }: Evidence, language: Language): FiguresReport {
  return { ...figures.reportIn(language), asOf }
}

/** The text that was signed of a month, byte for byte. */
export async function findSignedText(
  { db }: Pick<Services, 'db'>,
  { month, revision }: Pick<SignedMonth, 'month' | 'revision'>,
): Promise<string> {
  const written = await findWritten(db.read, month, revision)
  if (!written) throw new Error(`There is no revision ${revision} of ${month}`)
  return written.document
}

/** What an item of the assessment still lacks, so that its evidence is not whole. */
export const gaps = [
  'item',
  'code',
  'wording',
  'confirmation',
  'address',
  'live-day',
  'use',
  'signatures',
  'answers',
  'improvements',
] as const
export type Gap = (typeof gaps)[number]

/** An item with what is known of it, and what is not. */
export type EvidenceOfItem = { slug: ItaSlug; item: ItaItem | undefined; gaps: Gap[] }

/** Every item of the assessment that the service has evidence for, in order. */
export function evidenceOfItems(evidence: Evidence): EvidenceOfItem[] {
  return itaSlugs.map((slug) => {
    const item = evidence.items.find((one) => one.slug === slug)
    return { slug, item, gaps: gaps.filter((gap) => lacks[gap](evidence, slug, item)) }
  })
}

type Lack = (evidence: Evidence, slug: ItaSlug, item: ItaItem | undefined) => boolean

const lacks: Record<Gap, Lack> = {
  item: (_, _slug, item) => item === undefined,
  code: (_, _slug, item) => item?.code === '',
  wording: (_, _slug, item) => item?.wording === '',
  confirmation: (_, _slug, item) => item?.isConfirmed === false,
  address: (_, _slug, item) => item?.address === '',
  'live-day': (_, _slug, item) => item !== undefined && item.address !== '' && item.liveOn === null,
  use: ({ use }, slug) => slug !== 'questions' && viewsOf(use, slug) === 0,
  signatures: ({ monthsOver, signed }, slug) =>
    slug === 'statistics' && signed.length < monthsOver.length,
  answers: ({ results }, slug) =>
    slug === 'participation' && !results.some(({ isShown }) => isShown),
  improvements: ({ improvements }, slug) => slug === 'participation' && improvements.length === 0,
}

/** Whose pages show an item. */
export const familiesOf = {
  'service-manual': ['guide', 'deadline'],
  statistics: ['statistics'],
  'e-service': ['home', 'form', 'receipt', 'tracking'],
  questions: [],
  participation: ['feedback'],
} as const satisfies Record<ItaSlug, readonly (keyof UseByMonth['total']['viewed'])[]>

function viewsOf({ total }: UseByMonth, slug: ItaSlug): number {
  return familiesOf[slug].reduce((all, family) => all + total.viewed[family], 0)
}

/** The whole address of an item; undefined while there is none. */
export function addressOf(
  { baseUrl }: Pick<Evidence, 'baseUrl'>,
  item: Pick<ItaItem, 'address'> | undefined,
): string | undefined {
  if (!item?.address) return undefined
  return item.address.startsWith('/') ? `${baseUrl}${item.address}` : item.address
}
