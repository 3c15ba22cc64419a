import type { Words } from '../words.ts'

export const home: Words['home'] = {
  title: 'Request official information',
  lead: 'Ask to see, or to get a copy of, information that the Department of ASEAN Affairs of Thailand holds: reports, meeting papers, statistics, budgets. You can do it all online.',
  facts: 'The service at a glance',
  who: { figure: 'Anybody', text: 'may ask; no reason needed' },
  howLong: { figure: (limit) => limit, text: 'the longest we take to answer' },
  costOfCopies: { figure: 'Free to ask', text: 'only copies on paper cost a fee' },
  cost: { figure: 'Free', text: 'the department charges no fee' },
  toFill: { figure: '10\u00a0minutes', text: 'to fill in the form, roughly' },
  start: 'Start your request',
  follow: 'Follow a request you have made',
  whoTitle: 'Who may ask',
  whoText:
    'Anybody may, whether or not the matter concerns them, and without saying what the information is for (Official Information Act B.E.\u00a02540 (1997), section\u00a09).',
  foreigners:
    'Foreign nationals may ask too. How much they may be given is set by a ministerial regulation.',
  prepareTitle: 'What you need',
  prepare: [
    'what you want to know, clearly enough for an officer to find it',
    'your name',
    'an e-mail address, a telephone number or a postal address: one is enough',
  ],
  noPapers: 'You need no copy of an identity card and no other papers.',
  stepsTitle: 'What happens then',
  steps: (limit) => [
    {
      name: 'We receive your request',
      text: 'You get a reference and a tracking code the moment you send it.',
    },
    {
      name: 'It goes to the responsible division',
      text: 'If you are not sure which that is, the secretary of the department will decide.',
    },
    {
      name: 'We consider it',
      text: 'An officer finds the information and prepares an answer, which an official with authority to decide checks.',
    },
    {
      name: 'We answer',
      text: `Within ${limit} you get the information, or the reasons why not and how to appeal or complain.`,
    },
  ],
  stepsMore: 'You can follow every step with your reference and tracking code.',
  statisticsLink: 'See how many requests we received and answered, and whether in time',
  limitText:
    'This limit is the department’s own practice. It counts from the day after we receive your request. A request sent outside office hours counts as received when the office next opens.',
  costTitle: 'What it costs',
  costText:
    'The department charges nothing for making a request, inspecting documents or getting copies, unless it has announced a fee beforehand.',
  otherTitle: 'If you would rather not do it online',
  otherText:
    'Come in person, write by post or telephone us. The time we take to answer is the same.',
  otherLink: 'See all the ways in the service guide',
  privacyText: 'We use your name and contact details to consider and answer your request.',
  privacyLink: 'Read the privacy notice',
  exitsTitle: 'Sometimes there is a quicker way',
  published: {
    title: 'It is already published',
    text: 'News, the ASEAN Charter and many documents are on the department’s website, to read at once.',
    link: 'Go to asean.mfa.go.th',
  },
  question: {
    title: 'You only have a question',
    text: 'If you want to ask something or make an appointment, and need no document, it is quicker to call us.',
  },
  ownData: {
    title: 'It is about yourself',
    text: 'You have the right, under section\u00a025 of the Act, to see, copy or correct information about yourself that the department holds. Please write us a letter, because we must first be sure that it is you.',
    link: 'See our address',
  },
}
