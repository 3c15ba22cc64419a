import { dayOf, monthOf, startOfDay } from '../calendar/calendar.ts'
import { previousMonth, signedBy } from '../calendar/fiscal-year.ts'
import { closeMonth, readMonthStanding } from '../statistics/signing/commands.ts'
import { listUnsigned } from '../statistics/signing/store.ts'
import type { Stage } from './play.ts'

/** The secretary has signed every month that is over, each in its time, but for the last: that one is left to try. */
export async function signMonths({ services, time, department }: Stage): Promise<void> {
  const today = time.now
  const last = previousMonth(monthOf(dayOf(today)))
  const calendar = await services.calendar()
  const { accountId } = department.staff.secretary
  for (const month of await listUnsigned(services.db.read, previousMonth(last))) {
    time.now = startOfDay(signedBy(month, calendar)) + 10 * 3_600_000
    const { mark } = await readMonthStanding(services, month)
    await closeMonth(services, { month, revision: 1, reason: '', mark, accountId })
  }
  time.now = today
}
