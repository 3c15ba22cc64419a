import { inTurn } from '../database/locking.ts'
import type { Tx } from '../database/open.ts'
import { Refusal } from '../refusal.ts'
import type { StaffActor } from '../requests/effects.ts'
import type { Services } from '../services.ts'
import type { Fault } from '../web/forms.ts'
import {
  clashWith,
  mayAppointFor,
  maySpeakFor,
  rolesActedFor,
  rolesThatAct,
  stateOf,
  type Period,
} from './acting.ts'
import {
  addAppointment,
  findAppointment,
  listChoosable,
  listHeld,
  saveEnd,
  type Choosable,
} from './acting-store.ts'

export type AppointmentForm = Period & {
  /** The account of the person who is away, and of the one who acts for them. */
  absent: number
  acting: number
  orderNumber: string
}

/** Whom this person may choose: those who are away, and those who act for them. */
export type Choices = { absent: Choosable[]; acting: Choosable[] }

/** The people this person may name, of those who can sign in: nobody names themselves as the one who acts. */
export async function listChoices(tx: Tx, by: StaffActor): Promise<Choices> {
  const self = { id: by.accountId, role: by.role }
  const absent = await listChoosable(tx, rolesActedFor)
  const acting = await listChoosable(tx, rolesThatAct)
  return {
    absent: absent.filter((person) => mayAppointFor(person, self)),
    acting: acting.filter(({ id }) => id !== self.id),
  }
}

/**
 * Names somebody to act for somebody else, by an order, from a day to a day. Their rights follow at once, or when the
 * first day begins. Gives the id, or the fault of the form that cannot be taken as it is.
 */
export async function appoint(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { absent: absentId, acting: actingId, from, to, orderNumber }: AppointmentForm,
  by: StaffActor,
): Promise<{ id: number } | { fault: Fault }> {
  return db.write(async (tx) => {
    // Both: what else either of them has on these days decides, and may just be being entered.
    for (const id of [absentId, actingId].toSorted((one, other) => one - other))
      await inTurn(tx, 'acting', id)
    const choices = await listChoices(tx, by)
    const absent = choices.absent.find(({ id }) => id === absentId)
    if (!absent) return { fault: { field: 'absent', fault: 'unknown-choice' } }
    if (actingId === by.accountId) return { fault: { field: 'acting', fault: 'yourself' } }
    if (actingId === absentId) return { fault: { field: 'acting', fault: 'same-person' } }
    if (!choices.acting.some(({ id }) => id === actingId))
      return { fault: { field: 'acting', fault: 'unknown-choice' } }
    const wanted = { absentId, absentRole: absent.role, actingId, from, to }
    const clash = clashWith(wanted, await listHeld(tx, wanted))
    if (clash) return { fault: clash }
    const id = await addAppointment(tx, {
      absentId,
      actingId,
      from,
      to,
      orderNumber,
      appointedById: by.accountId,
      appointedAt: clock(),
    })
    return { id }
  })
}

/**
 * Ends an appointment now, or calls it off before it began: the rights end with it. One that is over already stays
 * as it is. Whether it was ended by this. Throws a `Refusal` `not-found` for one that is not this person's to end.
 */
export async function endAppointment(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  id: number,
  by: StaffActor,
): Promise<boolean> {
  const at = clock()
  return db.write(async (tx) => {
    const appointment = await findAppointment(tx, id)
    if (!mayEnd(appointment, by)) throw new Refusal('not-found', 'no-such-page')
    return stateOf(appointment, at) !== 'over' && (await saveEnd(tx, id, at))
  })
}

export function mayEnd(
  { absentId, absentRole }: { absentId: number; absentRole: StaffActor['role'] },
  { accountId, role }: StaffActor,
): boolean {
  return maySpeakFor({ id: absentId, role: absentRole }, { id: accountId, role })
}
