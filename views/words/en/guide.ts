import type { Words } from '../words.ts'

export const guide: Words['guide'] = {
  limit: (days, unit) => {
    const unitName = unit === 'calendar' ? 'day' : 'working\u00a0day'
    return `${days}\u00a0${unitName}${days === 1 ? '' : 's'}`
  },
  title: 'Service guide: requesting official information',
  lead: 'The ways to ask, the steps, the time they take, the fee, and your rights when you ask the Department of ASEAN Affairs for information.',
  contents: 'On this page',
  start: 'Start your request',
  glance: {
    title: 'At a glance',
    service: 'Service',
    serviceName: 'Requesting official information',
    unit: 'Responsible unit',
    unitName:
      'Office of the Secretary, Department of ASEAN Affairs, Ministry of Foreign Affairs of Thailand',
    who: 'Who may ask',
    whoText: 'Anybody, without showing an interest or giving a reason',
    time: 'Total time',
    atMost: (limit) => `${limit} at most`,
    fee: 'Fee',
    feeText: 'None',
    feeOfCopies: 'Only for copies and their certification',
    papers: 'Papers needed',
    papersText: 'None',
  },
  channels: {
    title: 'Ways to ask',
    text: 'Choose whichever suits you. The steps and the time limit are the same for all.',
    online: 'Online',
    onlineText: 'Every day, at any hour. You get a reference and a tracking code at once.',
    onlineLink: 'Make a request online',
    counter: 'In person',
    counterText:
      'Tell an officer at the Office of the Secretary, who enters the request and prints a receipt for you.',
    post: 'By post',
    postText:
      'Write to the Office of the Secretary. Say what you want to know, your name and how to reach you. You need no form.',
    phone: 'By telephone',
    phoneText: 'Say what you want to know; an officer enters the request for you.',
  },
  online: {
    title: 'How to use the online service',
    steps: [
      'Press “Start your request” and say what you want to know.',
      'Enter your name and at least one way to reach you.',
      'Attach files, if you have any that help.',
      'Check your answers and press “Send request”.',
      'Write down or print the reference and the tracking code that are shown.',
      'Come back to “Follow a request” to see how it is going, read the answer, write to the officer, or withdraw.',
    ],
    note: 'What you type is kept as a draft for the browser you use, so you can stop and go on later. You need no account.',
  },
  rules: {
    title: 'The rules',
    items: [
      'A request must describe the information so that it can reasonably be understood (section\u00a011).',
      'The department gives information that exists and is ready; it need not create, analyse or compile anything new (section\u00a011).',
      'If another agency holds it, the department tells you without delay to ask there (section\u00a012).',
      'If some parts may not be disclosed, the department removes or hides only those and gives you the rest (section\u00a09).',
      'If it does not disclose, it says what type of information it is, why, and how to appeal (sections\u00a015 and 18).',
    ],
  },
  steps: {
    title: 'Steps and times',
    caption: 'The steps, who takes them, and how long they take',
    columns: { step: 'Step', who: 'Who', time: 'Time' },
    ask: {
      step: '1. Fill in and send the request',
      who: 'You',
      time: 'About 10\u00a0minutes',
    },
    receive: {
      step: '2. Receive it; give it a reference and a tracking code',
      who: 'The system, or the officer who takes it',
      time: 'At once',
    },
    forward: {
      step: '3. Pass it to the responsible division',
      who: 'The system, or the secretary of the department',
    },
    search: {
      step: '4. Find the information and propose an answer',
      who: 'An officer of the division',
    },
    decide: {
      step: '5. Check, approve and send the answer',
      who: 'The head of the division, and an executive of the department if anything is withheld',
    },
    deadlineLink: 'Work out when the answer to a request is due',
    statisticsLink: 'See the service statistics, and how long answers really take',
    total: 'In all, from the day after receipt',
    notes: (from, until) => [
      'The law asks for an answer within a reasonable time (section\u00a011). The number of days above is the department’s own practice.',
      'When a step is done early the next begins at once; we do not wait for the limit.',
      `A request sent outside office hours (Monday to Friday, ${from} to ${until}) counts as received when the office next opens.`,
      'If the last day is a holiday, the department moves it to the next working day.',
      'At least two people see every answer of a division; three, if anything is withheld. If another agency holds the information, the secretary of the department can tell you so at once.',
    ],
  },
  papers: {
    title: 'Papers you need',
    text: 'None, not even a copy of an identity card. If you have files that make the request clearer, you may attach them.',
  },
  fee: {
    title: 'Fee',
    rates: (page, certification) =>
      `Making a request, inspecting documents and getting files costs nothing. A paper copy costs ${page}\u00a0baht a page, a certification ${certification}\u00a0baht. We tell you the amount with the answer, and can waive it for people of low income. The law allows fees with the approval of the Official Information Board (section\u00a09).`,
    text: 'The department charges nothing for making a request, inspecting documents or getting copies, unless it has announced a fee beforehand. The law allows fees with the approval of the Official Information Board, with regard for people of low income (section\u00a09).',
  },
  rights: {
    title: 'Appeals and complaints',
    refused: 'All or part of it was refused',
    refusedText:
      'Appeal to the Information Disclosure Tribunal, by filing with the Official Information Board within 15\u00a0days of being told (section\u00a018).',
    late: 'The answer is late, or none came',
    lateText:
      'Complain to the Official Information Board, which must decide within 30\u00a0days; it may take longer for stated reasons, but no more than 60\u00a0days in all (section\u00a013).',
    notHeld: 'We say there is no such information, and you do not believe it',
    notHeldText: 'Ask the Official Information Board to inspect (section\u00a033).',
    ownData: 'We did not correct information about yourself',
    ownDataText: 'Appeal within 30\u00a0days of being told (section\u00a025).',
    service: 'You are not satisfied with how you were treated',
    serviceText: 'Tell the Office of the Secretary, whose contact details are below.',
    board: 'The Board’s office is the Office of the Official Information Commission (OIC).',
    boardLink: 'Website of the OIC (in Thai)',
  },
  law: {
    title: 'The law',
    information: 'Official Information Act B.E.\u00a02540 (1997)',
    informationText:
      'The right to ask, the duties of agencies, what is not disclosed, appeals and complaints.',
    electronic: 'Electronic Government Act B.E.\u00a02565 (2022)',
    electronicText:
      'An agency cannot refuse a request because it is electronic (section\u00a07). A request counts as received when it enters the system or, outside office hours, when the office next opens (section\u00a010).',
    personal: 'Personal Data Protection Act B.E.\u00a02562 (2019)',
    personalText:
      'The basis for using the data of those who ask (section\u00a024\u00a0(4) and (6)).',
    unnamed:
      'Sections named in this guide without an Act are of the Official Information Act B.E.\u00a02540. The Thai text of the law prevails.',
  },
  contact: {
    title: 'Contact',
    unit: 'Unit',
    address: 'Address',
    phone: 'Telephone',
    hours: 'Opening hours',
    website: 'Website of the department',
  },
}
