import type { Words } from '../words.ts'

const count = (number: number, one: string, many = `${one}s`) =>
  `${number.toLocaleString('en')}\u00a0${number === 1 ? one : many}`

export const settings: Words['settings'] = {
  title: 'What the department decides',
  overview: 'Limits, fees and letterhead, which the department sets for itself',
  intro:
    'What is set here is the department’s decision and not the words of the law. Where the law sets a floor or a ceiling, it is said there. A new value holds from the day given, never for the past.',
  now: 'Now',
  since: (day) => `Since ${day}`,
  sinceAlways: 'As it came with the service',
  comes: (day) => `From ${day}`,
  coming: 'To come',
  change: 'Change',
  whereFrom: 'Where this comes from',
  done: {
    saved: 'The value was saved',
    back: 'The value that did not hold yet was taken back',
  },

  form: {
    title: 'Set a new value',
    from: 'Holds from',
    fromHint: (day) => `${day} or later`,
    save: 'Save the new value',
    between: (least, most) => `From ${least} to ${most}`,
    hints: (first, second) => `${first}. ${second}`,
  },

  takeBack: {
    button: 'Take back',
    of: (day) => `the value from ${day}`,
  },

  history: {
    title: 'Values that were set',
    none: 'Never changed; the value that came with the service holds.',
    from: 'From',
    value: 'Value',
    setBy: 'Set by',
    setAt: 'Set on',
  },

  faults: {
    of: (label, sentence) => `${label}: ${sentence}`,
    missing: 'Enter a number',
    'not-a-number': 'Enter a whole number',
    'not-baht': 'Enter an amount in baht, with no more than two places for satang, such as 1.50',
    outOfRange: (least, most) => `Enter a number from ${least} to ${most}`,
    'less-than-least': 'This cannot be fewer than the least number of days',
    choice: 'Choose one',
    line: 'Fill in this field',
    address:
      'Enter the whole web address, beginning with https://, such as https://example.go.th/survey',
    from: {
      missing: 'Enter the day from which it holds',
      'not-a-day': 'Enter the day, the month and the year in four digits, such as 1 December 2026',
      'far-away': 'That day is too far away; check the year',
    },
    tooEarly: (day) => `It can hold from ${day} at the earliest, never for the past`,
  },

  rules: {
    limit: {
      title: 'Time to answer a request',
      notes: [
        'The Official Information Act B.E. 2540, section 11, says only “within a reasonable time”. The number of days is the department’s decision.',
        'The initial 15 calendar days are a practice attributed to a cabinet resolution of 28 December B.E. 2547, whose text has not been checked. Regulations of some other agencies have the same number.',
        'A new value is for requests received from its first day on. Those received before keep their due date.',
      ],
      fields: {
        days: { label: 'Number of days' },
        unit: {
          label: 'Counted as',
          options: { calendar: 'Calendar days', working: 'Working days' },
        },
      },
      value: {
        calendar: (days) => count(days, 'calendar day'),
        working: (days) => count(days, 'working day'),
      },
    },
    pause: {
      title: 'While the requester is asked a question',
      notes: [
        'No basis in law was found for stopping the clock while the department waits for the requester. So it runs on at first, and the time of waiting is shown beside it. To stop it is the department’s decision.',
        'A new value is for requests received from its first day on. Those received before go on as before.',
      ],
      fields: {
        movesDueDate: {
          label: 'The due date while waiting for the requester',
          options: {
            no: 'The clock runs on, and the due date stays',
            yes: 'The clock stops, and the due date moves once there is an answer',
          },
        },
      },
      value: {
        no: 'The clock runs on, and the due date stays',
        yes: 'The clock stops, and the due date moves once there is an answer',
      },
    },
    extension: {
      title: 'Putting off an answer',
      notes: [
        'The Act says nothing about extensions. The practice is to tell the requester within the limit, with the day of the answer.',
        'How often and how far an answer may be put off is the department’s decision; there is no figure in the law.',
      ],
      fields: {
        times: { label: 'How many times', hint: 'Enter 0 to allow none' },
        days: {
          label: 'Calendar days in all',
          hint: 'Counted from the end of the limit',
        },
      },
      value: (times, days) =>
        `Up to ${count(times, 'time')}, by no more than ${count(days, 'calendar day')} in all`,
      never: 'Not allowed',
    },
    question: {
      title: 'Time for the requester to answer a question',
      notes: [
        'The law sets none; it is the department’s decision. Officers choose a day within this range when they ask.',
      ],
      fields: {
        least: { label: 'At least, in calendar days' },
        most: { label: 'At most, in calendar days' },
      },
      value: (least, most) => `${least} to ${count(most, 'calendar day')}`,
    },
    reminder: {
      title: 'Time after a reminder',
      notes: [
        'The law sets none; it is the department’s decision. When the day to answer has passed, the requester is reminded once. Without an answer the request can lapse after so many working days.',
      ],
      fields: { workingDays: { label: 'Working days after the reminder' } },
      value: (days) => count(days, 'working day'),
    },
    objection: {
      title: 'Time for third parties to object',
      notes: [
        'Section 17 gives them no less than 15 days from the receipt of the notice, so it cannot be set below 15. More than that is the department’s decision.',
        'The days added for a letter by post are not from the law: the time runs from the receipt of the notice, not from its sending.',
      ],
      fields: {
        days: { label: 'Calendar days from the receipt of the notice' },
        post: { label: 'Added for a letter by post, in calendar days' },
      },
      value: (days, post) =>
        `${count(days, 'calendar day')}, and ${count(post, 'more day')} by post`,
    },
    fees: {
      title: 'Fees for copies',
      notes: [
        'Section 9, third paragraph, allows fees with the approval of the Official Information Board and with regard to people of low income. The department need not charge any, and at first it does not.',
        'The ceilings in the Board’s announcement of 7 May B.E. 2542 are one baht for a page of A4 and five baht for a certification, so no more than that can be set.',
        'Where fees are charged, the Act on Public Administration and Services through Digital Systems B.E. 2562, section 12, requires a way to pay digitally as well.',
      ],
      fields: {
        page: { label: 'Copy, baht a page', hint: 'Enter 0 for no fee' },
        certification: { label: 'Certification, baht each', hint: 'Enter 0 for no fee' },
      },
      page: (baht) => `${baht}\u00a0baht for a page of a copy`,
      freePage: 'No fee for copies',
      certification: (baht) => `${baht}\u00a0baht for a certification`,
      freeCertification: 'No fee for certifications',
      free: 'No fee',
    },
    net: {
      title: 'Requests that may have been missed',
      notes: [
        'This is the department’s decision: the secretary is told of requests that have waited so long. Due dates do not depend on it.',
      ],
      fields: {
        workingDays: { label: 'Not opened or accepted by anybody, in working days' },
        waitingDays: { label: 'Waiting for an answer from outside, in calendar days' },
      },
      value: (workingDays, waitingDays) =>
        `Not opened or accepted for more than ${count(workingDays, 'working day')}, or waiting for somebody outside for more than ${count(waitingDays, 'day')}`,
    },
    survey: {
      title: 'Link to the ITA survey',
      notes: [
        'The survey of the Integrity and Transparency Assessment (ITA) belongs to the Office of the National Anti-Corruption Commission and is not the department’s own. The system only shows a link to it on the feedback page: it copies nothing, fills in nothing and suggests no answers.',
        'Use the address that the department’s ITA coordinator was given for the fiscal year, and take it away when the survey has closed.',
      ],
      fields: {
        url: {
          label: 'Web address of the survey',
          hint: 'Begins with https://; leave it empty to show no link',
        },
      },
      none: 'No link is shown',
    },
    letterhead: {
      title: 'Letterhead and contact',
      notes: [
        'Stands at the head and the end of letters to requesters. Have the department’s registry check it first, above all its number.',
      ],
      fields: {
        number: {
          label: 'Number of the department in letters',
          hint: 'Stands before the register number of a letter; can be left empty',
        },
        nameTh: { label: 'Name in Thai' },
        nameEn: { label: 'Name in English' },
        addressTh: { label: 'Address in Thai' },
        addressEn: { label: 'Address in English' },
        phone: { label: 'Telephone', hint: 'Can be left empty' },
        email: { label: 'E-mail', hint: 'Can be left empty' },
      },
    },
  },
}
