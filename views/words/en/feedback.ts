import type { Words } from '../words.ts'

export const feedback: Words['feedback'] = {
  questions: {
    clearSteps: 'Being told the steps and the day of the answer',
    equalTreatment: 'Service without discrimination',
    clearAnswer: 'An answer and reasons that are easy to understand',
    easyService: 'Ease of making and following the request',
  },
  steps: {
    5: 'Very satisfied',
    4: 'Satisfied',
    3: 'Neither satisfied nor dissatisfied',
    2: 'Dissatisfied',
    1: 'Very dissatisfied',
  },
  survey: {
    title: 'How satisfied are you with this service?',
    caption: (reference) => `Request ${reference}`,
    lead: 'Four questions, about half a minute. What you say helps the department improve the service.',
    privacyTitle: 'What we keep',
    privacy: [
      'We keep your answers and the quarter of the fiscal year: no name, no reference and no time with them.',
      'With the request we only note that feedback was given, so that each request can be given feedback once.',
      'The results of a quarter are shown when enough people have answered that nobody can tell whose an answer is.',
    ],
    effect: 'Your answers make no difference to your request or your rights.',
    comment: 'What we should improve',
    commentHint:
      'Do not write names, telephone numbers, the reference or other personal data. The department reads it to improve the service; it is not published, and there is no reply.',
    submit: 'Send feedback',
    back: 'Back to the request',
    faults: {
      clearSteps: {
        missing: 'Choose how satisfied you are with being told the steps and the day of the answer',
      },
      equalTreatment: {
        missing: 'Choose how satisfied you are with service without discrimination',
      },
      clearAnswer: { missing: 'Choose how satisfied you are with the answer and its reasons' },
      easyService: {
        missing: 'Choose how satisfied you are with the ease of making and following the request',
      },
    },
  },
  given: {
    title: 'Thank you, we have your feedback',
    done: 'The department will use it to improve the service.',
    already:
      'Each request can be given feedback once. If you have just sent it, it has arrived and need not be sent again.',
    results: 'See the results and what we changed',
  },
  not: {
    'no-answer': {
      title: 'There is no answer to this request yet',
      text: 'You can give feedback on the service once the department has answered.',
    },
    over: {
      title: 'The time to give feedback is over',
      text: (days) => `Feedback can be given within ${days}\u00a0days of the answer.`,
    },
  },
  offer: {
    heading: 'How was this service?',
    text: 'Tell us how satisfied you are: four questions, about half a minute. We do not keep who answered.',
    open: 'Give feedback on the service',
    given: 'We have your feedback on this service. Thank you.',
  },
  quarter: (fiscalYear, number) => `Quarter\u00a0${number} of fiscal year B.E.\u00a0${fiscalYear}`,
  months: (from, to) => `${from} to ${to}`,
  results: {
    question: 'About',
    answers: (count) => `${count}\u00a0people answered`,
    share: (count, percent) => `${count} (${percent}%)`,
    caption: (quarter) => `Satisfaction, ${quarter}`,
    explained:
      'In brackets: the percentage of those who answered in that quarter, rounded, so that a row may not add up to 100.',
    tooFew: (fewest) =>
      `Fewer than ${fewest}\u00a0people answered, so nothing is shown: nobody should be able to tell whose an answer is.`,
    running: 'This quarter is not over yet; the results can still change.',
    none: 'Nobody has given feedback yet.',
  },
  public: {
    title: 'What people say of this service, and what we changed',
    lead: 'People who have had an answer from the department can say how satisfied they are. This page has the results, and what the department changed because of them.',
    how: 'Feedback can be given from the tracking page, or from the link in the letter with the decision, once for each request. Written comments are not published.',
    improvements: 'What we changed because of you',
    noImprovements: 'Nothing is listed yet.',
    results: 'Satisfaction by quarter',
    earlier: 'Earlier quarters',
    resultsText: (fewest) =>
      `These are the department’s own four questions. The results of a quarter are shown from ${fewest}\u00a0answers on.`,
    official: 'ITA survey',
    officialText:
      'The Integrity and Transparency Assessment (ITA) of the Office of the National Anti-Corruption Commission has a survey of its own. It is a different one from the questions above. The link opens it empty on another website; the department has filled in or chosen nothing for you.',
    officialLink: 'Open the ITA survey',
  },
  staff: {
    title: 'Feedback',
    intro: (fewest) =>
      `Results and comments of a quarter are shown from ${fewest}\u00a0answers on. The system does not keep who said what or about which request; please do not try to find out.`,
    public: 'See the public page',
    results: 'Results by quarter',
    quarters: 'Quarters with answers',
    columns: { quarter: 'Quarter', answers: 'Answers' },
    fewer: (fewest) => `Fewer than ${fewest}`,
    comments: 'Comments',
    commentsText: 'In random order, not by time. They are not published.',
    noComments: 'There are no comments in this quarter.',
    improvements: 'What we changed',
    improvementsText:
      'This list stands on the public page. Nothing is deleted: what is hidden is kept here.',
    none: 'Nothing is listed yet.',
    add: 'Add a change',
    change: 'Edit',
    hide: 'Hide',
    show: 'Publish again',
    of: (day) => `the entry of ${day}`,
    shown: 'Published',
    hidden: 'Hidden',
    listed: { on: 'Day', text: 'Text', state: 'State', savedBy: 'Last saved', actions: 'Actions' },
    done: {
      added: 'The entry was added. The public page changes within 5\u00a0minutes.',
      saved: 'The entry was saved. The public page changes within 5\u00a0minutes.',
      hidden: 'The entry was hidden. The public page changes within 5\u00a0minutes.',
      shown: 'The entry is shown again. The public page changes within 5\u00a0minutes.',
    },
  },
  improvement: {
    new: 'Add what was changed',
    change: 'Edit what was changed',
    intro:
      'Say in short what people told us and what the department changed. Nobody should be able to tell whose feedback it was.',
    on: 'Day of the change',
    onHint: 'For example, 24 November 2026; not later than today',
    textTh: 'Text in Thai',
    textEn: 'Text in English',
    publish: 'Add and publish',
    save: 'Save',
    newer:
      'Somebody changed this entry after you opened the page. Your text is still here but has not been saved. If you save again, it takes the place of the text below.',
    faults: {
      on: {
        missing: 'Enter the day of the change',
        'not-a-day':
          'Enter the day, the month and the year in four digits, such as 24 November 2026',
        'in-future': 'The day of the change cannot be later than today',
      },
      textTh: { missing: 'Enter the text in Thai', 'not-thai': 'Enter the Thai text in Thai' },
      textEn: {
        missing: 'Enter the text in English',
        'not-english': 'Enter the English text without Thai letters',
      },
    },
  },
}
