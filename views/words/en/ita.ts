import type { Words } from '../words.ts'

const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString('en')}\u00a0${number === 1 ? one : many}`

export const ita: Words['ita'] = {
  title: 'Items of the ITA',
  overview:
    'Codes and wording of the items of the Integrity and Transparency Assessment in each year, and the pages that show them',
  compared: (year, confirmed, all) =>
    `Fiscal year B.E. ${year}: ${confirmed.toLocaleString('en')} of ${count(all, 'item', 'items')} compared with the manual`,
  ofYear: (year) => `Items of the ITA, fiscal year B.E. ${year}`,
  itemOfYear: (item, year) => `${item}, fiscal year B.E. ${year}`,
  intro:
    'The codes and the wording of the Integrity and Transparency Assessment (ITA) change every year. The evidence for assessors is filed under these items.',
  years: 'Fiscal years',
  item: 'Item',
  items: {
    'service-manual': 'Service guide',
    statistics: 'Statistics of requests',
    'e-service': 'Requests online',
    questions: 'Questions and answers',
    participation: 'Participation and improvements',
  },
  about: {
    'service-manual':
      'The item that the service guide answers: the steps, the time and the fees of asking for information.',
    statistics:
      'The item that the statistics answer: how many requests came in each month, by channel.',
    'e-service': 'The item that sending requests online answers.',
    questions: 'The item that a channel for questions answers, where the agency can reply.',
    participation:
      'The item that the results of the survey and what the department improved because of it answer.',
  },
  code: 'Code',
  wording: 'Wording in the manual',
  address: 'Public address',
  liveOn: 'Live since',
  state: 'Compared with the manual',
  unknown: 'Not known yet',
  noAddress: 'None yet',
  noDay: 'Not given yet',
  missing: 'Not filled in',
  confirmedTag: 'Compared',
  unconfirmedTag: 'Not compared',
  setBy: (name, moment) => `Saved by ${name}, ${moment}`,
  cameWithService: 'Came with the service, not from the manual',
  unconfirmed: (number) =>
    `${count(number, 'item has', 'items have')} not been compared with the official manual of this year, so code or wording may be wrong. The evidence says that they were not compared.`,
  none: (year) => `There are no items for fiscal year B.E. ${year} yet.`,
  enteredByOthers: 'The administrator enters them.',
  copyHint: (year) =>
    `Take the items that this year lacks from fiscal year B.E. ${year} to begin with. They will be marked as not compared with the manual.`,
  copy: (year) => `Copy from ${year}`,
  copied: (year) =>
    `The items were copied to fiscal year B.E. ${year}. Compare each with the manual of this year before it is used.`,
  saved: (item) => `“${item}” was saved`,
  overtaken:
    'Somebody saved this item after you opened this page. What you typed is still here but was not saved. Read first what they saved, below; if you save again, yours takes its place.',

  codeHint: 'Letters and numbers as in the manual of that year. Leave empty if not known yet.',
  wordingHint: 'Copy it from the manual word for word, in Thai. Leave empty if not known yet.',
  addressHint:
    'A page that opens without signing in. It begins with / on this website, or with https:// elsewhere. Leave empty if there is none yet.',
  liveOnHint:
    'Such as 1 October 2025 or 01/10/2568. Leave empty if it is not live or you do not know.',
  confirming: 'Compared with the manual',
  confirmed: 'I compared code and wording with the official manual of this year',
  confirmedHint:
    'Leave this if you took them from another year or from the website of another agency',

  faults: {
    code: { missing: 'Enter the code in the manual, or untick that you compared it' },
    wording: { missing: 'Enter the wording in the manual, or untick that you compared it' },
    address: {
      missing: 'Enter the address that has been live since that day, or remove the day',
      'not-an-address':
        'Enter an address that begins with / for a page of this website, or with https:// for another, without spaces',
      'not-public': 'Only staff can open this page; enter one that anybody outside can open',
    },
    liveOn: {
      'not-a-day':
        'Enter the day, the month and the year in four digits, such as 1 October 2025, or leave this empty',
      'to-come': 'That day is still to come; leave this empty until it is live',
      'too-early': 'That is before the Official Information Act came into force; check the year',
    },
  },
}
