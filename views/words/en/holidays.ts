import type { Words } from '../words.ts'

const count = (number: number, one: string, many = `${one}s`) =>
  `${number.toLocaleString('en')}\u00a0${number === 1 ? one : many}`

export const holidays: Words['holidays'] = {
  title: 'Public holidays',
  overview: 'Days without office, which the due dates of requests pass over',
  thisYear: (year, number) => `${count(number, 'day')} in ${year}`,
  years: 'Years',
  year: (year) => year,
  ofYear: (year) => `Public holidays of ${year}`,
  intro:
    'Saturdays and Sundays are free anyway and need not be added. Every change is shown with its effect before it is saved.',
  none: (year) =>
    `There are no holidays for ${year} yet, so due dates in that year pass over Saturdays and Sundays only. Add them, or paste a list, once they are announced.`,
  somePredicted: (number) =>
    `${count(number, 'day is', 'days are')} predicted only. They count as holidays for now; paste the list of the notice once there is one.`,
  add: 'Add a holiday',
  paste: 'Paste a list from a notice',
  change: 'Change the holiday',
  day: 'Day',
  name: 'Name of the holiday',
  source: 'Source',
  standing: 'Standing',
  standings: { announced: 'Announced', predicted: 'Predicted' },
  standingHints: {
    announced: 'The cabinet has decided it or a notice was published',
    predicted:
      'Expected from earlier years, without a notice so far; it counts as a holiday and is marked as predicted',
  },
  done: 'The holidays were saved',
  anyHoliday: 'Public holiday',
  moved: {
    nobody: 'No request has another due date.',
    later: (number) =>
      `${count(number, 'request is', 'requests are')} due later; every requester has been told.`,
    earlier: (number) => `${count(number, 'request is', 'requests are')} due earlier.`,
    kept: (number) =>
      `${count(number, 'extended request keeps its', 'extended requests keep their')} due date, but the end of the limit before the extension has moved.`,
  },

  form: {
    dayHint: 'Such as 13 April 2026 or 13/04/2569',
    nameTh: 'Name in Thai',
    nameEn: 'Name in English',
    nameEnHint: 'Shown on the English pages that explain a due date',
    sourceHint: 'The resolution or notice that makes it a holiday, and the day of that',
    list: 'List of holidays',
    listHint:
      'One day, or one range of days, on each line. Numbers and bullets before it, and Thai digits, are fine. For example',
    listExamples: [
      'วันจันทร์ที่ 13 เมษายน พ.ศ. 2569 วันสงกรานต์',
      '13–15 เมษายน 2569 วันสงกรานต์',
      '13/04/2569 วันสงกรานต์',
      '2026-04-13 วันสงกรานต์ / Songkran Festival',
    ],
    english:
      'An English name can follow after a slash. Without one, that of a known holiday with the same Thai name is used.',
    replace: 'Predicted days',
    replaceLabel: 'Remove the predicted days of the same year that are not in this list',
    replaceHint: 'Tick this when you paste the whole year from a notice',
    preview: 'See the effect before saving',
    linesTitle: 'Lines to correct',
    line: 'Line',
    lineText: 'Text',
    lineFault: 'What to correct',
    atLine: (line, sentence) => `Line ${line}: ${sentence}`,
    linesWrong: (number) =>
      `Correct the ${number === 1 ? 'line' : count(number, 'line')} listed below this field; all others can be read`,
  },

  lineFaults: {
    'no-day': 'Give the day, the month and the year in four digits, such as 13 April 2026',
    'impossible-day': 'There is no such day; check the day, the month and the year',
    'several-days': 'Give one day, or one unbroken range of days, on each line',
    'wrong-weekday': 'The weekday is not that of the day; check the notice again',
    backwards: 'The first day of a range has to come before the last',
    'too-long-a-range': 'The range is longer than 15 days; check the days and the month',
    'far-away': 'The year is too far away; check whether B.E. or C.E. was meant',
    'no-name': 'Give the name of the holiday after the day',
    'no-thai-name': 'Give the name of the holiday in Thai as well',
    'long-name': 'The name is longer than 200 characters',
    'same-day': 'This is the same day as another line; keep one of the two',
  },
  sameDayAs: (line) => `This is the same day as line ${line}; keep one of the two`,

  removal: {
    title: 'Remove the holiday',
    effect:
      'Remove it if the office is open on this day. Requests may be due earlier then; the next page shows the effect before it is saved.',
    button: 'See the effect of removing it',
  },

  preview: {
    title: 'Check before saving the holidays',
    changedMeanwhile:
      'Somebody changed the holidays after you opened this page, so nothing was saved. The effect below was worked out anew; check it again before you save.',
    added: (number) => `${count(number, 'day')} added`,
    changed: (number) => `${count(number, 'day')} changed`,
    removed: (number) => `${count(number, 'day')} removed`,
    unchanged: (number) => `${count(number, 'day is', 'days are')} there already as given`,
    nothing: 'The holidays are already as given. There is nothing to save.',
    before: 'Before',
    after: 'After',
    weekend: 'Falls on a Saturday or Sunday and so moves no due date',
    past: 'Has passed',
    requests: 'Requests with another due date',
    nobody: 'No request gets another due date.',
    later: (number) =>
      `${count(number, 'request becomes', 'requests become')} due later. Each requester will be told the new date.`,
    earlier: (number) =>
      `${count(number, 'request becomes', 'requests become')} due earlier. Requesters get no letter about that; officers see the new date in the list of requests.`,
    kept: (number) =>
      `${count(number, 'extended request keeps its', 'extended requests keep their')} due date, but the end of the limit before the extension moves. There is no letter about that.`,
    stays: 'A due date that has passed stays as it is, and none moves to a day before today.',
    reference: 'Request',
    from: 'Due so far',
    to: 'New due date',
    direction: 'Effect',
    directions: { later: 'Later', earlier: 'Earlier', kept: 'Due date kept' },
    more: (number) => `and ${count(number, 'more request')}`,
    recomputed: 'When you save, the requests to move are worked out once more as they stand then.',
    apply: 'Save the holidays',
    applyAndMove: 'Save the holidays and move the due dates',
    edit: 'Back to the form',
    back: 'Back to the holidays',
  },

  reasons: {
    holiday: (name, day) => `${name} (${day})`,
    added: (names) => `New public holiday: ${names}`,
    removed: (names) => `No longer a public holiday: ${names}`,
    kept: 'The extended due date stays; only the end of the limit before it has moved',
    checked: 'Brought in line with the calendar of public holidays',
  },

  faults: {
    on: {
      missing: 'Enter the day',
      'not-a-day': 'Enter the day, the month and the year in four digits, such as 13 April 2026',
      'far-away': 'The year is too far away; check whether B.E. or C.E. was meant',
      taken: 'This day is a holiday already; open it in the list to change it',
    },
    nameTh: {
      missing: 'Enter the name of the holiday in Thai',
      'not-thai': 'Use Thai letters for this name',
    },
    nameEn: {
      missing: 'Enter the name of the holiday in English',
      'not-english': 'Use Latin letters for this name',
    },
    source: {
      missing: 'Enter the resolution or notice that makes it a holiday, and the day of that',
    },
    standing: { 'unknown-choice': 'Choose whether it is announced or predicted' },
    list: {
      missing: 'Paste or type at least one line',
      'too-many-lines': 'Paste no more than 100 lines at a time',
    },
  },
}
