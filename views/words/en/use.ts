import type { Words } from '../words.ts'

export const use: Words['use'] = {
  title: 'Use of the online service',
  kinds: {
    viewed: 'Pages viewed',
    begun: 'Forms begun',
    abandoned: 'Begun and not sent',
    submitted: 'Requests sent online',
  },
  families: {
    home: 'Home',
    guide: 'Service guide',
    form: 'Request form',
    receipt: 'Receipt',
    tracking: 'Following a request',
    deadline: 'When an answer is due',
    statistics: 'Service statistics',
    feedback: 'Survey and what was improved',
    privacy: 'Privacy notice',
  },
  pages: {
    information: 'What information is wanted',
    you: 'Who asks and how to reach them',
    files: 'Files',
    check: 'Check before sending',
  },
  definitions: {
    viewed:
      'How often a whole public page was sent to somebody, in Thai and English together. Opening it again counts again, so these are times, not people. Staff pages, downloads, and pages that ask for a correction or tell of a fault are not counted.',
    begun:
      'Forms whose first page a requester filled in and went on from, on the day of that. What staff enter for somebody is not counted.',
    abandoned: (days) =>
      `Forms that were begun, never sent, and deleted ${days}\u00a0days after the last change; counted on the day of the deletion, by the page that the requester reached and did not go on from.`,
    submitted:
      'Requests that requesters sent online themselves, on the day they were sent. Outside office hours that is not the day on which they count as received.',
  },
  rule: {
    title: 'What is not counted',
    robots:
      'Programs that act by themselves: whatever does not say which program it is, and whatever names a program on a public list of such programs (isbot). A program that claims to be a browser cannot be told from one and may be counted.',
    ahead: 'Pages that a browser fetches ahead, before anybody has opened them.',
    kept: 'Pages that a browser, or a machine on the way, has kept and shows again without asking. The real number of views may therefore be higher.',
    nobody:
      'The department’s own server counts, and writes down nothing but numbers for each day: no cookie for counting, no service from outside, no network address and no name of a program. So nobody knows who opened a page, or whether they work for the department.',
  },
}
