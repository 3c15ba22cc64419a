import type { Words } from '../words.ts'

export const reportPaper: Words['reportPaper'] = {
  period: (from, to) => `From ${from} to ${to}`,
  asOf: (day) => `Figures as of ${day}`,
  running: (day) => `This period is not over. The figures go up to ${day} and can still change.`,
  toCome: (day) =>
    `This period has not begun. The figures go up to ${day}, so the opening balance is what was open on that day.`,
  continued: (caption) => `${caption} (continued)`,
  notes: 'Notes',
  page: (page, of) => `Page ${page} of ${of}`,
  signature: {
    certifies: (title, taken, pages) =>
      `I certify the figures of this report: ${title} (${taken}, ${pages === '1' ? '1 page' : `${pages} pages`}).`,
    signed: 'Signed',
    post: 'Position',
    day: 'Date',
  },
  record: {
    nameAndPost: (name, post) => `${name} (${post})`,
    signedBy: (who, moment) => `Figures signed in the service by ${who} on ${moment}`,
    first: 'Signed for the first time',
    revision: (revision, reason) => `Revision ${revision}, signed anew because: ${reason}`,
    sha256: (sum) => `SHA-256 of the signed document: ${sum}`,
  },
}
