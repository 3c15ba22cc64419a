import { inTurn } from '../database/locking.ts'
import type { Tx } from '../database/open.ts'
import type { Services } from '../services.ts'
import type { Fault } from '../web/forms.ts'
import {
  addDivision,
  addTopic,
  findDivisionEntry,
  isOnOffer,
  listDivisionEntries,
  listTopicEntries,
  saveDivision,
  saveTopic,
  type Division,
  type Topic,
} from './store.ts'

/*
 * What the administrator decides about the department. A command gives the fault of a form that cannot be
 * taken as it is, or nothing when it is done; for something that does not exist it throws a `Refusal` `not-found`.
 */

type Names = Pick<Division, 'nameTh' | 'nameEn'>

export async function createDivision(
  { db }: Pick<Services, 'db'>,
  names: Names,
): Promise<Fault | undefined> {
  return db.write(async (tx) => {
    await inTurn(tx, 'divisions')
    const fault = nameTaken(names, await listDivisionEntries(tx))
    if (!fault) await addDivision(tx, names)
    return fault
  })
}

export async function renameDivision(
  { db }: Pick<Services, 'db'>,
  id: number,
  names: Names,
): Promise<Fault | undefined> {
  return db.write(async (tx) => {
    await inTurn(tx, 'divisions')
    await findDivisionEntry(tx, id)
    const fault = nameTaken(names, await listDivisionEntries(tx), id)
    if (!fault) await saveDivision(tx, id, names)
    return fault
  })
}

/**
 * Closes a division: nothing new goes to it. Its topics go to the secretary from now on, and its people finish
 * what it holds, or the secretary moves it. It may hold open requests, because a department is reorganised on
 * a day that somebody else sets: waiting until all are answered would let new ones arrive meanwhile.
 */
export async function closeDivision({ db }: Pick<Services, 'db'>, id: number): Promise<void> {
  await db.write((tx) => saveDivision(tx, id, { isActive: false }))
}

export async function reopenDivision({ db }: Pick<Services, 'db'>, id: number): Promise<void> {
  await db.write((tx) => saveDivision(tx, id, { isActive: true }))
}

export type TopicForm = Names & {
  /** Who holds it; `null` where the secretary decides each time. */
  division: number | null
  /** Its place in the list, from 1; any place beyond the end is the last. */
  position: number
}

export async function createTopic(services: Topics, form: TopicForm): Promise<Fault | undefined> {
  return changeTopics(services, async (tx) => {
    const topics = await listTopicEntries(tx)
    const fault = nameTaken(form, topics)
    if (fault) return fault
    if (!(await isOnOffer(tx, form.division))) return notOnOffer
    const { nameTh, nameEn, division: divisionId } = form
    const id = await addTopic(tx, { nameTh, nameEn, divisionId, position: topics.length + 1 })
    await placeTopic(tx, id, form.position)
  })
}

export async function changeTopic(
  services: Topics,
  id: number,
  form: TopicForm,
): Promise<Fault | undefined> {
  return changeTopics(services, async (tx) => {
    const topics = await listTopicEntries(tx)
    const held = topics.find((topic) => topic.id === id)?.divisionId
    const fault = nameTaken(form, topics, id)
    if (fault) return fault
    if (!(await isOnOffer(tx, form.division, held))) return notOnOffer
    const { nameTh, nameEn, division: divisionId } = form
    await saveTopic(tx, id, { nameTh, nameEn, divisionId })
    await placeTopic(tx, id, form.position)
  })
}

/** Takes a topic off the form. Requests that name it keep it. */
export async function closeTopic(services: Topics, id: number): Promise<void> {
  await changeTopics(services, (tx) => saveTopic(tx, id, { isActive: false }))
}

export async function reopenTopic(services: Topics, id: number): Promise<void> {
  await changeTopics(services, (tx) => saveTopic(tx, id, { isActive: true }))
}

type Topics = Pick<Services, 'db' | 'topics'>

/** One transaction that changes the topics; the form shows the change at once. */
async function changeTopics<Result>(
  { db, topics }: Topics,
  change: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const result = await db.write(async (tx) => {
    await inTurn(tx, 'topics')
    return change(tx)
  })
  topics.forget()
  return result
}

const notOnOffer: Fault = { field: 'division', fault: 'unknown-choice' }

/** Two of one name could not be told apart in any list. */
function nameTaken(
  { nameTh, nameEn }: Names,
  others: readonly (Names & { id: number })[],
  self?: number,
): Fault | undefined {
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()
  for (const other of others) {
    if (other.id === self) continue
    if (same(other.nameTh, nameTh)) return { field: 'nameTh', fault: 'taken' }
    if (same(other.nameEn, nameEn)) return { field: 'nameEn', fault: 'taken' }
  }
  return undefined
}

/** Puts a topic in its place and counts the whole list anew, so that places stay 1, 2, 3 … */
async function placeTopic(tx: Tx, id: Topic['id'], position: number): Promise<void> {
  const topics = await listTopicEntries(tx)
  const order = topics.filter((topic) => topic.id !== id).map((topic) => topic.id)
  order.splice(position - 1, 0, id)
  for (const [index, topicId] of order.entries())
    if (topics.find((topic) => topic.id === topicId)?.position !== index + 1)
      await saveTopic(tx, topicId, { position: index + 1 })
}
