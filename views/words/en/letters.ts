import type { Words } from '../words.ts'

export const letters: Words['letters'] = {
  toRequester: 'Dear requester,',
  dear: (name) => `Dear ${name},`,
  receipt: {
    subject: (reference) => `[Department of ASEAN Affairs] Request ${reference} received`,
    received: (reference) =>
      `The Department of ASEAN Affairs has received your request for official information. Its reference is ${reference}.`,
    receivedOn: (day) => `It counts as received on: ${day}`,
    dueOn: (day) => `We will answer by: ${day}`,
    follow:
      'Use the reference together with the tracking code shown after sending to follow your request. The code is never sent by e-mail.',
  },
  decision: {
    subject: (reference) => `[Department of ASEAN Affairs] Decision on request ${reference}`,
    considered: (reference) =>
      `The Department of ASEAN Affairs has considered your request ${reference}.`,
    outcome: (outcome) => `Outcome: ${outcome}`,
    agency: (agency) => `Where you can ask for it:\n${agency}`,
    grounds:
      'What is withheld is withheld under the Official Information Act B.E. 2540 (1997), as follows.',
    reason: 'Reason:',
    appeal: (day) =>
      `If you disagree, you may appeal to the Information Disclosure Tribunal by filing with the Official Information Board within 15 days of being notified of this order (section 18). If you are notified on the date of this letter, the last day to appeal is ${day}.`,
    notHeld:
      'If you do not believe that we do not hold this information, you may ask the Official Information Board to inspect (section 33).',
    files: (count) =>
      `The answer comes with ${count} ${count === 1 ? 'file' : 'files'}. Open ${count === 1 ? 'it' : 'them'} on the tracking page with your reference and tracking code.`,
    readOnline:
      'You can read the whole answer on the tracking page with your reference and tracking code.',
  },
  message: {
    subject: (reference) => `[Department of ASEAN Affairs] A message about request ${reference}`,
    wrote: (reference) => `An officer has written to you about request ${reference}.`,
    read: 'Read and answer it on the tracking page with your reference and tracking code.',
  },
  withdrawn: {
    subject: (reference) => `[Department of ASEAN Affairs] Request ${reference} withdrawn`,
    done: (reference) =>
      `Request ${reference} has been withdrawn. The department will not consider it any further.`,
    notYou:
      'If it was not you who withdrew it, please contact us soon. You can make a new request at any time.',
  },
  followAt: (url, reference) => `Follow your request: ${url}\nReference: ${reference}`,
  close:
    'Department of ASEAN Affairs, Ministry of Foreign Affairs\n443 Sri Ayudhya Road, Thung Phaya Thai, Ratchathewi, Bangkok 10400, Thailand\nTelephone +66 2 203 5000 (Monday to Friday, 08.30 to 16.30)',
  automatic: 'This e-mail was sent automatically; please do not reply to it.',
}
