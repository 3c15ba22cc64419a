import { hash } from 'node:crypto'
import { addDays, monthOf } from '../calendar/calendar.ts'
import { fiscalYearOf, monthsOfFiscalYear } from '../calendar/fiscal-year.ts'
import { part, readPeriod } from '../calendar/period.ts'
import type { Day, InfoRequest, Month } from '../requests/info-request.ts'

/*
 * The department's own survey, after an answer. It is no copy of the official questionnaire of the integrity
 * assessment, nor a way to it: other questions, other answers.
 */

/** What is asked, in the order of the form. */
export const questions = ['clearSteps', 'equalTreatment', 'clearAnswer', 'easyService'] as const
export type Question = (typeof questions)[number]

/** The answers to each, from "very satisfied" to "very dissatisfied". */
export const steps = [5, 4, 3, 2, 1] as const
export type Step = (typeof steps)[number]

/** What somebody said, without who said it. */
export type Feedback = Record<Question, Step> & { comment: string }

/** With fewer answers somebody might recognise one: then nothing of a quarter is told, not even how many there were. */
export const fewestShown = 5

/** So many days after the last answer it can still be given: later, people speak of what they no longer remember. */
export const openForDays = 90

/** Whether a request can be given feedback on, and if not, why not. */
export type Standing = 'open' | 'no-answer' | 'given' | 'over'

/** @param answeredOn the day of the last answer, also where the request was reopened since */
export function standingOf(
  { hasGivenFeedback }: Pick<InfoRequest, 'hasGivenFeedback'>,
  answeredOn: Day | undefined,
  today: Day,
): Standing {
  if (answeredOn === undefined) return 'no-answer'
  if (hasGivenFeedback) return 'given'
  return today > addDays(answeredOn, openForDays) ? 'over' : 'open'
}

/** A quarter of the fiscal year (B.E.): `2570-q1` is October to December 2026. */
export type Quarter = string

export function quarterOf(day: Day): Quarter {
  const fiscalYear = fiscalYearOf(day)
  const place = monthsOfFiscalYear(fiscalYear).indexOf(monthOf(day))
  return part(fiscalYear, 'quarter', Math.floor(place / 3) + 1).id
}

/** The first and the last month of a quarter. */
function monthsOfQuarter(quarter: Quarter): { from: Month; to: Month } {
  const read = readPeriod(quarter)
  if (!read.ok) throw new RangeError(`No quarter: ${quarter}`)
  const { from, to } = read.period
  return { from, to }
}

/** What the answers of a quarter say; of one with too few, only that it is one. */
export type QuarterResults = { quarter: Quarter; from: Month; to: Month } & (
  | { isShown: true; answers: number; counts: Record<Question, Record<Step, number>> }
  | { isShown: false }
)

/** So many people of a quarter gave the very same four answers. */
export type AlikeAnswers = Record<Question, number> & { quarter: Quarter; count: number }

/**
 * The results of each quarter that has answers, the newest first. Nothing is added up over quarters: a sum less those
 * that are shown would tell of one that is not.
 */
export function resultsOf(answers: readonly AlikeAnswers[]): QuarterResults[] {
  const quarters = [...new Set(answers.map(({ quarter }) => quarter))].toSorted().toReversed()
  return quarters.map((quarter) => {
    const ofQuarter = answers.filter((one) => one.quarter === quarter)
    const named = { quarter, ...monthsOfQuarter(quarter) }
    const number = sum(ofQuarter)
    if (number < fewestShown) return { ...named, isShown: false }
    return { ...named, isShown: true, answers: number, counts: countsOf(ofQuarter) }
  })
}

function countsOf(answers: readonly AlikeAnswers[]): Record<Question, Record<Step, number>> {
  const of = (question: Question): Record<Step, number> => {
    const withStep = (step: Step) => sum(answers.filter((one) => one[question] === step))
    return { 5: withStep(5), 4: withStep(4), 3: withStep(3), 2: withStep(2), 1: withStep(1) }
  }
  return {
    clearSteps: of('clearSteps'),
    equalTreatment: of('equalTreatment'),
    clearAnswer: of('clearAnswer'),
    easyService: of('easyService'),
  }
}

function sum(answers: readonly AlikeAnswers[]): number {
  return answers.reduce((total, { count }) => total + count, 0)
}

/** What was changed because of what people said, and on which day. */
export type ImprovementText = { on: Day; textTh: string; textEn: string }

/** Stands for what somebody had before them when they changed it: sent back with the form. */
export function markOf({
  on,
  textTh,
  textEn,
  isPublished,
}: ImprovementText & { isPublished: boolean }): string {
  return hash('sha256', JSON.stringify([on, textTh, textEn, isPublished])).slice(0, 16)
}
