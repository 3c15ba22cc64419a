import type { Words } from '../words.ts'

export const steps: Words['caseFile']['steps'] = {
  done: {
    ask: 'The question is sent to the requester. The request waits for the answer.',
    clarify: 'The requester’s answer is recorded. The work can go on.',
    'notify-third-party': 'The third party is notified. The request waits for their answer.',
    'record-objection': 'The answer of the third party is recorded',
    'record-appeal': 'The appeal is recorded',
    extend: 'The due date is extended. The requester is told the new date.',
    withdraw: 'The withdrawal is recorded. This request is closed.',
    dispute: 'The dispute is recorded. It needs a reply, or the request has to be reopened.',
    uphold: 'The reply is sent to the requester',
    reopen: 'The request is reopened',
    'settle-fee': 'The fee is settled',
  },
  actions: {
    ask: {
      title: 'Ask the requester',
      button: 'Send the question',
      note: 'Question to the requester',
      next: 'The request will wait for the requester. Meanwhile the time of waiting is shown apart. The requester is reminded once before that day. If it passes without an answer after the reminder, the request lapses; the requester can still dispute that.',
    },
    clarify: {
      title: 'Record the requester’s answer',
      button: 'Record the answer',
      note: 'Answer of the requester',
      next: 'For an answer that came at the counter, by post or by telephone. The request goes back to the responsible officer. The requester sees this answer on the tracking page.',
    },
    'notify-third-party': {
      title: 'Notify a third party',
      button: 'Send the notice',
      note: 'Note',
      next: 'A notice is made for the third party, who may object under section 17. It does not say who asked. The request will wait for their answer. The requester is not told, and sees only that it is being considered.',
    },
    'record-objection': {
      title: 'Record the answer of a third party',
      button: 'Record the answer',
      note: 'Reason',
      next: 'Once everybody’s answer is recorded, an answer can be proposed. If the objection is rejected, the third party gets a letter about their right to appeal, and nothing can be released until the time for it is over. The requester is not told.',
    },
    'record-appeal': {
      title: 'Record an appeal of a third party',
      button: 'Record',
      note: 'Particulars, such as the number of the appeal or of the decision',
      next: 'Once an appeal is recorded, nothing can be released until its end is recorded. If release is permitted, the answer can go out as soon as it is approved or cleared. Neither the requester nor the third party is told.',
    },
    extend: {
      title: 'Extend the due date',
      button: 'Extend and tell the requester',
      note: 'Why more time is needed',
      next: 'The due date moves to the new day. The requester gets a letter with the reason and the new date, and sees both on the tracking page.',
    },
    withdraw: {
      title: 'Record a withdrawal',
      button: 'Record the withdrawal',
      note: 'How and when the requester withdrew it',
      next: 'Only for a withdrawal made at the counter, by post or by telephone. The request is closed without an answer. The requester gets a letter that confirms it. This cannot be undone.',
    },
    dispute: {
      title: 'Record a dispute',
      button: 'Record the dispute',
      note: 'What the requester says is wrong with the answer',
      next: 'For what was said at the counter, by post or by telephone. The request is marked as disputed until you reply or reopen it.',
    },
    uphold: {
      title: 'Reply to the dispute',
      button: 'Send the reply',
      note: 'Reply to the requester',
      next: 'The answer stays as it is. The requester gets this reply by letter and on the tracking page, and can dispute the answer again. The right to appeal does not change.',
    },
    reopen: {
      title: 'Reopen',
      button: 'Reopen',
      note: 'Why it is reopened',
      next: 'The request goes back to the responsible officer, and the time limit starts afresh today. The earlier answer stays in the history. The requester gets a letter with the reason and the new due date.',
    },
    'settle-fee': {
      title: 'Settle the fee',
      button: 'Save',
      note: 'Number of the receipt, or why it is waived',
      next: 'The fee is recorded as paid or waived. The requester sees it on the tracking page and gets no letter.',
    },
  },
  form: {
    toRequester: 'The requester will read this',
    fromRequester: 'Write what the requester said; they see it on the tracking page',
    dayHint: 'For example 24 Nov 2026 or 24/11/2569',
    answerBy: 'To be answered by',
    answerByHint: (first, last) =>
      `From ${first} to ${last}, by the department’s rule; for example 24 Nov 2026`,
    party: 'Name of the third party',
    partyHint: 'A person, company or agency whose interests a disclosure may touch',
    partyEmail: 'E-mail',
    partyAddress: 'Address',
    partyAddressHint:
      'An e-mail or a postal address is needed. Without e-mail a letter is made for you to print.',
    about: 'What of theirs is asked for',
    aboutHint: 'It goes into the notice. Do not say who asked.',
    objectionBy: 'They may object until',
    objectionByHint: (byMail, byPost) =>
      `The law gives at least 15 days from the receipt of the notice (section 17): by e-mail ${byMail} at the earliest, by post ${byPost}`,
    thirdParty: 'Third party',
    thirdPartyUntil: (name, day) => `${name} (may object until ${day})`,
    response: 'Their answer',
    responses: {
      consents: 'Consents to disclosure',
      objects: 'Objects',
      silent: 'Did not answer in time',
    },
    respondedOn: 'Day the answer came',
    respondedOnHint: 'Leave empty when they did not answer. For example 24 Nov 2026.',
    decision: 'If they object, the department',
    decisions: { followed: 'Follows the objection', rejected: 'Rejects the objection' },
    decisionHints: {
      followed: 'Not everything can be disclosed then: propose disclosure in part, or refusal',
      rejected:
        'Needs a reason. They can appeal for 15 days, and nothing can be released meanwhile.',
    },
    objectionNote:
      'Why an objection is rejected goes into the letter to the third party. Otherwise this is an internal note.',
    appeal: 'What is recorded',
    appeals: {
      filed: 'An appeal was filed',
      'release-permitted': 'Release is permitted (so decided, or the appeal was withdrawn)',
      'release-forbidden': 'Release is forbidden (so decided)',
    },
    until: 'New due date',
    untilHint: (dueOn, latest) =>
      `Due now on ${dueOn}. It can be put off to ${latest} at the latest by the department’s rule, and must be a working day.`,
    noMoreExtensions:
      'The due date was extended as often as the department’s rule allows, so it cannot be extended again.',
    weighing: 'Weighing of interests (section 15)',
    weighingHint:
      'With a ground of section 15, write how the duty of the agency, the public interest and the private interests concerned were weighed. It goes into the decision letter.',
    visit: 'Appointment for inspection',
    visitHint: 'When something is disclosed',
    visitOn: 'Day',
    visitTime: 'Time',
    visitTimeHint: 'For example 09:30',
    visitPlace: 'Place',
    copies: 'Copies',
    copiesHint: 'When something is disclosed',
    pages: 'Number of pages',
    certifications: 'Number of certifications',
    certifiedBy: 'Who certifies the copies',
    certifiedByHint: 'Name and post. They certify after the disclosure has been ordered.',
    noFee: 'The department charges no fee',
    rates: (page, certification) =>
      `The fee is ${page} baht a page and ${certification} baht a certification; it is computed for you.`,
    settled: 'Result',
    settlements: { paid: 'Paid', waived: 'Waived' },
    feeDue: (baht) => `${baht} baht`,
  },
  faults: {
    question: { missing: 'Enter the question to the requester' },
    answerBy: {
      missing: 'Enter the day by which to answer',
      'not-a-day': 'Enter the whole date, for example 24 Nov 2026',
      'in-past': 'The day by which to answer must be after today',
      'too-soon': 'That is too soon; give the requester the time of the department’s rule',
      'too-late': 'That is too late; choose an earlier day',
    },
    party: { missing: 'Enter the name of the third party' },
    partyEmail: {
      'not-an-address': 'Enter an e-mail address like name@example.org',
      'no-way-to-reach': 'Enter an e-mail or a postal address of the third party',
    },
    about: { missing: 'Enter what of theirs is asked for' },
    objectionBy: {
      missing: 'Enter the last day to object',
      'not-a-day': 'Enter the whole date, for example 24 Nov 2026',
      'too-soon':
        'Give at least 15 days from the receipt of the notice; by post, allow for the way of the letter',
    },
    thirdParty: {
      missing: 'Choose the third party',
      'unknown-choice':
        'Choose a third party from the list; the answer of this one is recorded already',
    },
    response: {
      missing: 'Choose their answer',
      'unknown-choice': 'Choose their answer',
      'notice-not-arrived':
        'The notice has not reached the third party. Send or print it first, then give them at least 15 days.',
      'not-over': 'The last day to object is not over, so silence cannot be recorded yet',
    },
    respondedOn: {
      missing: 'Enter the day the answer came',
      'not-a-day': 'Enter the whole date, for example 24 Nov 2026',
      'in-future': 'The day the answer came must not be after today',
      'before-notice': 'The day the answer came must not be before the notice',
    },
    decision: {
      missing: 'Choose whether the objection is followed',
      'unknown-choice': 'Choose whether the objection is followed',
    },
    appeal: {
      missing: 'Choose what is recorded',
      'unknown-choice': 'Choose what is recorded',
      'send-back-first':
        'Release is forbidden, so the proposed answer has to be sent back before this is recorded. Until then nothing can be released.',
    },
    until: {
      missing: 'Enter the new due date',
      'not-a-day': 'Enter the whole date, for example 24 Nov 2026',
      'in-past': 'The new due date must be after today',
      'not-later': 'The new due date must be after the present one',
      'beyond-cap': 'That is later than the department’s rule allows; choose an earlier day',
      'office-closed': 'The office is closed on that day; choose a working day',
      'no-more-extensions': 'The due date was extended as often as the department’s rule allows',
    },
    weighing: { missing: 'Write how the interests were weighed, since section 15 is applied' },
    visitOn: {
      missing: 'Enter the day of the appointment',
      'not-a-day': 'Enter the whole date, for example 24 Nov 2026',
      'in-past': 'The appointment must be after today',
      'office-closed': 'The office is closed on that day; choose a working day',
    },
    visitTime: {
      missing: 'Enter the time of the appointment',
      'not-a-time': 'Enter a time like 09:30',
    },
    visitPlace: { missing: 'Enter the place of the appointment' },
    pages: {
      missing: 'Enter the number of pages',
      'not-a-number': 'Enter the number of pages in digits',
    },
    certifications: { 'not-a-number': 'Enter the number of certifications in digits' },
    certifiedBy: { missing: 'Enter name and post of who certifies the copies' },
    settled: {
      missing: 'Choose whether it is paid or waived',
      'unknown-choice': 'Choose whether it is paid or waived',
    },
    outcome: {
      'objection-stands':
        'A third party objected and the department follows it, so not everything can be disclosed; choose disclosure in part, or refusal',
    },
  },
  noteMissing: {
    clarify: 'Enter the answer of the requester',
    'record-objection': 'Write why the objection is rejected',
    'record-appeal': 'Enter the particulars of the appeal',
    extend: 'Enter why more time is needed',
    withdraw: 'Enter how and when the requester withdrew it',
    dispute: 'Enter what the requester says is wrong with the answer',
    uphold: 'Enter the reply to the requester',
    reopen: 'Enter why it is reopened',
    'settle-fee': 'Enter the number of the receipt, or why it is waived',
  },
  told: {
    party:
      'The third party is told by e-mail; without an address, a letter is made for you to print.',
  },
  parties: {
    title: 'Third parties (section 17)',
    columns: { name: 'Name', notified: 'Notified', until: 'May object until', response: 'Answer' },
    waiting: 'No answer yet',
    on: (response, day) => `${response}, ${day}`,
    rejected: 'Objection rejected',
    followed: 'Objection followed',
    lockedUntil: (day) =>
      `Nothing can be released before ${day} is over, the last day on which the third party can appeal.`,
    appealed:
      'The third party has appealed. Nothing can be released until the end of the appeal is recorded.',
  },
  disputedTag: 'Disputed',
  lockedTag: 'Release locked',
  earlierAnswer: 'Earlier answer',
  earlierAnswerNote: 'Given before the request was reopened. The requester still sees this answer.',
  disputed: (day) => `The requester disputed the answer on ${day} and has no reply yet.`,
  toDispute: 'Read the dispute',
  said: {
    message: 'Message',
    ask: 'Question',
    clarify: 'Answer to a question',
    dispute: 'Dispute',
    uphold: 'Reply to a dispute',
  },
  untilOf: {
    ask: (day) => `To be answered by ${day}`,
    object: (day) => `May object until ${day}`,
    lock: (day) => `No release up to ${day}`,
    due: (day) => `Due on ${day}`,
  },
  asked: (day) => `The requester is asked to answer by ${day}`,
  fee: {
    title: 'Fee',
    states: { none: 'None', due: 'Not paid yet', paid: 'Paid', waived: 'Waived' },
    amount: (baht, state) => `${baht} baht (${state})`,
  },
  visit: 'Appointment for inspection',
  visitAt: (moment, place) => `${moment}, ${place}`,
  certifiedBy: 'Copies certified by',
  pages: 'Pages',
}
