import { expect, it } from 'vitest'
import { readCalendar } from '#src/calendar/store.ts'
import { listRules } from '#src/department/store.ts'
import { clockFacts, clockRules, dayZeroOf, deadlineOf } from '#src/requests/deadlines.ts'
import { act, caseOf, plainNote, traceOf } from '../support/cases.ts'
import { startService, submitRequest } from '../support/service.ts'

it('a request that is reopened before it counts as received has the last day its history gives', async () => {
  const service = await startService({ at: Date.parse('2026-11-06T20:00:00+07:00') }) // a Friday
  const { reference } = await submitRequest(service, {
    topic: String(service.cast.topics.unrouted),
  })
  service.time.now = Date.parse('2026-11-07T10:00:00+07:00')
  await act(service, reference, 'secretary', 'advise', { ...plainNote, agency: 'กรมอื่น', reply: '' })
  await act(service, reference, 'secretary', 'reopen', { ...plainNote, note: 'แนะนำผิดหน่วยงาน' })

  const { infoRequest, history } = await traceOf(service, reference)
  const { db } = service.services
  const facts = clockFacts(infoRequest, history)
  const rules = clockRules(await listRules(db.read), dayZeroOf(facts))
  const { on, limitOn } = deadlineOf(facts, rules, await readCalendar(db.read))
  expect(await caseOf(service, reference)).toMatchObject({ dueOn: on, limitOn })
})
