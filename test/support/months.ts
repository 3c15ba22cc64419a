import type { Month } from '#src/requests/info-request.ts'
import type { Services } from '#src/services.ts'
import { closeMonth, readMonthStanding } from '#src/statistics/signing/commands.ts'
import { listUnsigned } from '#src/statistics/signing/store.ts'
import type { Service } from './service.ts'

/** Has the secretary sign the months up to one, as their form would. */
export async function signMonths({ services, cast }: Service, upTo: Month): Promise<void> {
  const unsigned = await listUnsigned(services.db.read, upTo)
  for (const month of unsigned.length > 0 ? unsigned : [upTo])
    await signMonth(services, cast.secretary.id, month)
}

/** Signs a month, or a revision of it when a reason is given. Gives the SHA-256. */
export async function signMonth(
  services: Pick<Services, 'db' | 'clock' | 'rules' | 'calendar'>,
  accountId: number,
  month: Month,
  reason = '',
): Promise<string> {
  const { mark, signed } = await readMonthStanding(services, month)
  const revision = (signed?.revision ?? 0) + 1
  return closeMonth(services, { month, revision, reason, mark, accountId })
}
