import type { Words } from '../words.ts'

export const deadline: Words['deadline'] = {
  explained: {
    summary: 'How the due date is counted',
    hours: (from, until) => `${from}–${until}`,
    sent: {
      within: (day, time) =>
        `Sent on ${day} at ${time}, within office hours: it counts as received that day.`,
      before: (day, time, hours) =>
        `Sent on ${day} at ${time}, before office hours (${hours}): it counts as received when the office opened that day.`,
      after: (day, time, hours, on) =>
        `Sent on ${day} at ${time}, after office hours (${hours}): it counts as received when the office next opened, on ${on}.`,
      closed: (day, time, on) =>
        `Sent on ${day} at ${time}, when the office was closed: it counts as received when the office next opened, on ${on}.`,
      noTime: (day) =>
        `Sent on ${day}, at no stated time: taken as within office hours, so it counts as received that day.`,
      noTimeClosed: (day, on) =>
        `Sent on ${day}, when the office was closed: it counts as received when the office next opened, on ${on}.`,
    },
    received: (day) => `The request counts as received on ${day}.`,
    reopened: (day) =>
      `The request was taken up again on ${day}, so the time began to count anew from that day.`,
    closedDays: 'The office is closed on these days:',
    count: {
      calendar: (days, first, last) =>
        `The first day is not counted: ${days === 1 ? '1 day' : `${days} days`} (every day of the calendar) from ${first} end on ${last}.`,
      working: (days, first, last) =>
        `The first day is not counted: ${days === 1 ? '1 working day' : `${days} working days`} from ${first} end on ${last}.`,
    },
    notCounted: 'Not counted, because the office is closed:',
    pause: {
      ended: (from, to, days) => `Waiting for the requester from ${from} to ${to}: ${days}.`,
      running: (from) => `Waiting for the requester since ${from}, and still waiting.`,
      moved:
        'This time is not counted: what was left on the day of the question runs on from the day the wait ended.',
      notMoved: 'This wait does not move the due date.',
      notMovedYet: 'The due date does not move while the wait goes on.',
    },
    withPauses: (day) => `With the time of waiting, it ends on ${day}.`,
    rolledOver: (on) =>
      `The office is closed on that day, so it moves to the next working day, ${on}.`,
    extension: (times, until) => `Extension ${times}: until ${until}.`,
    extensionShorter: 'This is not later than the limit above, so the limit above holds.',
    limitOn: (day) => `Before any extension, the limit ends on ${day}.`,
    weekend: 'weekend',
    predicted: 'expected, not announced yet',
    span: (from, to) => `${from} to ${to}`,
    days: (calendar, working) => `${plainDays(calendar)} (${workingDays(working)})`,
    on: (day) => `The due date is ${day}.`,
    moved: (day) =>
      `The calendar of holidays changed after the request was received. The date the requester was told, and that counts, is ${day}.`,
    source: (limit) =>
      `A limit of ${limit} is the practice the department follows. The law only says “within a reasonable time” (Official Information Act B.E.\u00a02540, section\u00a011).`,
  },
  clocks: {
    title: 'Time elapsed',
    statutory: 'Since the first day',
    division: 'In this division',
    step: 'In the present step',
    since: (day) => `since ${day}`,
    until: (since, until) => `${since} to ${until}`,
    elapsed: (working, calendar) => `${workingDays(working)} (${plainDays(calendar)})`,
    paused: (working, calendar) =>
      `of which ${workingDays(working)} (${plainDays(calendar)}) waiting for the requester`,
  },
  calculator: {
    title: 'Work out when an answer is due',
    lead: 'Enter the day a request is sent, and see by when the department answers and how that is counted. The page counts in the same way as the department does for real requests.',
    form: 'Days to count from',
    on: 'Day the request is sent',
    onHint: 'For example 24 November 2026, 24/11/2026 or 24/11/2569. You can also type “today”.',
    at: 'Time it is sent',
    atHint: 'For example 17:30 or 17.30. If left empty, it is taken as sent within office hours.',
    more: 'Something happened after it was sent',
    moreText: 'Fill in only what happened.',
    askedOn: 'Day the department asked for more information',
    answeredOn: 'Day the requester answered',
    answeredOnHint: 'Leave it empty if there is no answer yet.',
    until: 'New due date, if the department extended the time',
    refusedOn: 'Day you were told that the information is withheld',
    refusedOnHint: 'To see the last day to appeal.',
    submit: 'Work it out',
    now: 'Work it out for a request sent right now',
    answer: 'The department answers by',
    how: 'How it is counted',
    notes: {
      none: (year) =>
        `The public holidays of ${year} are not in our calendar yet, so only Saturdays and Sundays count as closed. The real date may be later.`,
      predicted: (year) =>
        `Some public holidays of ${year} are expected and not announced yet. The date may change.`,
      beyondCap: (day) =>
        `The department has set that an answer is put off no later than ${day}. The date you entered is later.`,
    },
    remedies: {
      title: 'If you disagree',
      appeal: 'Appeal against withholding (section\u00a018)',
      appealText: (day) => `Until ${day}: 15\u00a0days, counted from the day after you were told.`,
      ownData: 'Appeal about your own personal information (section\u00a025)',
      ownDataText: (day) => `Until ${day}: 30\u00a0days, counted from the day after you were told.`,
      complaint: 'Complain about a late answer or none (section\u00a013)',
      complaintText: 'There is no last day.',
      notMoved:
        'The last day of an appeal does not move when it is a holiday: whoever files earlier is always in time.',
      guide: 'Read in the service guide how to appeal and complain',
    },
    practiceTitle: 'Please note',
    practice: (limit) =>
      `The law only says that an answer is given within a reasonable time (Official Information Act B.E.\u00a02540, section\u00a011). The limit of ${limit}, the move of the last day to a working day, and extensions are a practice set by the department, not the words of the law.`,
    receipt:
      'That a request counts as received when the office next opens follows section\u00a010 of the Electronic Government Act B.E.\u00a02565.',
    yours: 'The due date of a request you have sent is the one on its tracking page.',
    faults: {
      on: {
        missing: 'Enter the day the request is sent',
        'not-a-day':
          'Enter the day it is sent with a year of 4 digits, for example 24 November 2026 or 24/11/2569',
      },
      at: { 'not-a-time': 'Enter the time in hours and minutes, for example 17:30 or 9.05' },
      askedOn: {
        missing: 'Enter the day of the question, or remove the day of the answer',
        'not-a-day':
          'Enter the day of the question with a year of 4 digits, for example 24/11/2026',
        'before-receipt':
          'The day of the question cannot be before the day the request counts as received',
      },
      answeredOn: {
        'not-a-day': 'Enter the day of the answer with a year of 4 digits, for example 24/11/2026',
        'before-question': 'The day of the answer cannot be before the day of the question',
      },
      until: {
        'not-a-day': 'Enter the new due date with a year of 4 digits, for example 24/11/2026',
        'not-after-due': 'The new due date must be after the one before',
      },
      refusedOn: {
        'not-a-day': 'Enter the day you were told with a year of 4 digits, for example 24/11/2026',
        'before-sending': 'The day you were told cannot be before the day the request is sent',
      },
    },
  },
}

function plainDays(count: number): string {
  return count === 1 ? '1\u00a0day' : `${count}\u00a0days`
}

function workingDays(count: number): string {
  return count === 1 ? '1\u00a0working\u00a0day' : `${count}\u00a0working\u00a0days`
}
