import type { Words } from '../words.ts'

const count = (number: number) => number.toLocaleString('en')
const counted = (number: number, one: string, many: string) =>
  `${count(number)}\u00a0${number === 1 ? one : many}`

const mails = {
  written: (number: number) => `Wrote ${counted(number, 'e-mail', 'e-mails')}`,
  already: (number: number) =>
    `${counted(number, 'e-mail', 'e-mails')} had been written earlier that day`,
  unaddressed: (number: number) =>
    `Wrote nothing to ${counted(number, 'person', 'people')} without an e-mail address, who still see their work here`,
}

export const jobs: Words['jobs'] = {
  title: 'Automatic work',
  intro:
    'What the service does by itself. If it is not running at that time, it does it as soon as it is back. Doing the same again sends no e-mail twice.',
  about: {
    'waiting-for-requesters': {
      title: 'Reminding requesters',
      does: 'Reminds whoever has not answered a question once, and closes the request when that day and the reminder have passed.',
      when: 'Every working day at 08:30',
      counts: {
        reminded: (number) => `Reminded ${counted(number, 'requester', 'requesters')}`,
        lapsed: (number) => `Closed ${counted(number, 'request', 'requests')} without an answer`,
      },
    },
    'morning-digest': {
      title: 'Daily digest',
      does: 'Writes one e-mail a day to each officer, head and executive who has requests to look at.',
      when: 'Every working day at 08:30',
      counts: mails,
    },
    'missed-requests': {
      title: 'Requests that may have been missed',
      does: 'Writes to the secretary when requests or letters may have been missed.',
      when: 'Every working day at 08:30',
      counts: mails,
    },
    'due-days': {
      title: 'Due dates after a change of holidays',
      does: 'Looks at the due dates of open requests once more, two minutes after the holidays were changed.',
      when: 'Every 5 minutes',
      counts: {
        later: (number) => `Moved ${counted(number, 'request', 'requests')} to a later day`,
        earlier: (number) => `Moved ${counted(number, 'request', 'requests')} to an earlier day`,
        kept: (number) => `Left ${counted(number, 'request', 'requests')} as they were`,
      },
    },
    'unsigned-month': {
      title: 'Remind of the month to be signed',
      does: 'From the third working day of a month on, writes the secretary one e-mail if a month is not signed yet.',
      when: 'Every working day at 08:30',
      counts: mails,
    },
    figures: {
      title: 'Check the figures against the histories',
      does: 'Counts every month that is over once more from the history of each request, and compares that with the counters of the reports.',
      when: 'Every working day at 07:00',
      counts: {
        months: (number) => (number === 1 ? '1 month checked' : `${count(number)} months checked`),
        differences: (number) =>
          number === 1
            ? '1 counter differs: please tell the administrator'
            : `${count(number)} counters differ: please tell the administrator`,
      },
    },
    housekeeping: {
      title: 'Clearing up',
      does: 'Removes drafts that were never sent, files of nobody, and sign-ins that have expired.',
      when: 'Every hour',
      counts: {
        drafts: (number) => `Removed ${counted(number, 'draft', 'drafts')}`,
        sessions: (number) => `Removed ${counted(number, 'expired sign-in', 'expired sign-ins')}`,
        attempts: (number) =>
          `Removed ${counted(number, 'count of wrong codes', 'counts of wrong codes')}`,
        files: (number) => `Removed ${counted(number, 'file of nobody', 'files of nobody')}`,
      },
    },
  },
  when: 'When',
  last: 'Last time',
  did: 'What it did',
  next: 'Next time',
  never: 'Never yet',
  nothing: 'There was nothing to do',
  outcome: {
    running: 'Running',
    done: 'Done',
    failed: 'Failed',
    interrupted: 'Interrupted',
  },
  took: (seconds) =>
    seconds < 1 ? 'took less than a second' : `took ${counted(seconds, 'second', 'seconds')}`,
  runningSince: (moment) => `Running since ${moment}`,
  failedAt: (moment) => `Failed on ${moment}; the log of the server says why`,
  interruptedAt: (moment) => `Begun on ${moment}, but the service stopped before it was done`,
  tryingAgain: (moment) => `Trying again on ${moment}`,
  atOnce: 'Within a minute',
  run: 'Run now',
  result: {
    ran: (title) => `“${title}” has been done`,
    busy: (title) => `“${title}” is being done already, so it was not begun again`,
    failed: (title) => `“${title}” failed; the service will try again by itself`,
  },
}
