import { fullDay, longDay, monthName, shortDay } from '#views/parts/dates.ts'
import { wordsIn } from '#views/words/words.ts'
import { dayOf } from '../calendar/calendar.ts'
import type { Letter } from '../mail/letters.ts'
import type { Day, Month } from '../requests/info-request.ts'
import { countCases, type OpenCase, type Part, type Person } from './digest.ts'
import { layOut, type List } from './lay-out.ts'
import { countRisks, risks, type Net } from './net.ts'

/*
 * Mail to staff: in Thai, the language they work in; never with a name, an address or a subject of a requester, since
 * it lies in boxes that the department does not keep.
 */

export type StaffLetter = Letter & { accountId: number; onceKey: string }

/** Where the links lead; from the settings, never from a request. */
type Place = { baseUrl: string }

/** As much as fits on one screen and a half. */
const mostLines = 60
const language = 'th'

/** What somebody has to look at today. */
export function digestLetter(
  person: Person,
  parts: readonly Part[],
  today: Day,
  { baseUrl }: Place,
): StaffLetter {
  const { reminders } = wordsIn[language]
  const words = reminders.digest
  const { all, overdue } = countCases(parts)
  const lists = parts.flatMap(({ actingFor, lists: own }) =>
    own.map(({ duty, cases }): List => {
      const heading = reminders.list(words.duties[duty], cases.length)
      return {
        heading: actingFor ? words.actingFor(actingFor.name, heading) : heading,
        lines: cases.slice(0, mostLines).map((one) => dueLine(one, baseUrl)),
        count: cases.length,
      }
    }),
  )
  return {
    ...headOf(person, 'staff-digest', `digest ${today} ${person.id}`),
    subject: withPlainSpaces(words.subject(all, overdue, longDay(language, today))),
    body: bodyOf(person, words.intro(fullDay(language, today)), lists, [
      words.seeAll(`${baseUrl}/staff`),
    ]),
  }
}

/** What may have been missed, for the secretary and whoever acts for them. */
export function netLetter(person: Person, net: Net, today: Day, { baseUrl }: Place): StaffLetter {
  const { reminders, caseFile, jobs } = wordsIn[language]
  const words = reminders.net
  const cases = risks.map((risk): List => {
    const { count, rows } = net[risk]
    return {
      heading: reminders.list(reminders.atRisk.lists[risk], count),
      lines: rows.map((row) =>
        risk === 'overdue' ? dueLine(row, baseUrl) : sinceLine(row, baseUrl),
      ),
      count,
    }
  })
  const letters: List = {
    heading: reminders.list(reminders.atRisk.lists.undelivered, net.undelivered.count),
    lines: net.undelivered.rows.map(({ id, reference, kind, createdAt }) =>
      reminders.letterLine(
        reference,
        caseFile.letters.kind[kind],
        shortDay(language, dayOf(createdAt)),
        `${baseUrl}/staff/requests/${reference}/letters/${id}`,
      ),
    ),
    count: net.undelivered.count,
  }
  const named = (heading: string, names: readonly string[]): List => ({
    heading: reminders.list(heading, names.length),
    lines: names.map((name) => reminders.entry(name)),
    count: names.length,
  })
  const titles = net.failedJobs.map((name) => jobs.about[name].title)
  const lists = [
    ...cases,
    letters,
    named(reminders.atRisk.lists.unreached, net.unreached),
    named(reminders.atRisk.lists.failedJobs, titles),
  ]
  return {
    ...headOf(person, 'missed-requests', `net ${today} ${person.id}`),
    subject: withPlainSpaces(words.subject(countRisks(net), longDay(language, today))),
    body: bodyOf(
      person,
      words.intro(fullDay(language, today)),
      lists.filter(({ count }) => count > 0),
      [words.seeAll(`${baseUrl}/staff/at-risk`)],
    ),
  }
}

/** That months are not signed, the oldest first; once for each newest of them. */
export function unsignedMonthLetter(
  person: Person,
  months: readonly [Month, ...Month[]],
  by: Day,
  { baseUrl }: Place,
): StaffLetter {
  const words = wordsIn[language].reminders.unsignedMonth
  const [first] = months
  const newest = months.at(-1) ?? first
  const names = months.map((month) => monthName(language, month)).join(' · ')
  return {
    ...headOf(person, 'unsigned-month', `unsigned ${newest} ${person.id}`),
    subject: withPlainSpaces(words.subject(monthName(language, newest))),
    body: bodyOf(
      person,
      words.intro(names, fullDay(language, by)),
      [],
      [words.where(`${baseUrl}/staff/reports/${first}/close`)],
    ),
  }
}

function headOf({ id, name, email }: Person, kind: StaffLetter['kind'], onceKey: string) {
  return {
    infoRequestId: null,
    accountId: id,
    onceKey,
    kind,
    language,
    toAddress: email,
    toName: name,
    postalAddress: '',
    signedById: null,
    signedForId: null,
  } as const
}

function bodyOf(
  { name }: Person,
  intro: string,
  lists: readonly List[],
  ends: readonly string[],
): string {
  const { reminders, letters } = wordsIn[language]
  const before = [reminders.dear(name), '', intro]
  const after = ['', ...ends, '', letters.automatic]
  const room = mostLines - before.length - after.length
  return withPlainSpaces(
    [...before, ...layOut(lists, room, reminders.andMore), ...after].join('\n'),
  )
}

/** Mail programs break lines as they like, and people search for dates. */
function withPlainSpaces(text: string): string {
  return text.replaceAll('\u00a0', ' ')
}

function dueLine({ reference, dueOn }: Pick<OpenCase, 'reference' | 'dueOn'>, baseUrl: string) {
  const { reminders } = wordsIn[language]
  return reminders.dueLine(reference, shortDay(language, dueOn), addressOf(reference, baseUrl))
}

function sinceLine({ reference, since }: { reference: string; since: number }, baseUrl: string) {
  const { reminders } = wordsIn[language]
  const day = shortDay(language, dayOf(since))
  return reminders.sinceLine(reference, day, addressOf(reference, baseUrl))
}

function addressOf(reference: string, baseUrl: string): string {
  return `${baseUrl}/staff/requests/${reference}`
}
