import type { Words } from '../words.ts'

export const monthClose: Words['monthClose'] = {
  unsigned:
    'Nobody has signed this month yet. Its figures can change when a request is entered late.',
  sign: 'Check and sign this month',
  signedBy: (name, moment, revision) =>
    revision === 1
      ? `Signed by ${name}, ${moment}`
      : `Revision ${revision}, signed by ${name}, ${moment}`,
  frozen:
    'The figures on this page are those that were signed. Nothing that happens later changes them.',
  sha256: 'SHA-256 of the signed document',
  document: 'The signed document (JSON)',
  lists: 'The references behind each figure (JSON)',
  earlier: 'All signatures',
  revisionName: (revision) => (revision === 1 ? 'First signature' : `Revision ${revision}`),
  reasonWas: (reason) => `Reason: ${reason}`,
  differs: {
    title: 'The facts of today differ from what was signed',
    text: 'Requests of this month were entered after it was signed. What is published stays as it was signed until the secretary signs a revision and says why.',
    caption: 'Figures that differ',
    columns: { figure: 'Figure', signed: 'As signed', now: 'Today' },
    revise: 'Sign a revision',
  },
  page: {
    title: (month) => `Sign the figures of ${month}`,
    titleOfRevision: (month) => `Sign a revision of ${month}`,
    back: 'Back to the report',
    intro:
      'Once signed, the figures, their definitions and the references behind each of them are kept as they are here, and published as signed. They cannot be changed; a correction is one more revision with a reason.',
    checks: 'Checklist',
    ok: 'Done',
    open: 'Open',
    begun: {
      ok: 'There are figures to sign',
      open: 'Nothing was counted yet in this month or before it, so there is nothing to sign',
    },
    over: {
      ok: 'The month is over',
      open: 'The month is not over; it can be signed from the first day of the next one',
    },
    order: {
      ok: 'All months before it are signed',
      open: 'Months are signed in their order. Not signed yet:',
    },
    changed: {
      ok: 'The months signed before still agree with the facts',
      open: 'Signed months whose facts have changed; each needs a revision first:',
    },
    agrees: {
      ok: 'Counters that are kept apart agree. On signing, everything is counted once more from the history of every request',
      open: 'Counters that are kept apart do not agree. Please tell the administrator',
    },
    figures: 'The figures to be signed',
    entered: (channel, count) => `${channel}: ${count}`,
    enteredSoFar: 'Requests of this month entered so far, by channel:',
    confirm: 'Confirm',
    paperEntered:
      'Every request of this month that came to the counter, by post, by telephone or by e-mail has been entered',
    lettersDated: (count) =>
      `I know that of the letters written by the end of this month, ${count} still wait for somebody to tell the person`,
    lettersOnPaper: 'Letters to tell people about',
    undated: 'See the letters that wait for that',
    reason: 'Why a revision is needed',
    reasonHint:
      'For example: a request by post had been overlooked. The reason is published with the figures, so name nobody.',
    signatory: (name, post) => `Signing: ${post === '' ? name : `${name}, ${post}`}`,
    button: 'Sign',
    busy: 'Counting again from every history…',
    cannot: 'This month cannot be signed yet: a check is open.',
    nothingToCorrect:
      'This month is signed and the facts have not changed since, so there is nothing to correct.',
    done: (month) => `The figures of ${month} are signed`,
  },
  faults: {
    paperEntered: {
      missing: 'Confirm that every request that did not come online has been entered',
    },
    lettersDated: { missing: 'Confirm that you know of the letters that still wait' },
    reason: {
      missing: 'Enter why a revision is needed',
    },
  },
  list: {
    same: 'This list is the one that was signed.',
    added: (count) => `${count} added after the signature:`,
    gone: (count) => `${count} in what was signed, and not in the list of today:`,
  },
}
