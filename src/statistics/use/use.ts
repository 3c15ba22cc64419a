import { isbot } from 'isbot'
import { monthOf } from '../../calendar/calendar.ts'
import { monthsOf } from '../../calendar/period.ts'
import type { DraftAnswers, UseKind } from '../../database/kinds.ts'
import type { Day, Month } from '../../requests/info-request.ts'

/*
 * How the online service is used: counted by day, never by whom. What each count means is said to people in
 * `words.use`; whoever changes a rule here changes the sentence there.
 */

/**
 * The public pages, in families that belong together. Counted days outlive the program: a family can be added, but
 * never gets another name.
 */
export const pageFamilies = [
  'home',
  'guide',
  'form',
  'receipt',
  'tracking',
  'deadline',
  'statistics',
  'feedback',
  'privacy',
] as const
export type PageFamily = (typeof pageFamilies)[number]

/** The family of each public page, by the pattern of its route. What is not in the table is not counted. */
export const familyOfRoute: ReadonlyMap<string, PageFamily> = new Map([
  ['/', 'home'],
  ['/guide', 'guide'],
  ['/requests/new/information', 'form'],
  ['/requests/new/you', 'form'],
  ['/requests/new/files', 'form'],
  ['/requests/new/check', 'form'],
  ['/requests/:reference/receipt', 'receipt'],
  ['/track', 'tracking'],
  ['/requests/:reference', 'tracking'],
  ['/requests/:reference/withdrawal', 'tracking'],
  ['/requests/:reference/dispute', 'tracking'],
  ['/deadline', 'deadline'],
  ['/statistics', 'statistics'],
  ['/statistics/:fiscalYear', 'statistics'],
  ['/feedback', 'feedback'],
  ['/requests/:reference/feedback', 'feedback'],
  ['/privacy', 'privacy'],
])

/** What is known of a page that left: nothing of it is kept. */
export type SentPage = {
  method: string
  statusCode: number
  /** The pattern of its route; nothing where no route answered. */
  route: string | undefined
  headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

/**
 * The family in which a page counts as viewed, or undefined when it does not count: only a page that was sent whole to
 * what says it is a browser. Who says nothing of themselves, says that they are a program (a list kept by others,
 * `isbot`), or only fetches ahead what somebody may never see, is not counted.
 */
export function familyViewed(
  { method, statusCode, route, headers }: SentPage,
  isRobot: (userAgent: string) => boolean = isbot,
): PageFamily | undefined {
  if (method !== 'GET' || statusCode !== 200 || route === undefined) return undefined
  const family = familyOfRoute.get(route)
  if (family === undefined || isFetchedAhead(headers)) return undefined
  const userAgent = headers['user-agent']
  if (typeof userAgent !== 'string' || userAgent.trim() === '') return undefined
  return isRobot(userAgent) ? undefined : family
}

/** `Sec-Purpose` is the standard's; the others are what some browsers said before it. */
function isFetchedAhead(headers: SentPage['headers']): boolean {
  return ['sec-purpose', 'purpose', 'x-moz'].some((name) => {
    const value = headers[name]
    return value !== undefined && /prefetch/i.test(String(value))
  })
}

/** The pages of the form, in order. */
export const formPages = ['information', 'you', 'files', 'check'] as const
export type FormPage = (typeof formPages)[number]

/**
 * The page of the form that somebody reached and did not get beyond: the first that is not in their answers. Undefined
 * for a form of staff, whose answers are not kept page by page.
 */
export function pageReached(answers: DraftAnswers): FormPage | undefined {
  if (Object.keys(answers).length === 0) return undefined
  return answeredPages.find((page) => answers[page] === undefined) ?? 'check'
}

const answeredPages = ['information', 'you', 'files'] as const

/** So many of one thing on one day. */
export type UseCount = { on: Day; kind: UseKind; detail: string; count: number }

/** The use of a month, or of several. */
export type Use = {
  /** Pages viewed, by family, and all of them. */
  viewed: Record<PageFamily, number>
  views: number
  /** Forms begun: the first page was filled in. */
  begun: number
  /** Forms forgotten without having been sent, by the page that was reached, and all of them. */
  abandoned: Record<FormPage, number>
  left: number
  /** Requests sent online. */
  submitted: number
}

export type UseByMonth = {
  /** Every month of the days that were asked for, the earliest first; one without use has zeros. */
  months: (Use & { month: Month })[]
  total: Use
}

/** What was counted, by month and in all. */
export function useByMonth(
  { from, to }: { from: Day; to: Day },
  counted: readonly (Omit<UseCount, 'on'> & { month: Month })[],
): UseByMonth {
  const months = monthsOf({ from: monthOf(from), to: monthOf(to) }).map((month) => ({
    month,
    ...useOf(counted.filter((row) => row.month === month)),
  }))
  return { months, total: useOf(counted) }
}

function useOf(counted: readonly Omit<UseCount, 'on'>[]): Use {
  const sum = (kind: UseKind, detail?: string) =>
    counted
      .filter((row) => row.kind === kind && (detail === undefined || row.detail === detail))
      .reduce((all, { count }) => all + count, 0)
  return {
    viewed: recordOf(pageFamilies, (family) => sum('viewed', family)),
    views: sum('viewed'),
    begun: sum('begun'),
    abandoned: recordOf(formPages, (page) => sum('abandoned', page)),
    left: sum('abandoned'),
    submitted: sum('submitted'),
  }
}

function recordOf<Key extends string>(
  keys: readonly Key[],
  valueOf: (key: Key) => number,
): Record<Key, number> {
  // Every key is in the list, which the compiler cannot know.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<Key, number>
}
