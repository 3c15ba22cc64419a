import type { Words } from '../words.ts'

export const privacy: Words['privacy'] = {
  title: 'Privacy notice',
  lead: 'How the Department of ASEAN Affairs uses the personal data of those who ask it for information.',
  controller: {
    title: 'Who is responsible',
    text: 'The Department of ASEAN Affairs, Ministry of Foreign Affairs of Thailand, decides how your data are used. How to reach us is at the end of this notice.',
  },
  purpose: {
    title: 'What we use your data for',
    items: [
      'to consider and answer your request',
      'to reach you about it',
      'to keep evidence of who decided what, when and why, for appeals and audits',
      'to make statistics of the service in which nobody can be recognised',
    ],
    not: 'We do not use them for advertising, and we do not sell them.',
  },
  basis: {
    title: 'The legal basis',
    text: 'We need the data to carry out a task in the public interest or to exercise official authority, and to comply with the law: section\u00a024\u00a0(4) and (6) of the Personal Data Protection Act B.E.\u00a02562 (2019). We therefore do not ask for your consent.',
  },
  data: {
    title: 'What we keep',
    needed: 'What you must tell us',
    neededText:
      'Your name, one way to reach you, and what you ask for. Without these we cannot answer.',
    optional: 'What you may leave out',
    optionalText:
      'Your title, organisation, status and purpose, other ways to reach you, and files. Leaving them out makes no difference to the answer.',
    after: 'What comes later',
    afterText: 'Messages between you and the officer, the answer, and the history of the request.',
    feedback: 'Feedback on the service',
    feedbackText:
      'If you give feedback after the answer, we keep it apart from the request, with nothing but the quarter of the year. With the request we only note that feedback was given.',
    technical: 'Technical data',
    technicalText:
      'The tracking code is kept in a form that cannot be read back. When wrong codes are entered, we count the tries without keeping the network address in a readable form. We also count how often pages are opened each day, without keeping who opened them.',
    not: 'We do not ask for your identity number, age or occupation. Please do not put these, or personal data of others, into a request.',
  },
  retention: {
    title: 'How long we keep it',
    drafts: (days) => `Drafts that were not sent: deleted ${days}\u00a0days after the last change.`,
    requests:
      'Requests that were sent: the department sets the period. It has not announced one yet, so the system does not delete requests by itself. When a period is set, it will be stated here.',
    statistics: 'Statistics in which nobody can be recognised: may be kept.',
  },
  recipients: {
    title: 'Who sees it',
    items: [
      'officers and the head of the division that handles your request, the secretary of the department and its executives',
      'the department’s auditors, who can read but not change anything',
      'the Official Information Board and the Information Disclosure Tribunal, if you appeal or complain',
      'an agency of the State to which the law has us send your request; we will tell you',
    ],
    otherwise:
      'Beyond that we do not disclose your personal data to others without your written consent, unless the law allows it (Official Information Act B.E.\u00a02540, section\u00a024). This website uses no analytics, advertising or fonts from elsewhere.',
  },
  rights: {
    title: 'Your rights',
    text: 'You can ask the Office of the Secretary to do the following with your data:',
    items: [
      'show it to you or give you a copy',
      'correct it',
      'delete it, or stop using it for a time',
      'give it to you or to somebody else in a form that machines can read',
      'stop using it because you object',
    ],
    limits:
      'Some of this we may be unable to do, such as deleting evidence the law requires us to keep. We will give the reason.',
    complaint:
      'If you are not satisfied with our reply, you can complain to the Office of the Personal Data Protection Committee.',
  },
  cookies: {
    title: 'Cookies',
    text: 'We use three cookies, all of them necessary. Each is a random number and holds nothing about you. The home page, the service guide and this page set none.',
    caption: 'The cookies of this website',
    columns: { purpose: 'What for', when: 'Set when', life: 'How long' },
    visitor: {
      purpose: 'to find your draft, and to know that a form came from one of our pages',
      when: 'you open a page with a form',
      life: (days) => `${days}\u00a0days`,
    },
    tracking: {
      purpose: 'to remember that you entered the right reference and tracking code',
      when: 'you enter the right code',
      life: (minutes) => `${minutes}\u00a0minutes, or until you press “Leave this request”`,
    },
    staff: {
      purpose: 'to remember that a member of staff is signed in; not used for the public',
      when: 'a member of staff signs in',
      life: (hours) => `until signing out or closing the browser, ${hours}\u00a0hours at most`,
    },
  },
  contact: {
    title: 'Contact',
    text: 'The Office of the Secretary deals with personal data in this service.',
    phone: 'Telephone',
    address: 'Address',
  },
}
