import type { Words } from '../words.ts'

export const asking: Words['asking'] = {
  step: (step, of) => `Step ${step} of ${of}`,
  information: {
    title: 'What information do you want?',
    intro:
      'Tell us enough for an officer to find it. You need not give a reason, and it need not concern you personally.',
    subject: 'Subject',
    subjectHint: 'A short name for it, such as: Report of the ASEAN Foreign Ministers’ Meeting',
    details: 'The information you want, in detail',
    detailsHint:
      'For example the name of a document, a meeting or a project. Leave out other people’s personal details.',
    period: 'Period it is about',
    periodHint: 'For example fiscal year 2025, or January to June 2026',
    topic: 'Topic',
    topicHint: 'It helps your request reach the right division at once.',
    topicUnsure: 'Not sure, let the department choose',
    accessForm: 'How would you like to have the information?',
    language: 'Language for letters and the answer',
    languageHint: 'Documents come in the language they were written in.',
    trap: 'This field is a trap for robots; please leave it empty',
  },
  you: {
    title: 'How can we reach you?',
    intro:
      'Give your name and at least one way to reach you. We use it only to deal with this request.',
    privacy: 'Read the privacy notice',
    name: 'Full name, or name of the company',
    honorific: 'Title',
    honorificHint: 'Used in our letter, such as Mr, Ms or Dr',
    contact: 'Ways to reach you',
    contactHint: 'At least one of these',
    email: 'E-mail',
    emailHint:
      'We write when the request has arrived, when there is a message and when there is an answer.',
    phone: 'Telephone',
    address: 'Postal address',
    addressHint: 'Number, street, town, province or state, postcode and country',
    deliverBy: 'How would you like to get the answer?',
    deliverByHint: 'If you do not choose, we use the quickest way you have given us.',
    more: 'Other things that help us',
    moreHint: 'None of these is needed, and none affects the decision.',
    requesterKind: 'You are asking as',
    affiliation: 'Organisation or university',
    purpose: 'What the information will be used for',
    titles: ['Mr', 'Mrs', 'Ms', 'Dr', 'Prof.', 'นาย', 'นาง', 'นางสาว'],
  },
  faults: {
    subject: { missing: 'Enter the subject of your request' },
    details: { missing: 'Enter the information you want, in detail' },
    name: { missing: 'Enter your full name' },
    email: {
      'no-way-back': 'Enter an e-mail address, a telephone number or a postal address',
      'needed-for-delivery':
        'Enter an e-mail address, because you chose to get the answer by e-mail',
    },
    address: {
      'needed-for-delivery': 'Enter a postal address, because you chose to get the answer by post',
    },
    website: { 'unknown-choice': 'Leave the last field of the form empty' },
    file: {
      empty: 'The file is empty; choose another',
      'too-large': 'The file must not be larger than 10\u00a0MB',
      'wrong-type': 'The file must be a PDF, JPG, PNG, DOCX, XLSX or ODT that really opens as one',
      'password-protected': 'The file has a password; remove it and attach the file again',
      'unsafe-archive': 'The file is built in an unusual way; save it as a PDF and attach that',
      'too-many': 'You can attach 5 files at most; remove another one first',
      'too-much-in-all': 'The files together must not exceed 30\u00a0MB; remove another one first',
      busy: 'Many files are being sent at the moment, so this one was not saved; choose it and send it again',
    },
  },
  files: {
    title: 'Attach files to your request',
    intro:
      'You need not attach anything. Add only what helps us understand, such as a page you refer to, one file at a time.',
    privacy: 'Please do not attach a copy of an identity card; we do not use it.',
    rules:
      'PDF, JPG, PNG, DOCX, XLSX or ODT, up to 10\u00a0MB each, at most 5 files and 30\u00a0MB in all',
    added: (count) => (count === 1 ? '1 file attached' : `${count} files attached`),
    none: 'No files attached yet',
    choose: 'Choose a file',
    add: 'Add file',
    continue: 'Continue',
    notScanned: 'Not scanned for viruses',
  },
  check: {
    title: 'Check your answers before sending',
    intro: 'Your request is not sent until you press “Send request” below.',
    information: 'Information requested',
    you: 'About you',
    files: 'Files',
    noFiles: 'None',
    privacy:
      'The department uses your details to consider and answer this request, as its duty. The particulars are in the',
    privacyLink: 'privacy notice',
    send: 'Send request',
  },
  receipt: {
    title: 'We have received your request',
    reference: 'Reference',
    code: 'Tracking code',
    codeNote:
      'Write it down or print this page. The code is shown only once and we cannot find it again for you. You need it together with the reference to follow your request and read the answer.',
    codeGone:
      'The tracking code is shown only shortly after sending. If you have lost it, please telephone us.',
    qr: 'QR code that opens the tracking page with reference and code',
    qrNote: 'Scan to follow your request. Keep it as secret as the code.',
    facts: 'Dates',
    submittedAt: 'Sent',
    receivedOn: 'Counts as received on',
    outOfHours:
      'It was sent outside office hours, so it counts as received at the next office time (Electronic Government Act B.E. 2565 (2022), section 10).',
    dueOn: 'We will answer by',
    dueExplained: (limit) => `${limit}, counted from the day after receipt`,
    howCounted: 'See how the due date is counted',
    rolledOver: 'The last day is a holiday, so it moves to the next working day.',
    next: 'What happens next',
    steps: [
      'The department passes your request to the division that is responsible.',
      'An officer looks for the information. If anything is unclear you will get a message.',
      'The head of the division checks and approves the answer.',
      'You get the answer the way you chose, and can read it on the tracking page.',
    ],
    mail: {
      waiting: (address) => `An e-mail of confirmation is on its way to ${address}.`,
      retrying: (address) =>
        `The e-mail to ${address} could not be delivered for the moment; we keep trying. Your request has been fully received.`,
      sent: (address) =>
        `An e-mail of confirmation was sent to ${address}. If you do not see it, please look among the junk mail.`,
      failed: (address) =>
        `The e-mail to ${address} could not be delivered. Please print this page. Your request has been fully received.`,
      'by-hand': () => 'You were told in writing or by telephone.',
      'on-paper': () => 'You gave no e-mail address; please print this page or write it down.',
    },
    track: 'Follow this request',
    another: 'Make another request',
  },
}
