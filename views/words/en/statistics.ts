import type { Words } from '../words.ts'

export const statistics: Words['statistics'] = {
  title: (year) => `Service statistics, fiscal year B.E. ${year}`,
  lead: (from, to) =>
    `Requests for official information that the Department of ASEAN Affairs received and answered from ${from} to ${to}, through every channel.`,
  takenOn: (day) => `Figures as of ${day}`,
  running: (day) =>
    `This fiscal year is not over. The figures go up to ${day} and can still change, until the secretary of the department has signed the month.`,
  empty: {
    running:
      'There have been no requests in this fiscal year yet, so the months so far show zeros.',
    over: 'There were no requests in this fiscal year, so every month shows zeros.',
  },
  years: 'Fiscal year (B.E.)',
  period: (year) => `“The period” on this page is fiscal year B.E. ${year}.`,
  contents: 'On this page',
  main: {
    title: 'At a glance',
    percent: (share) => `${share}%`,
    workingDays,
    nothing: 'None yet',
    received: (count, online, share) =>
      `The department received ${requests(count)} for information, ${online === '0' ? 'none' : online} of them online (${share}%).`,
    receivedNone: 'Nobody made a request in this fiscal year.',
    answered: (count, sameDay) =>
      `It answered ${requests(count)}, ${sameDay === '0' ? 'none' : sameDay} of them on the day of receipt.`,
    answeredNone: 'No request was answered in this fiscal year.',
    inTime: (count, all) =>
      `Of the year’s requests, ${all} have been answered or are past their due date; ${count} of these were answered in time.`,
    inExtension: (count) => `That includes ${count} answered within an extended limit.`,
    inTimeNone:
      'None of the year’s requests has been answered or is past its due date, so there is no share yet.',
    median: (days, ninetieth) =>
      `Half of the answers took no more than ${workingDays(days)}, and nine in ten no more than ${workingDays(ninetieth)}.`,
    medianNone: 'There are no answers yet, and so no time they took.',
  },
  months: {
    standing: 'Signature',
    signed: (day, revision) => `Signed on ${day}, revision ${revision}`,
    'before-first': 'Before the first request',
    over: 'Not signed yet',
    running: (day) => `To date (${day})`,
    'to-come': 'Still to come',
    hashes: 'Signed figures',
    hashOfEach: 'SHA-256 of each month',
    revised: (month, revision) => `${month}, revision ${revision}, signed again because:`,
    hashesText:
      'The secretary of the department signed the figures of these months. What happens later does not change what was signed; a correction is a new revision with its reason. The SHA-256 is that of the signed document, so that anybody can check that a copy is the same.',
  },
  small: {
    notShown: 'Not shown',
    note: 'Counts from 1 to 4 are not shown, so that nobody can be identified, and neither are as many others of the table as it takes so that they cannot be worked out.',
  },
  openData: {
    title: 'Open data',
    text: 'Every figure on this page can be downloaded at addresses that do not change, and is as new as this page.',
    csv: 'CSV (one long table with English column names, for further processing)',
    xlsx: 'XLSX (one sheet for each table, with definitions, for Excel)',
    json: 'JSON (in both languages, for programs)',
    catalog: 'Catalogue of the data of all years (JSON, for programs)',
    licence:
      'Licence: free to use, copy, change and share without asking, as long as you name the source, “Department of ASEAN Affairs, Ministry of Foreign Affairs of Thailand”.',
    licenceName: 'Creative Commons Attribution 4.0 International',
  },
  charts: {
    title: (subject, period) => `Chart of ${subject}: ${period}`,
    none: 'There is nothing to show.',
    months: (received, closed, open) =>
      `${received} received, ${closed} closed, ${open} open at the end.`,
    mostReceived: (month, count) => `Most were received in ${month} (${count}).`,
    most: (all, what, count) => `Of ${all}, most were “${what}” (${count}).`,
    parts: (all, parts) => `Of ${all}: ${parts}.`,
    part: (what, share) => `${what} ${share}%`,
  },
  catalog: {
    title: 'Service statistics of official information requests, Department of ASEAN Affairs',
    dataset: (year) =>
      `Service statistics of official information requests, Department of ASEAN Affairs, fiscal year B.E. ${year}`,
    notes:
      'Requests under the Official Information Act B.E. 2540 (1997) that the Department of ASEAN Affairs received, closed and had open, by month, with channels, timeliness, outcomes, grounds of refusal and use of the online service.',
    source: 'Official information request service, Department of ASEAN Affairs',
    support: 'Office of the Secretary, Department of ASEAN Affairs',
    collect: 'Counted from each step of each request when it happens',
    condition: 'None',
    category: 'Public data',
  },
}

function requests(count: string): string {
  return count === '1' ? '1 request' : `${count} requests`
}

function workingDays(days: string): string {
  return days === '1' ? '1 working day' : `${days} working days`
}
