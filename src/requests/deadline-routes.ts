import type { FastifyInstance, FastifyRequest } from 'fastify'
import { calculatorPage, type CalculatorPage } from '#views/deadline/calculator.ts'
import { dayOf, officeHours } from '../calendar/calendar.ts'
import { ruleOn } from '../department/rules.ts'
import type { Services } from '../services.ts'
import { readForm, typedText, type Body } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerOf } from '../web/reader.ts'
import {
  calculate,
  calculatorFields,
  CalculatorForm,
  calculatorPath,
  questionAbout,
} from './calculator.ts'

/** The public calculator: an address for every question, so that an answer can be shown to somebody else. */
export async function deadlineRoutes(
  app: FastifyInstance,
  { clock, calendar, rules }: Services,
): Promise<void> {
  app.get('/deadline', async (request, reply) => {
    const asked = askedIn(request)
    const typed = typedText(asked)
    if (isToday(typed['on'])) return reply.redirect(atThisMoment(request, typed), 303)

    const rulesNow = await rules()
    const limit = ruleOn(rulesNow, 'limit', dayOf(clock()))
    const show = (more: Pick<CalculatorPage, 'faults' | 'calculation'>) =>
      calculatorPage(readerOf(request), { limit, officeHours, typed, ...more })
    if (Object.keys(asked).length === 0) return show({ faults: [] })

    const form = readForm(CalculatorForm, asked)
    const answer = form.ok ? calculate(form.data, rulesNow, await calendar()) : form
    if (answer.ok) return show({ faults: [], calculation: answer.calculation })
    reply.code(422)
    return show({ faults: answer.faults })
  })

  /** "Today" is another day tomorrow: its address names the day and, where none was typed, the time. */
  function atThisMoment(request: FastifyRequest, typed: Record<string, string>): string {
    const { on, at } = questionAbout(request.language, clock())
    const asked = { ...typed, on, at: typed['at']?.trim() || at }
    return inLanguage(request, calculatorPath(asked))
  }
}

/** Only our own fields: whatever else an address carries is somebody else's. */
function askedIn({ query }: FastifyRequest): Body {
  const asked: Body = Object.create(null)
  for (const [name, value] of Object.entries(query ?? {}))
    if (calculatorFields.some((field) => field === name) && isTyped(value)) asked[name] = value
  return asked
}

function isTyped(value: unknown): value is string | string[] {
  return (
    typeof value === 'string' ||
    (Array.isArray(value) && value.every((one) => typeof one === 'string'))
  )
}

/** In either language, whichever the page is in. */
function isToday(typed = ''): boolean {
  return ['today', 'วันนี้'].includes(typed.trim().toLowerCase())
}
