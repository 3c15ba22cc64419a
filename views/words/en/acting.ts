import type { Words } from '../words.ts'

export const acting: Words['acting'] = {
  title: 'Acting officers',
  intro:
    'Whoever acts for somebody has the same powers as the person they act for (State Administration Act B.E. 2534, section 48). Here they see and do what that person can, from the first to the last day of the order. The person they act for keeps their own rights.',
  fourEyes:
    'Nobody approves what they proposed or clears what they approved, in whatever post they act.',
  done: {
    appointed: 'The acting officer was entered',
    ended: 'The acting has ended, and its rights with it',
  },
  now: 'Now',
  coming: 'To come',
  past: 'Past',
  lastPast: (count) => `The last ${count} are shown`,
  none: {
    now: 'Nobody acts for anybody at the moment',
    coming: 'Nothing is to come',
    past: 'There are none yet',
  },
  columns: {
    absent: 'Away',
    acting: 'Acting',
    days: 'Days',
    order: 'Order number',
    enteredBy: 'Entered by',
    end: 'End',
  },
  days: (from, to) => `${from} to ${to}`,
  oneDay: (day) => `${day} only`,
  endedEarly: (at) => `Ended early on ${at}`,
  calledOff: (at) => `Called off before it began, on ${at}`,
  withoutEffect: 'Without effect: an account was closed or has another role now',
  end: 'End it now',
  callOff: 'Call off',
  whose: (who, absent) => `${who} for ${absent}`,
  form: {
    title: 'Name an acting officer',
    yourself: (name) => `you (${name})`,
    absent: 'Who is away',
    chooseAbsent: 'Choose who is away',
    acting: 'Who acts',
    chooseActing: 'Choose who acts',
    actingHint: 'An officer, head of division, secretary or executive with an open account',
    from: 'From',
    to: 'To',
    dayHint: 'For example 24/11/2026 or 24 November 2026',
    toHint: 'Until the end of that day; a year at the most',
    orderNumber: 'Order number',
    orderHint: 'As on the written order, such as 123/2569',
    effect:
      'Both names and the order number are kept in the record. The rights begin with the first day and end by themselves after the last.',
    button: 'Enter the acting officer',
  },
  postOf: (role, division) => `${role}, ${division}`,
  personOf: (name, post) => `${name}, ${post}`,
  forPost: (post) => `Acting for the ${post}`,
  inWhichPost: (name, post) => `You take this step acting for ${name} (${post})`,
  inRecord: (name, absent, role) => `${name}, acting for ${absent} (${role})`,
  faults: {
    absent: {
      missing: 'Choose who is away',
      'unknown-choice': 'Choose from the list; you cannot name anybody to act for this person',
    },
    acting: {
      missing: 'Choose who acts',
      'unknown-choice': 'Choose from the list; this person cannot act for others',
      yourself: 'You cannot name yourself; somebody else has to enter it',
      'same-person': 'Somebody else than the person who is away has to act',
      'for-each-other':
        'On some of these days the person who is away acts for this one; choose somebody else, or other days',
      'two-executives':
        'On some of these days this person acts for another executive; choose somebody else, or other days',
    },
    from: {
      missing: 'Enter the first day',
      'not-a-day': 'Enter a day with a year of four digits, like 24/11/2026 or 24 November 2026',
      'too-far': 'The first day is more than a year ahead; please check the year',
      overlaps:
        'Somebody acts for this person on some of these days already; choose other days, or end the other first',
    },
    to: {
      missing: 'Enter the last day',
      'not-a-day': 'Enter a day with a year of four digits, like 24/11/2026 or 24 November 2026',
      'before-from': 'The last day cannot be before the first',
      'in-past': 'The last day has passed; enter today or a later day',
      'too-long': 'One order can last a year at the most',
    },
    orderNumber: { missing: 'Enter the order number' },
  },
}
