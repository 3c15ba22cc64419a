import type { Words } from '../words.ts'

export const counter: Words['counter'] = {
  title: 'Enter a request for somebody',
  intro:
    'For requests made in person, by post, by phone or by e-mail. Nobody has to give a reason or show an identity card.',
  arrival: 'How it arrived',
  channel: 'Received by',
  receivedOn: 'Day received',
  receivedOnHint: 'For example 24/11/2026 or 24 November 2026. The limit is counted from this day.',
  entryReason: 'Why it is entered only now',
  entryReasonHint: (month) =>
    `Needed when the day received lies in ${month} or before, because the figures of those months are signed and the secretary will have to sign a revision. It stays in the history of the request; the requester does not see it.`,
  asked: 'What is asked for',
  subject: 'Subject',
  details: 'Details of the information wanted',
  detailsHint: 'As the requester wrote or said it',
  period: 'Period',
  topic: 'Topic',
  topicHint: 'If a topic belongs to a division, the request goes there at once.',
  topicUnsure: 'Not sure: the secretary will assign it',
  goesTo: (topic, division) => `${topic} (${division})`,
  accessForm: 'Wanted as',
  language: 'Language of letters and answer',
  requester: 'Requester',
  name: 'Name of the person, company or organisation',
  personTitle: 'Title',
  contact: 'How to reach the requester',
  contactHint: 'Fill in at least one',
  email: 'E-mail',
  phone: 'Phone',
  address: 'Postal address',
  deliverBy: 'Answer wanted by',
  deliverByHint: 'If none is chosen, the quickest way there is an address for',
  more: 'More',
  moreHint: 'Not needed; only what the requester tells of their own accord',
  requesterKind: 'Asking as',
  affiliation: 'Organisation or school',
  purpose: 'To be used for',
  original: {
    title: 'Scan of the original',
    hint: 'The letter or form on paper. No copy of an identity card is needed. Files stay once they are added, whatever is wrong elsewhere. The requester does not see them on the tracking page.',
    choose: 'Choose a file',
    rules:
      'PDF, JPG, PNG, DOCX, XLSX or ODT, up to 10\u00a0MB each, at most 5 files and 30\u00a0MB in all',
    add: 'Add file',
    none: 'No files yet',
    full: 'There are 5 files already',
  },
  whatHappens: 'What the button does',
  next: 'The request gets its reference at once, and its limit counts from the day received. The next page is a slip with the tracking code, to print for the requester. If there is an e-mail address, a receipt is sent there too.',
  submit: 'Save and make the slip',
  faults: {
    channel: { 'unknown-choice': 'Choose how the request was received' },
    receivedOn: {
      missing: 'Enter the day the request was received',
      'not-a-day': 'Enter a day with a year of four digits, like 24/11/2026 or 24 November 2026',
      'in-future': 'The day received cannot be after today',
      'too-long-ago': 'That is more than a year ago; please check the year',
    },
    entryReason: {
      missing:
        'Say why it is entered only now: the day received lies in a month whose figures are signed',
    },
    subject: { missing: 'Enter the subject' },
    details: { missing: 'Enter the details of the information wanted' },
    name: { missing: 'Enter the name of the requester' },
    email: {
      'no-way-back': 'Enter an e-mail address, a phone number or a postal address of the requester',
      'needed-for-delivery': 'Enter the e-mail address the answer is to go to',
    },
    address: { 'needed-for-delivery': 'Enter the address the answer is to go to' },
  },
  attach: {
    title: 'Attach a scan or letter that came on paper',
    intro:
      'Keeps what came on paper with the request, as evidence; also after it is closed. It cannot be removed again, and the requester does not see it on the tracking page.',
    choose: 'Choose files',
    submit: 'Attach',
    back: 'Back to the request',
    added: 'Attached',
    present: 'Files of this request',
    listed: 'Attached by staff',
    by: (name, at) => `Attached by ${name}, ${at}`,
    faults: {
      missing: 'Choose the file to attach',
      'too-many': 'At most 5 files can be attached at once; those beyond were not attached',
      'too-much-in-all':
        'Files attached at once can have 30\u00a0MB together; those beyond were not attached',
      'request-full':
        'This request has 50 files already. Put the papers into one file and ask the administrator.',
    },
  },
  onPaper: {
    byPost:
      'This requester is served on paper: print every letter and post it to the address they gave.',
    noAddress:
      'This requester gave neither an e-mail nor a postal address: print every letter, keep it to be picked up, and telephone each time.',
  },
  slip: {
    title: 'Receipt of a request for official information',
    reference: 'Reference',
    code: 'Tracking code',
    codeNote:
      'Use it with the reference to follow the request and to read the answer. Keep it secret; we cannot find it again.',
    printNow:
      'Print this slip or write the code down for the requester now. The code is shown here for 30 minutes only.',
    codeGone:
      'This slip has no tracking code. The code is shown only in the browser that entered the request, for 30 minutes.',
    subject: 'Subject',
    name: 'Requester',
    channel: 'Channel',
    receivedOn: 'Received on',
    dueOn: 'Answer due by',
    deliverBy: 'Answer by',
    next: 'What happens next',
    nextSteps: [
      'The department passes the request to the division that holds the information. An officer looks for it and prepares the answer, and asks you if more details are needed.',
      'The head of the division approves the answer, and you get it in the way you chose. If anything is withheld, we tell you why and how to appeal.',
    ],
    told: {
      email:
        'We write to you by e-mail when the request has arrived, when we have a question and when there is an answer.',
      post: 'You need neither e-mail nor our website: we post you a letter when we have a question, when the due date moves and when there is an answer.',
      phone:
        'You need neither e-mail nor our website: we telephone you when we have a question, when the due date moves and when there is an answer, and keep the letter for you to pick up.',
    },
    follow: 'To follow the request',
    steps: (trackUrl) => [
      `Open ${trackUrl} and enter the reference and the tracking code`,
      'Or ask by telephone, giving the reference',
    ],
    contact: 'How to reach us',
    phone: (phone) => `Phone ${phone}`,
    rights:
      'If you get no answer within a reasonable time, you may complain to the Official Information Board (section 13).',
    inLanguage: {
      th: 'The requester reads Thai: open the slip in Thai to print it',
      en: 'The requester reads English: open the slip in English to print it',
    },
    open: 'Open this request',
    another: 'Enter another request',
  },
}
