import type { Words } from '../words.ts'

export const texts: Words['texts'] = {
  title: 'Texts of letters',
  overview: 'What every e-mail and letter to requesters and third parties says',
  ownTexts: (number) =>
    number === 0
      ? 'All texts are those that come with the service'
      : `${number} ${number === 1 ? 'text' : 'texts'} changed`,
  intro:
    'Each text can be changed in both languages. Every saved version is kept and can be used again. Letters already sent do not change.',
  columns: { letter: 'Letter', version: 'Version', savedBy: 'Saved by', savedAt: 'When' },
  inLanguage: { th: 'Thai', en: 'English' },
  onlyThai: 'Sent in Thai only',
  ours: 'The text that comes with the service',
  version: (version) => `Version ${version}`,
  changed: (version, name, day) => `Version ${version} by ${name}, ${day}`,
  backToOurs: (name, day) => `Back to the text that comes with the service, by ${name}, ${day}`,
  editTitle: (kind, language) => `${kind} (${language})`,
  when: {
    receipt: 'Sent as soon as a request arrives, before anybody here has read it',
    question: 'Sent when an officer asks the requester for more',
    reminder: 'Sent once, when the requester has not answered by the day asked for',
    lapsed: 'Sent when a request is closed because no answer came',
    message: 'Sent when an officer writes a message to the requester',
    extended: 'Sent when the time to answer is extended',
    'due-moved': 'Sent when the calendar of holidays moves the day of the answer',
    decision: 'Sent when the answer has been approved',
    upheld: 'Sent when a dispute is answered and the result stays',
    reopened: 'Sent when a request is considered again',
    withdrawn: 'Sent when the requester withdraws the request',
    'third-party-notice':
      'Sent to people whom a disclosure may touch, before it is decided (section\u00a017). Must not say who asked',
    'objection-rejected': 'Sent to whoever objected in vain (sections\u00a017 and 18)',
  },
  edit: {
    subject: 'Subject',
    subjectHint: 'No personal data: only the reference and dates can stand here',
    body: 'Text',
    bodyHint: (lines) => `Leave an empty line between paragraphs. ${lines} lines at most`,
    save: 'Save as a new version',
    preview: 'Preview',
  },
  preview: {
    title: 'Preview',
    sample: 'Filled in with made-up data',
    toMend: 'This cannot be saved yet',
    announced: (number) =>
      number === 1 ? 'One thing to mend' : `${number} things to mend in the text`,
  },
  variables: {
    title: 'Variables',
    intro:
      'Write the name of a variable in double braces, and its value is filled in. A paragraph or line whose variables are all empty is left out of the letter, such as the fee where none is charged.',
    name: 'Variable',
    meaning: 'Stands for',
    required: 'Needed',
    isRequired: 'Needed',
    isOptional: 'Optional',
    meanings: {
      name: 'The name of the reader, with its title',
      requestSubject: 'The subject of the request as the requester wrote it',
      reference: 'The reference of the request',
      receivedOn: 'The day it counts as received',
      dueOn: 'The last day for the answer',
      earlierDueOn: 'The earlier last day for the answer',
      track: 'The address of the tracking page',
      contact: 'Name, address and telephone of the department',
      mailNote: 'That the e-mail was sent automatically; empty on paper',
      question: 'The question of the officer',
      answerBy: 'The day by which an answer is asked for',
      lapsesOn: 'The first day on which the request may be closed',
      reason: 'The reason the officer wrote',
      outcome: 'The outcome',
      reply: 'The answer or explanation the officer wrote',
      agency: 'The agency that holds the information; empty unless another agency is named',
      grounds: 'The sections on which something is withheld, with reasons; empty otherwise',
      weighing: 'How interests were weighed under section\u00a015; empty without that section',
      remedies: 'The right to appeal or complain, with its last day',
      visitAt: 'When the information can be inspected',
      visitPlace: 'Where it can be inspected',
      fee: 'The fee; empty where none is charged',
      certifiedBy: 'Who certified the copies',
      howToRead: 'How to open the answer and its files',
      feedback: 'The address at which feedback on the service can be given, once',
      about: 'What concerns the reader, as the officer wrote it',
      objectionBy: 'The last day to object',
      appealBy: 'The last day to appeal',
    },
  },
  versions: {
    title: 'Saved versions',
    none: 'Never changed: letters have the text that comes with the service.',
    inUse: 'In use',
    see: 'See',
    ours: 'The text that comes with the service',
    restore: 'Use this text',
    restoreHint: 'It is saved as a new version; the others are kept.',
    isInUse: 'Letters have this text now.',
    asWritten: 'The text with its variables',
    back: 'Back to the editor',
  },
  done: 'Saved. New letters have this text within a minute.',
  newer: {
    sentence: (version, name, moment) =>
      `${name} saved version ${version} at ${moment}, after you opened this page. Your text is still here but has not been saved. Read that version first; if you save again, yours takes its place.`,
    see: (version) => `See version ${version}`,
  },
  faults: {
    subject: { missing: 'Enter a subject' },
    body: { missing: 'Enter the text' },
    inSubject: (sentence) => `Subject: ${sentence}`,
    inLine: (line, sentence) => `Line ${line}: ${sentence}`,
    'unknown-variable': (variable) =>
      `There is no variable {{${variable}}}. Choose one from the list of variables`,
    unclosed: 'There is a {{ without its }} on the same line',
    unopened: 'There is a }} without its {{ on the same line',
    'not-in-subject': (variable) =>
      `{{${variable}}} cannot stand in the subject, which has to be short and without personal data`,
    'typed-by-requester': (variable) =>
      `{{${variable}}} cannot stand in this letter. Nobody has confirmed yet that the address is the requester’s, so it must hold nothing the requester typed`,
    'left-out': (variable) =>
      `The text must have {{${variable}}}: a letter of this kind cannot do without it`,
    'too-many-lines': (lines) => `The text is longer than ${lines} lines. Make it shorter`,
  },
  sample: {
    name: 'Sample Requester',
    subject: 'Minutes of the working group, fiscal year 2025',
    question: 'Which period of the minutes do you need?',
    reason: 'Many papers have to be gathered from several divisions.',
    reply:
      'The department discloses the minutes you asked for, except for the parts on a negotiation that has not ended.',
    disputeReply:
      'We have checked: what was disclosed is the full, adopted version, and there is no other.',
    groundReason: 'It is the position of the country in a negotiation that has not ended.',
    weighing:
      'The department has considered the interest of the public in knowing, and finds that the damage to the negotiation weighs more.',
    visitPlace: 'Information Centre, Department of ASEAN Affairs',
    certifiedBy: 'Director of the Example Division',
    party: 'Example Company Limited',
    about: 'The quotation you gave the department in the example project',
    rejection: 'The price of a contract is something the public has a right to know.',
  },
}
