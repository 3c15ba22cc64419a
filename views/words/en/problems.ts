import type { Words } from '../words.ts'

export const problems: Words['problems'] = {
  reasons: {
    'our-fault': {
      title: 'Sorry, something is wrong on our side',
      text: 'What you have just sent was not saved. Requests that already have a reference are not affected. Please try again in a moment.',
    },
    'no-such-page': {
      title: 'Page not found',
      text: 'Check that the address is typed correctly, or begin again from the first page.',
    },
    'no-such-link': {
      title: 'This link does not work',
      text: 'It may be incomplete, or its time is over. To give feedback on the service, open the tracking page with your reference and tracking code.',
    },
    'no-such-month': {
      title: 'There is no such month',
      text: 'The month in the address must be 01 to 12, such as 2026-11, or 2569-11 for November B.E. 2569.',
    },
    'no-such-period': {
      title: 'There is no such period',
      text: 'A report is of a month, such as 2026-11, of a fiscal year, such as 2570, of a quarter, 2570-q1, or of a half, 2570-h1.',
    },
    'out-of-range': {
      title: 'There is no report of this period',
      text: 'Reports begin with December 1997, when the Official Information Act came into force. Please check the year.',
    },
    'no-such-statistics-year': {
      title: 'There is no such fiscal year',
      text: 'The fiscal year in the address is a year of the Buddhist era in four figures, such as 2570 for October 2026 to September 2027.',
    },
    'fiscal-year-to-come': {
      title: 'There are no statistics of this fiscal year yet',
      text: 'This fiscal year has not begun. Its statistics will be here from its first day, 1 October.',
    },
    'fiscal-year-too-early': {
      title: 'There are no statistics of this fiscal year',
      text: 'The service received no requests yet in this fiscal year. The statistics begin with the year of its first request.',
    },
    'only-months-are-signed': {
      title: 'Only months are signed',
      text: 'Quarters, halves and years are added up from signed months. Please choose a month on the report page.',
    },
    'month-not-over': {
      title: 'This month is not over',
      text: 'This month is not over, so it cannot be signed. Nothing was saved.',
    },
    'already-signed': {
      title: 'This month is signed already',
      text: 'This month is signed already, or there is nothing to correct. Nothing more was saved.',
    },
    'checks-open': {
      title: 'A check is open',
      text: 'A check is open, so nothing was signed.',
    },
    'figures-changed': {
      title: 'The figures have changed',
      text: 'The figures changed after you opened this page. Nothing was signed: please look at them below and sign again.',
    },
    'recount-differs': {
      title: 'The figures do not agree with the histories',
      text: 'Counting again from the histories gave other figures than the counters, so nothing was signed. Please tell the administrator.',
    },
    'reason-missing': {
      title: 'A reason is needed',
      text: 'A revision needs a reason. Nothing was saved.',
    },
    'no-such-fiscal-year': {
      title: 'There is no such fiscal year here',
      text: 'Write the fiscal year in four digits of the Buddhist era, such as 2569. There are those from the first on record to the next.',
    },
    'no-such-request': {
      title: 'Request not found',
      text: 'There is no such request, or it is not one you are responsible for.',
    },
    'stale-form': {
      title: 'This page was open for too long',
      text: 'To keep you safe we do not accept forms from pages opened long ago or before signing in. Nothing was saved yet.',
    },
    'other-site': {
      title: 'Forms from other sites are not accepted',
      text: 'This form was sent from another website, so nothing was saved. Please use the form on our own pages.',
    },
    'not-a-form': {
      title: 'We could not read what was sent',
      text: 'It was incomplete or is not a form of ours, so nothing was saved. Please go back and send it again.',
    },
    'too-large': {
      title: 'What was sent is too large',
      text: 'Nothing was saved. A file may have 10 MB at most. Please go back, make it smaller and send it again.',
    },
    'file-too-large': {
      title: 'The file is too large',
      text: 'This file was not saved. A file may have 10 MB at most. Everything else you entered is still there; please go back and choose another file.',
    },
    'too-slow': {
      title: 'Sending took too long',
      text: 'The connection was lost before everything had arrived, so nothing was saved. Please go back and send it again.',
    },
    'too-many': {
      title: 'Too many in a short time',
      text: 'So that everybody can use the service, please wait a moment. What you have just sent was not saved.',
    },
    'try-again': {
      title: 'The service is very busy',
      text: 'What you sent was not saved yet. Please try again in a moment.',
    },
    'storage-full': {
      title: 'We cannot take anything new just now',
      text: 'The storage is full. What you sent was not saved; earlier requests are not affected. Please try again later or telephone us.',
    },
    'entry-of-another': {
      title: 'This form is somebody else’s',
      text: 'Somebody else has filled in or sent this form on this computer, so nothing was saved. Look in the list of requests whether this one is there. If not, choose the files again and save once more.',
    },
    'not-in-this-status': {
      title: 'This request has moved on',
      text: 'Somebody acted on this request before you, so what you sent was not saved.',
    },
    'moved-on': {
      title: 'This request has moved on',
      text: 'Something changed after you opened the page, so what you sent was not saved. Please read the latest before you decide.',
    },
    'not-your-role': {
      title: 'This step is not yours to take',
      text: 'It belongs to another role.',
    },
    'other-division': {
      title: 'This request is with another division',
      text: 'Only staff of the division that holds it can take this step.',
    },
    'somebody-else-holds-it': {
      title: 'Somebody else is responsible for this request',
      text: 'The officer who accepted it proposes the answer. The head of the division can hand it over.',
    },
    'not-your-desk': {
      title: 'This is not waiting for you',
      text: 'The head of the division looks at what waits for approval, an executive at what waits for clearance.',
    },
    'own-proposal': {
      title: 'You proposed this answer, so you cannot approve it',
      text: 'Every answer needs two people. Please ask somebody else to approve it.',
    },
    'own-approval': {
      title: 'You approved this answer, so you cannot clear it',
      text: 'Where something is withheld, a third person must agree.',
    },
    'release-locked': {
      title: 'This cannot be disclosed yet',
      text: 'The objection of a third party was rejected, and our letter has not reached them, the time to appeal is not over, or their appeal is being heard. Nothing can be released before (section 17). The page of the request shows more.',
    },
    'nothing-to-appeal': {
      title: 'No objection was rejected',
      text: 'An appeal can be recorded only where the objection of a third party was rejected.',
    },
    'already-disputed': {
      title: 'We know already that something is wrong with this answer',
      text: 'The secretary of the department is looking into it and will reply.',
    },
    'not-disputed': {
      title: 'Nobody disputes this answer',
      text: 'There is nothing to reply to.',
    },
    'no-fee-due': {
      title: 'Nothing is to be paid for this request',
      text: 'There is no fee, or it was paid or waived already.',
    },
    'signed-out': {
      title: 'You are signed out',
      text: 'You were away for too long, or signed out on another page, so nothing was saved. Copy your text below, then sign in again.',
    },
    'password-first': {
      title: 'Choose your own password first',
      text: 'The administrator made the password you are using. You can go on once you have chosen one of your own. What you just sent was not saved.',
    },
    'no-such-file': {
      title: 'File not found',
      text: 'It may have been removed, or does not belong to this request.',
    },
    'draft-gone': {
      title: 'There is no draft here',
      text: 'A draft is kept for 7 days in the browser it was written in. If that time is over or the cookies were cleared, you have to begin again. No request has been sent.',
    },
    'draft-sent': {
      title: 'This request has been sent already',
      text: 'You sent it from another page while the file was on its way, so the file was not added. If we need it, follow the request and write to us about it.',
    },
    'not-allowed': {
      title: 'This page is not for you',
      text: 'Your role does not use this page. If you think that is wrong, please tell the administrator.',
    },
  },
  tryAgainAt: (time) => `You can try again at ${time}`,
  textIsKept: 'Everything you typed is still here. Press the button to send it again.',
  sendAgain: 'Send again',
  yourText: 'What you typed',
  quote: 'If you contact us, please quote this code:',
  toForm: 'Back to the form',
  toStart: 'Go to the first page',
  toTracking: 'Follow a request',
  toSignIn: 'Sign in',
  toQueue: 'Go to the queue',
  toPassword: 'Choose your password',
}
