import type { Words } from '../words.ts'

const count = (number: number) => number.toLocaleString('en')
const requests = (number: number) => `${count(number)} ${number === 1 ? 'request' : 'requests'}`
const workingDays = (number: number) =>
  `${count(number)}\u00a0working ${number === 1 ? 'day' : 'days'}`
const days = (number: number) => `${count(number)}\u00a0${number === 1 ? 'day' : 'days'}`

export const reminders: Words['reminders'] = {
  dear: (name) => `Dear ${name},`,
  list: (name, number) => `${name} (${count(number)})`,
  dueLine: (reference, day, url) => `- ${reference} due ${day} ${url}`,
  sinceLine: (reference, day, url) => `- ${reference} since ${day} ${url}`,
  letterLine: (reference, letter, day, url) => `- ${reference} ${letter} (${day}) ${url}`,
  entry: (text) => `- ${text}`,
  andMore: (number) => `  and ${count(number)} more`,

  digest: {
    subject: (all, overdue, day) =>
      overdue === 0
        ? `[Department of ASEAN Affairs] ${requests(all)} for you to look at (${day})`
        : `[Department of ASEAN Affairs] ${requests(all)} for you to look at, ${count(overdue)} overdue (${day})`,
    intro: (day) => `Requests for official information for you to look at, ${day}`,
    actingFor: (name, list) => `Acting for ${name}: ${list}`,
    duties: {
      overdue: 'Overdue',
      dueToday: 'Due today',
      dueSoon: 'Due within 3 working days',
      toApprove: 'Waiting for your approval',
      toClear: 'Waiting for your clearance',
      sentBack: 'Answers sent back to be changed',
      news: 'The requester wrote or answered',
      toAccept: 'Waiting to be accepted by the division',
    },
    seeAll: (url) => `See the whole list: ${url}`,
  },

  net: {
    subject: (number, day) =>
      `[Department of ASEAN Affairs] ${count(number)} ${number === 1 ? 'entry' : 'entries'} that may have been missed (${day})`,
    intro: (day) => `What may have been missed, ${day}. Please look into it.`,
    seeAll: (url) => `See the latest list: ${url}`,
  },

  unsignedMonth: {
    subject: (month) => `[Department of ASEAN Affairs] The figures of ${month} are not signed`,
    intro: (months, day) =>
      `The figures of these months are not signed yet; by the department's own practice they were to be by ${day}: ${months}`,
    where: (url) => `Check and sign them at ${url}`,
  },

  atRisk: {
    title: 'Requests at risk',
    intro:
      'Requests and letters that may have been missed, as they stand now. The same lists go to the secretary by e-mail every working morning on which there is something.',
    none: 'No requests are at risk',
    lists: {
      overdue: 'Overdue',
      unopened: 'Not assigned yet',
      unaccepted: 'Not accepted by the division',
      disputed: 'Answer disputed, no reply yet',
      waiting: 'Long with the requester or a third party',
      undelivered: 'Letters that have not arrived',
      unreached: 'Staff whom our e-mail does not reach',
      failedJobs: 'Automatic work that failed',
    },
    explained: {
      unopened: (limit) =>
        `Submitted or returned more than ${workingDays(limit)} ago, and no division has it.`,
      unaccepted: (limit) =>
        `Assigned more than ${workingDays(limit)} ago, and no officer has accepted it.`,
      waiting: (limit) => `An answer has been outstanding for more than ${days(limit)}.`,
      undelivered:
        'Could not be delivered by e-mail, has to be posted, or has been tried for more than 4\u00a0hours.',
      unreached:
        'Their last daily digest could not be delivered. Ask the administrator to check their e-mail address; they still see all their work in the list of requests.',
      failedJobs:
        'The service tries again by itself. If that does not help, tell the administrator.',
    },
    columns: {
      reference: 'Reference',
      subject: 'Subject',
      holder: 'With',
      due: 'Due',
      since: 'Since',
      letter: 'Letter',
      written: 'Written',
      delivery: 'Delivery',
    },
    stuck: 'Not sent yet, still trying',
    nobody: 'Secretary of the department',
    workingDays,
    days,
    more: (number) => `and ${count(number)} more`,
    seeInQueue: 'See them in the list of requests',
    jobs: 'See all automatic work',
  },
}
