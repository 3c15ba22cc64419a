import type { FastifyInstance } from 'fastify'
import { atRiskPage, type ShownCase } from '#views/staff/at-risk.ts'
import { dayOf, workingDaysBetween, type Calendar } from '../calendar/calendar.ts'
import { ruleOn } from '../department/rules.ts'
import type { Day } from '../requests/info-request.ts'
import { remaining } from '../requests/queue.ts'
import { capacitiesOf } from '../requests/workflow.ts'
import type { Services } from '../services.ts'
import { requireRole } from '../staff/signed-in.ts'
import { readerWithForm } from '../web/reader.ts'
import { readNet } from './commands.ts'
import { isEmpty, risks, type RiskyCase } from './net.ts'

/** The net of missed requests as a page; inside the area of signed-in staff. */
export async function atRiskRoutes(area: FastifyInstance, services: Services): Promise<void> {
  const { clock, calendar, rules } = services

  area.get('/at-risk', async (request, reply) => {
    requireRole(request, 'secretary', 'executive', 'auditor')
    const net = await readNet(services)
    const today = dayOf(clock())
    const days = await calendar()
    return atRiskPage(readerWithForm(request, reply), {
      ...net,
      cases: risks.map((risk) => {
        const { count, rows } = net[risk]
        return { risk, found: { count, rows: rows.map((row) => shown(row, today, days)) } }
      }),
      rule: ruleOn(await rules(), 'net', today),
      isEmpty: isEmpty(net),
      opensLetters: capacitiesOf(request.actor).some(({ role }) => role === 'secretary'),
    })
  })
}

function shown(row: RiskyCase, today: Day, calendar: Calendar): ShownCase {
  const sinceOn = dayOf(row.since)
  return {
    ...row,
    sinceOn,
    waited: {
      workingDays: workingDaysBetween(sinceOn, today, calendar),
      days: daysBetween(sinceOn, today),
    },
    left: remaining(row.dueOn, today, calendar),
  }
}

function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(to).days
}
