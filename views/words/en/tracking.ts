import type { Words } from '../words.ts'

export const tracking: Words['tracking'] = {
  track: {
    title: 'Follow a request',
    intro: 'Enter the reference and the tracking code from your receipt.',
    reference: 'Reference',
    referenceHint: 'For example, 69-000123-8',
    code: 'Tracking code',
    codeHint: '16 letters and digits. Capitals or small letters, with or without hyphens.',
    submit: 'Show my request',
    submitting: 'Checking…',
    privacy: (minutes) =>
      `To keep it private, the request stays open for ${minutes}\u00a0minutes. After that you enter the code again.`,
    faults: {
      reference: {
        missing: 'Enter the reference',
        'not-a-reference':
          'The reference is not right. Check every digit; it looks like 69-000123-8',
        'wrong-pair':
          'No request matches this reference and code. Check that both are typed correctly',
      },
      code: { missing: 'Enter the tracking code' },
    },
    keptTitle: 'Your message was not sent',
    keptText:
      'Your time was up, so the code is needed again. First copy your message below. Then enter the code and send the message on the page of the request.',
    lost: 'If you cannot find the tracking code',
    lostText:
      'It is on the receipt shown after sending, or on the one an officer printed for you. We do not keep the code in a form that can be read, so we cannot tell you what it was.',
    lostPhone: (phone) =>
      `Call us on ${phone} and give the reference. Even without the code we will tell you the result in the way you chose.`,
  },
  title: (reference) => `Request ${reference}`,
  caption: (reference) => `Request ${reference}`,
  standing: {
    received: {
      heading: 'We have received your request',
      text: 'The Office of the Secretary is finding out which division is responsible, and will pass the request on.',
    },
    'with-division': {
      heading: 'Your request is with the responsible division',
      text: 'Next, an officer of the division will take it on and look for what you asked for.',
    },
    considered: {
      heading: 'Your request is being considered',
      text: 'An officer is looking for the information and preparing an answer. Next, an official with authority to decide will check the answer and send it to you.',
    },
    'waiting-for-you': {
      heading: 'We are waiting for you',
      text: 'We need to know more before we can go on. Please read the officer’s message and reply.',
    },
    answered: { heading: 'We have answered your request', text: 'Read the answer below.' },
    withdrawn: {
      heading: 'You have withdrawn this request',
      text: 'We will not consider it any further. If you still want the information, you can make a new request at any time.',
    },
    lapsed: {
      heading: 'This request was closed without an answer',
      text: 'We did not hear from you within the time we gave. If you think it should not have been closed, tell us below, or make a new request at any time.',
    },
  },
  result: {
    disclosed: 'The department discloses everything you asked for.',
    'partly-disclosed':
      'The department discloses part of it. The reasons for the rest, and your right to appeal, are below.',
    refused:
      'The department does not disclose the information. The reasons, and your right to appeal, are below.',
    'not-held': 'The department does not hold the information.',
    'advised-elsewhere': 'Another agency holds this information. How to reach it is below.',
    transferred:
      'The department has passed your request on to another agency, which is named below.',
    'already-public': 'This information is already published. Where to find it is below.',
    'would-need-creating':
      'The department does not have this information ready; it would have to be created. An explanation is below.',
    excessive:
      'The department cannot provide the information because the request asks for too much. An explanation is below.',
  },
  late: {
    heading: 'We are sorry: our answer is late',
    text: (day) => `We should have answered by ${day}. Your request is still being considered.`,
    contact: (phone) => `Call ${phone} and give the reference to ask how it is going.`,
    complaint:
      'You have the right to complain to the Official Information Board under section\u00a013 of the Official Information Act B.E.\u00a02540 (1997). The Board must decide within 30\u00a0days; it may take longer for stated reasons, but no more than 60\u00a0days in all.',
  },
  todo: {
    heading: 'What you need to do',
    reply: 'An officer has written to you. Read the message, and reply if it asks you something.',
    link: 'Go to the messages',
  },
  facts: {
    heading: 'Progress',
    step: 'Step',
    stepOf: (step, of, name) => `Step ${step} of ${of}: ${name}`,
    dueOn: 'We will answer by',
    receivedOn: 'Received on',
    division: 'It is with',
    noDivision: 'Office of the Secretary',
    extension: 'Extended',
    extendedOn: (day) => `We extended the date on ${day}, because:`,
    reopening: 'Reopened',
    reopenedOn: (day) => `We reopened the request on ${day}, because:`,
    answeredOn: 'Answered on',
    closedOn: 'Closed on',
    daysLeft: (days) => (days === 1 ? '1 working day left' : `${days} working days left`),
    lastDay: 'today is the last day',
    daysLate: (days) => (days === 1 ? '1 working day late' : `${days} working days late`),
    isLate: 'late',
  },
  steps: {
    received: 'received',
    'with-division': 'with the responsible division',
    considered: 'being considered',
    answered: 'answered',
  },
  access: {
    visit: 'Appointment for inspection',
    visitAt: (moment, place) => `${moment}, ${place}`,
    certifiedBy: 'Copies certified by',
    fee: 'Fee',
    feeOf: (baht, state) => `${baht} baht (${state})`,
    feeHow: (phone) => `Please pay before you get the copies. To ask how, call ${phone}`,
    feeState: { none: 'nothing to pay', due: 'not paid yet', paid: 'paid', waived: 'waived' },
  },
  answer: {
    heading: 'The answer',
    earlier: 'The earlier answer',
    earlierText: (day) =>
      `We answered this request on ${day} and have reopened it since. You can still read that answer here.`,
    weighing: 'How the interests were weighed',
    outcome: 'Outcome',
    from: 'The department’s answer',
    agency: 'The agency that holds the information',
    files: 'Files',
    grounds: 'What is withheld',
    groundsText:
      'It is withheld under the Official Information Act B.E.\u00a02540 (1997), for these reasons:',
    law: 'The law',
    reason: 'The reason',
    rights: 'If you disagree',
    appealBy: 'You can appeal until',
    appealCounted:
      'The date shown counts from the day the department answered. If you were told later, count from that day.',
    howToAppeal: 'What an appeal should contain',
    appealContents: [
      'the date, and your name, address and telephone number',
      'the agency: Department of ASEAN Affairs, Ministry of Foreign Affairs',
      'the facts or the order you appeal against, with the reference of your request',
      'exactly which information you want',
      'the papers that belong to it, such as your request and the answer',
    ],
    board: 'The Board’s office is the Office of the Official Information Commission (OIC).',
    boardLink: 'Website of the OIC (in Thai)',
  },
  timeline: {
    heading: 'So far',
    received: 'Request received',
    'with-division': 'Passed to the responsible division',
    considered: 'Consideration began',
    answered: 'Answered',
    withdrawn: 'You withdrew the request',
    lapsed: 'Closed',
    reopened: 'Reopened',
    outOfHours: (day) =>
      `It was sent outside office hours, so it counts as received on ${day}, and the time to answer runs from that day.`,
    department: 'Department of ASEAN Affairs',
  },
  messages: {
    heading: 'Messages',
    none: 'There are no messages yet.',
    fromStaff: 'Officer',
    fromYou: 'You',
    kind: {
      message: 'Message',
      ask: 'Question',
      clarify: 'Answer',
      dispute: 'Something is wrong',
      uphold: 'Reply',
    },
    write: 'Write to the officer',
    writeAnswer: 'Your answer',
    sendAnswer: 'Send answer',
    file: 'Attach files',
    fileHint:
      'PDF, JPG, PNG, DOCX, XLSX or ODT, 10\u00a0MB each. Files that were sent are listed among your files below.',
    full: 'This request has too many files already; write it as a message instead',
    hint: 'Whoever looks after this request will read it. A message cannot be changed after sending.',
    send: 'Send message',
    closed: 'This request is closed, so no more messages can be sent.',
    notSent: 'Your message was not sent, because the request had been closed before.',
    notSentMore: 'It is at the end of this page; copy it if you want to use it in a new request.',
    faults: { note: { missing: 'Write the message you want to send' } },
  },
  question: {
    answerBy: (day) => `Please answer our question by ${day}`,
    otherwise:
      'While we wait for you, that time is shown apart. If we do not hear from you by then, after one reminder, the request may be closed without an answer.',
    link: 'Answer the question',
  },
  dispute: {
    title: (reference) => `Tell us what is wrong with the answer to ${reference}`,
    back: 'Back to the request',
    subject: 'Subject',
    what: 'The secretary of the department will look into it, and reply to you or reopen the request. It costs nothing.',
    appealToo:
      'This does not extend the time limit to appeal under the law. If you want to appeal, please do so within that limit.',
    note: 'What is wrong with the answer',
    noteHint: 'For example, papers are missing, or it does not answer what you asked',
    submit: 'Send',
    cancel: 'Do not send, go back to the request',
    heading: 'Is something wrong with it?',
    offer:
      'If the answer is incomplete or does not fit what you asked, tell us. The secretary of the department will look into it.',
    open: 'Tell us what is wrong',
    pending: (day) =>
      `On ${day} you told us that something is wrong with the answer. The secretary of the department is looking into it.`,
    lapsed: {
      title: (reference) => `Tell us why ${reference} should not have been closed`,
      note: 'Why the request should not have been closed',
      noteHint:
        'For example, you had answered, or our question did not reach you. You may answer our question here.',
      heading: 'Should it not have been closed?',
      offer:
        'If you think that the request should not have been closed, tell us. The secretary of the department will look into it.',
      open: 'Tell us why',
      pending: (day) =>
        `On ${day} you told us that the request should not have been closed. The secretary of the department is looking into it.`,
      faults: { note: { missing: 'Enter why it should not have been closed' } },
    },
    not: {
      open: {
        title: 'There is no answer to this request yet',
        text: 'The request is being considered, or was withdrawn. If you have a question, write to the officer on the page of the request.',
      },
      disputed: {
        title: 'You have told us already',
        text: 'The secretary of the department is looking into it and will reply. You need not send it again.',
      },
    },
    faults: { note: { missing: 'Enter what is wrong with the answer' } },
  },
  asked: {
    heading: 'What you asked for',
    files: 'Files you attached',
    channel: 'How it reached us',
  },
  more: {
    heading: 'This request',
    receipt: 'Open the receipt',
    withdraw: 'Withdraw this request',
    newRequest: 'Make a new request',
    forget: 'Leave this request',
    forgetText: (minutes) =>
      `This page closes by itself ${minutes}\u00a0minutes after the code was entered. If others use this device too, leave it when you have finished reading.`,
  },
  withdrawal: {
    title: (reference) => `Do you want to withdraw request ${reference}?`,
    subject: 'Subject',
    consequence:
      'If you withdraw it, we stop considering it and send no answer. This cannot be undone.',
    instead:
      'You can ask for the same thing again at any time, but the time to answer then starts anew. If you only want to change or add something, write to the officer instead; there is no need to withdraw.',
    note: 'Why you are withdrawing it',
    noteHint: 'You do not have to say. It helps us improve the service.',
    submit: (reference) => `Withdraw request ${reference}`,
    submitting: 'Withdrawing…',
    keep: 'Do not withdraw; back to the request',
    closedTitle: (reference) => `Request ${reference} can no longer be withdrawn`,
    closedTexts: {
      answered:
        'We have already answered it, so there is nothing to withdraw. The answer is on the page of the request.',
      withdrawn: 'It has already been withdrawn. There is nothing more to do.',
      lapsed: 'It has already been closed, so there is nothing to withdraw.',
    },
    back: 'Back to the request',
  },
}
