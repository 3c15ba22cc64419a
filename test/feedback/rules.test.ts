import { describe, expect, it } from 'vitest'
import { addDays, dayOf } from '#src/calendar/calendar.ts'
import {
  openForDays,
  quarterOf,
  resultsOf,
  standingOf,
  type AlikeAnswers,
} from '#src/feedback/rules.ts'

describe('the quarter of an answer', () => {
  it.each([
    ['2026-10-01', '2570-q1'],
    ['2026-12-31', '2570-q1'],
    ['2027-01-01', '2570-q2'],
    ['2027-03-31', '2570-q2'],
    ['2027-04-01', '2570-q3'],
    ['2027-06-30', '2570-q3'],
    ['2027-07-01', '2570-q4'],
    ['2027-09-30', '2570-q4'],
    ['2027-10-01', '2571-q1'],
  ])('%s is in %s', (day, quarter) => {
    expect(quarterOf(day)).toBe(quarter)
  })

  it('turns with midnight in Bangkok', () => {
    const quarterAt = (moment: string) => quarterOf(dayOf(Date.parse(moment)))
    expect(quarterAt('2026-09-30T23:59:59.999+07:00')).toBe('2569-q4')
    expect(quarterAt('2026-09-30T16:59:59.999Z')).toBe('2569-q4')
    expect(quarterAt('2026-09-30T17:00:00.000Z')).toBe('2570-q1')
    expect(quarterAt('2026-10-01T00:00:00.000+07:00')).toBe('2570-q1')
  })
})

describe('the standing of a request', () => {
  const answeredOn = '2026-11-02'
  const fresh = { hasGivenFeedback: false }
  const given = { hasGivenFeedback: true }

  it('is open from the answer on, once, for ninety days', () => {
    expect(standingOf(fresh, undefined, answeredOn)).toBe('no-answer')
    expect(standingOf(fresh, answeredOn, answeredOn)).toBe('open')
    expect(standingOf(given, answeredOn, answeredOn)).toBe('given')
    expect(standingOf(fresh, answeredOn, addDays(answeredOn, openForDays))).toBe('open')
    expect(standingOf(fresh, answeredOn, addDays(answeredOn, openForDays + 1))).toBe('over')
    expect(standingOf(given, answeredOn, '2030-01-01')).toBe('given')
  })
})

describe('the results of a quarter', () => {
  const alike = (quarter: string, count: number, clearSteps = 5): AlikeAnswers => ({
    quarter,
    count,
    clearSteps,
    equalTreatment: 4,
    clearAnswer: 3,
    easyService: 1,
  })

  it('are counts of each step, and never a mean', () => {
    expect(resultsOf([alike('2570-q1', 4), alike('2570-q1', 3, 1)])).toEqual([
      {
        quarter: '2570-q1',
        from: '2026-10',
        to: '2026-12',
        isShown: true,
        answers: 7,
        counts: {
          clearSteps: { 5: 4, 4: 0, 3: 0, 2: 0, 1: 3 },
          equalTreatment: { 5: 0, 4: 7, 3: 0, 2: 0, 1: 0 },
          clearAnswer: { 5: 0, 4: 0, 3: 7, 2: 0, 1: 0 },
          easyService: { 5: 0, 4: 0, 3: 0, 2: 0, 1: 7 },
        },
      },
    ])
  })

  it('are told from five answers on; with four there is no number at all', () => {
    const [four] = resultsOf([alike('2570-q2', 4)])
    expect(four).toEqual({ quarter: '2570-q2', from: '2027-01', to: '2027-03', isShown: false })
    const [five] = resultsOf([alike('2570-q2', 4), alike('2570-q2', 1, 2)])
    expect(five).toMatchObject({ isShown: true, answers: 5 })
  })

  it('come with the newest quarter first, across fiscal years', () => {
    const quarters = ['2569-q4', '2570-q2', '2569-q1', '2570-q1']
    expect(resultsOf(quarters.map((one) => alike(one, 5))).map(({ quarter }) => quarter)).toEqual([
      '2570-q2',
      '2570-q1',
      '2569-q4',
      '2569-q1',
    ])
    expect(resultsOf([])).toEqual([])
  })
})
