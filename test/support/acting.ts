import { appoint, type AppointmentForm } from '#src/organisation/acting-commands.ts'
import { actorOf } from './cases.ts'
import type { CastMember, Service } from './service.ts'

export type Appointing = Partial<Pick<AppointmentForm, 'from' | 'to' | 'orderNumber'>> & {
  absent: CastMember
  acting: CastMember
  by?: CastMember
}

/** Names somebody to act for somebody, today only unless told; the secretary enters it. Gives its id. */
export async function appointed(
  service: Service,
  { absent, acting, by = 'secretary', ...changes }: Appointing,
): Promise<number> {
  const { cast, services } = service
  const form = {
    absent: cast[absent].id,
    acting: cast[acting].id,
    from: '2026-11-02',
    to: '2026-11-02',
    orderNumber: '123/2569',
    ...changes,
  }
  const result = await appoint(services, form, actorOf(service, by))
  if ('fault' in result)
    throw new Error(`Not appointed: ${result.fault.field} ${result.fault.fault}`)
  return result.id
}
