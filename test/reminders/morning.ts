import { eq } from 'drizzle-orm'
import { accounts, actingAppointments, holidays, letters } from '#src/database/schema.ts'
import { jobsOf } from '#src/jobs.ts'
import type { PostedLetter } from '#src/mail/store.ts'
import { runWhenDue } from '#src/schedule.ts'
import type { Services } from '#src/services.ts'
import type { JobName } from '#src/database/schema.ts'
import type { CastMember, Service } from '../support/service.ts'

/** The moment in Bangkok, as text of the form `2026-11-25T08:30`. */
export function bangkok(moment: string): number {
  return Date.parse(`${moment}:00+07:00`)
}

/** Gives members of the cast an e-mail address, `officer@example.com`. */
export async function giveAddresses(
  { services, cast }: Pick<Service, 'services' | 'cast'>,
  ...members: CastMember[]
): Promise<void> {
  await services.db.write(async (tx) => {
    for (const member of members)
      await tx
        .update(accounts)
        .set({ email: `${member}@example.com` })
        .where(eq(accounts.id, cast[member].id))
  })
}

/** Somebody acts for somebody from a day to a day. */
export async function appoint(
  { services, cast }: Service,
  acting: CastMember,
  absent: CastMember,
  days: { from: string; to: string; endedAt?: number },
): Promise<void> {
  await services.db.write((tx) =>
    tx.insert(actingAppointments).values({
      actingId: cast[acting].id,
      absentId: cast[absent].id,
      orderNumber: '12/2569',
      appointedById: cast.secretary.id,
      appointedAt: 0,
      ...days,
    }),
  )
}

export async function addHoliday({ services }: Service, on: string): Promise<void> {
  await services.db.write((tx) =>
    tx.insert(holidays).values({
      on,
      nameTh: 'วันหยุดพิเศษ',
      nameEn: 'Special holiday',
      source: 'test',
      standing: 'announced',
    }),
  )
  services.calendar.forget()
}

/** Looks, as a process does each minute, whether this job is due. */
export async function look(services: Services, name: JobName): Promise<boolean> {
  const job = jobsOf(services).find((one) => one.name === name)
  if (!job) throw new Error(`There is no ${name}`)
  return runWhenDue(services, job)
}

/** The mails written to staff, by the name before the @, in the order of their writing. */
export async function staffMail({ services }: Pick<Service, 'services'>): Promise<PostedLetter[]> {
  const rows = await services.db.read.select().from(letters).orderBy(letters.id)
  return rows.filter(({ accountId }) => accountId !== null)
}

export function addressees(mails: readonly PostedLetter[]): string[] {
  return mails.map(({ toAddress }) => toAddress.split('@')[0] ?? '')
}

/** What a mail tells, list by list: the headings, each with the references below it. */
export function listsIn({ body }: Pick<PostedLetter, 'body'>): Record<string, string[]> {
  const lists: Record<string, string[]> = {}
  let current: string[] = []
  for (const line of body.split('\n')) {
    const heading = /^(?<name>.+) \(\d+\)$/.exec(line)?.groups?.['name']
    if (heading !== undefined) lists[heading] = current = []
    const reference = /^- (?<reference>\d\d-\d{6}-\d)/.exec(line)?.groups?.['reference']
    if (reference !== undefined) current.push(reference)
  }
  return lists
}
