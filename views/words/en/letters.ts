import type { Words } from '../words.ts'

export const letters: Words['letters'] = {
  texts: {
    receipt: {
      subject: '[Department of ASEAN Affairs] Request {{reference}} received',
      body: `Dear requester,

The Department of ASEAN Affairs has received your request for official information. Its reference is {{reference}}.

It counts as received on: {{receivedOn}}

We will answer by: {{dueOn}}

Use the reference together with the tracking code shown after sending to follow your request. The code is never sent by e-mail.

Follow your request: {{track}}
Reference: {{reference}}

{{contact}}

{{mailNote}}`,
    },
    question: {
      subject: '[Department of ASEAN Affairs] A question about request {{reference}}',
      body: `Dear {{name}},

To consider your request {{reference}} we need to know more from you:

{{question}}

Please answer by {{answerBy}} on the tracking page, with your reference and tracking code. If that is difficult, call us or write to the address below.

If we have no answer by then, we will remind you once. After that the request may be closed.

The time we wait for your answer is shown apart on the tracking page.

Follow your request and answer: {{track}}
Reference: {{reference}}

{{contact}}

{{mailNote}}`,
    },
    reminder: {
      subject:
        '[Department of ASEAN Affairs] We still need your answer about request {{reference}}',
      body: `Dear {{name}},

We asked you a question about your request {{reference}}, to be answered by {{answerBy}}, and have had no answer yet. The question was:

{{question}}

Without an answer, this request may be closed from {{lapsesOn}}. Please answer before that day on the tracking page, with your reference and tracking code, or call us if you need more time.

Follow your request and answer: {{track}}
Reference: {{reference}}

{{contact}}

{{mailNote}}`,
    },
    lapsed: {
      subject: '[Department of ASEAN Affairs] Request {{reference}} closed',
      body: `Dear {{name}},

We have closed your request {{reference}} without an answer, because we did not hear from you about what we asked. The question was:

{{question}}

If you still want the information, you can make a new request at any time. If you think that closing it was wrong, say so on the tracking page and we will consider it again.

{{remedies}}

Follow your request: {{track}}
Reference: {{reference}}

{{contact}}

{{mailNote}}`,
    },
    message: {
      subject: '[Department of ASEAN Affairs] A message about request {{reference}}',
      body: `Dear {{name}},

An officer has written to you about request {{reference}}.

Read and answer it on the tracking page with your reference and tracking code.

Follow your request: {{track}}
Reference: {{reference}}

{{contact}}

{{mailNote}}`,
    },
    extended: {
      subject: '[Department of ASEAN Affairs] More time needed for request {{reference}}',
      body: `Dear {{name}},

We cannot answer your request {{reference}} by the day we told you, and have extended the time. We will answer by {{dueOn}}.

Why we need more time:
{{reason}}

There is nothing you need to do. We are sorry for the delay.

{{remedies}}

Follow your request: {{track}}
Reference: {{reference}}

{{contact}}

{{mailNote}}`,
    },
    'due-moved': {
      subject: '[Department of ASEAN Affairs] The answer date of request {{reference}} has moved',
      body: `Dear requester,

The calendar of public holidays has changed, and with it the day by which we will answer request {{reference}}.

Earlier date: {{earlierDueOn}}
New date: {{dueOn}}

There is nothing you need to do.

Follow your request: {{track}}
Reference: {{reference}}

{{contact}}

{{mailNote}}`,
    },
    decision: {
      subject: '[Department of ASEAN Affairs] Decision on request {{reference}}',
      body: `Dear {{name}},

The Department of ASEAN Affairs has considered your request {{reference}}.

Outcome: {{outcome}}

{{reply}}

Where you can ask for it:
{{agency}}

What is withheld is withheld under the Official Information Act B.E. 2540 (1997), as follows.
{{grounds}}

How the duty of the agency, the public interest and private interests were weighed:
{{weighing}}

You can inspect the information.
When: {{visitAt}}
Where: {{visitPlace}}

Copies certified by: {{certifiedBy}}

Fee: {{fee}}. Please pay before you receive the copies; contact us at the address below to ask how.

{{remedies}}

{{howToRead}}

Follow your request: {{track}}
Reference: {{reference}}

How was this service? Four short questions, without your name, on the tracking page or at {{feedback}}

{{contact}}

{{mailNote}}`,
    },
    upheld: {
      subject: '[Department of ASEAN Affairs] Reply to your objection about request {{reference}}',
      body: `Dear {{name}},

We have considered what you told us about request {{reference}} and find that the result was right. Our reply:

{{reply}}

You still have the rights to appeal or to complain that we told you of before. The time to appeal still runs from the day you were first notified; this reply does not extend it.

Follow your request: {{track}}
Reference: {{reference}}

{{contact}}

{{mailNote}}`,
    },
    reopened: {
      subject: '[Department of ASEAN Affairs] Request {{reference}} is being considered again',
      body: `Dear {{name}},

We are considering your request {{reference}} again and will answer by {{dueOn}}.

Reason:
{{reason}}

There is nothing you need to do. If we need to know more, an officer will contact you.

Follow your request: {{track}}
Reference: {{reference}}

{{contact}}

{{mailNote}}`,
    },
    withdrawn: {
      subject: '[Department of ASEAN Affairs] Request {{reference}} withdrawn',
      body: `Dear requester,

Request {{reference}} has been withdrawn. The department will not consider it any further.

If it was not you who withdrew it, please contact us soon. You can make a new request at any time.

Follow your request: {{track}}
Reference: {{reference}}

{{contact}}

{{mailNote}}`,
    },
  },
  reason: 'Reason:',
  lastDay: (day) =>
    `If you are notified on the date of this letter, the last day to appeal is ${day}.`,
  files: (count) =>
    `The answer comes with ${count} ${count === 1 ? 'file' : 'files'}. Open ${count === 1 ? 'it' : 'them'} on the tracking page with your reference and tracking code.`,
  readOnline:
    'You can read the whole answer on the tracking page with your reference and tracking code.',
  visitAt: (day, time) => `${day}, ${time}`,
  baht: (amount) => `${amount} baht`,
  contact: (name, address, phone, email) =>
    [
      name,
      address,
      `Telephone ${phone} (Monday to Friday, 08.30 to 16.30)`,
      ...(email === '' ? [] : [`E-mail ${email}`]),
    ].join('\n'),
  automatic: 'This e-mail was sent automatically; please do not reply to it.',
}
