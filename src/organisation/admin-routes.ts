import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { divisionPage, divisionsPage } from '#views/admin/divisions.ts'
import { overviewPage } from '#views/admin/overview.ts'
import { topicPage, topicsPage, type TopicPage } from '#views/admin/topics.ts'
import { listItaItems } from '../assessment/store.ts'
import { dayOf } from '../calendar/calendar.ts'
import { fiscalYearOf } from '../calendar/fiscal-year.ts'
import { listHolidays } from '../calendar/store.ts'
import { listCurrentTexts } from '../mail/text-store.ts'
import { itaSlugs } from '../database/schema.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { requireOwnRole } from '../staff/signed-in.ts'
import { bodyOf, readForm, text, typedText, type Fault, type ReadForm } from '../web/forms.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import {
  changeTopic,
  closeDivision,
  closeTopic,
  createDivision,
  createTopic,
  renameDivision,
  reopenDivision,
  reopenTopic,
} from './commands.ts'
import { gapsIn } from './gaps.ts'
import { findDivisionEntry, listDivisionEntries, listPosts, listTopicEntries } from './store.ts'

/** How long a name may be, in graphemes: it must fit a line of a letter. */
const longestName = 200

const names = {
  nameTh: text({ most: longestName, required: true }),
  nameEn: text({ most: longestName, required: true }),
}
const DivisionForm = z.strictObject(names)
const TopicForm = z.strictObject({
  ...names,
  /** Nothing chosen: the secretary decides. Which ones are on offer, the command knows. */
  division: z
    .string()
    .regex(/^\d{0,9}$/, 'unknown-choice')
    .default('')
    .transform((typed) => (typed === '' ? null : Number(typed))),
  /** Nothing chosen: the last place. */
  position: z
    .string()
    .regex(/^(?:|[1-9]\d{0,3})$/, 'unknown-choice')
    .default('')
    .transform((typed) => (typed === '' ? Infinity : Number(typed))),
})
const ListQuery = z.object({
  done: z.enum(['added', 'saved', 'closed', 'reopened']).optional().catch(undefined),
})

type ById = { Params: { id: string } }
/** In an address: anything else than a number is no page of ours. */
const byId = ':id(^\\d{1,9}$)'

/** The administrator's rooms for divisions and topics, and the way to all others. */
export async function administrationRoutes(
  area: FastifyInstance,
  services: Services,
): Promise<void> {
  const { db } = services
  area.addHook('preHandler', async (request) => requireOwnRole(request, 'administrator'))

  area.get('/admin', async (request, reply) => {
    const divisions = await listDivisionEntries(db.read)
    const topics = await listTopicEntries(db.read)
    const posts = await listPosts(db.read)
    const today = dayOf(services.clock())
    const { year } = Temporal.PlainDate.from(today)
    const fiscalYear = fiscalYearOf(today)
    const items = await listItaItems(db.read, fiscalYear)
    const holidays = await listHolidays(db.read)
    return overviewPage(readerWithForm(request, reply), {
      divisions: divisions.filter(({ isActive }) => isActive).length,
      topics: topics.filter(({ isActive }) => isActive).length,
      users: posts.length,
      ownTexts: (await listCurrentTexts(db.read)).filter(({ isOurs }) => !isOurs).length,
      holidays: { year, days: holidays.filter(({ on }) => on.startsWith(`${year}-`)).length },
      ita: {
        fiscalYear,
        confirmed: items.filter(({ isConfirmed }) => isConfirmed).length,
        all: itaSlugs.length,
      },
      gaps: gapsIn(divisions, posts),
    })
  })

  await area.register(divisionRoutes, services)
  await area.register(topicRoutes, services)
}

async function divisionRoutes(area: FastifyInstance, services: Services): Promise<void> {
  const { db } = services

  area.get('/admin/divisions', async (request, reply) =>
    divisionsPage(readerWithForm(request, reply), {
      divisions: await listDivisionEntries(db.read),
      done: doneOf(request),
    }),
  )

  area.get('/admin/divisions/new', async (request, reply) =>
    divisionPage(readerWithForm(request, reply), { typed: {}, faults: [] }),
  )

  area.post('/admin/divisions/new', async (request, reply) => {
    const faults = await faultsOf(readForm(DivisionForm, bodyOf(request)), (form) =>
      createDivision(services, form),
    )
    if (faults.length === 0) return backTo('divisions', 'added', request, reply)
    reply.code(422)
    return divisionPage(readerWithForm(request, reply), {
      typed: typedText(bodyOf(request)),
      faults,
    })
  })

  area.get<ById>(`/admin/divisions/${byId}`, async (request, reply) => {
    const division = await findDivisionEntry(db.read, Number(request.params.id))
    const { nameTh, nameEn } = division
    return divisionPage(readerWithForm(request, reply), {
      division,
      typed: { nameTh, nameEn },
      faults: [],
    })
  })

  area.post<ById>(`/admin/divisions/${byId}`, async (request, reply) => {
    const division = await findDivisionEntry(db.read, Number(request.params.id))
    const faults = await faultsOf(readForm(DivisionForm, bodyOf(request)), (form) =>
      renameDivision(services, division.id, form),
    )
    if (faults.length === 0) return backTo('divisions', 'saved', request, reply)
    reply.code(422)
    return divisionPage(readerWithForm(request, reply), {
      division,
      typed: typedText(bodyOf(request)),
      faults,
    })
  })

  area.post<ById>(`/admin/divisions/${byId}/closure`, async (request, reply) => {
    refuseFields(request)
    await closeDivision(services, Number(request.params.id))
    return backTo('divisions', 'closed', request, reply)
  })

  area.post<ById>(`/admin/divisions/${byId}/reopening`, async (request, reply) => {
    refuseFields(request)
    await reopenDivision(services, Number(request.params.id))
    return backTo('divisions', 'reopened', request, reply)
  })
}

async function topicRoutes(area: FastifyInstance, services: Services): Promise<void> {
  const { db } = services

  area.get('/admin/topics', async (request, reply) =>
    topicsPage(readerWithForm(request, reply), {
      topics: await listTopicEntries(db.read),
      done: doneOf(request),
    }),
  )

  area.get('/admin/topics/new', async (request, reply) => {
    const topics = await listTopicEntries(db.read)
    const typed = { position: String(topics.length + 1) }
    return showTopic(request, reply, { topics, typed, faults: [] })
  })

  area.post('/admin/topics/new', async (request, reply) => {
    const faults = await faultsOf(readForm(TopicForm, bodyOf(request)), (form) =>
      createTopic(services, form),
    )
    if (faults.length === 0) return backTo('topics', 'added', request, reply)
    reply.code(422)
    const topics = await listTopicEntries(db.read)
    return showTopic(request, reply, { topics, typed: typedText(bodyOf(request)), faults })
  })

  area.get<ById>(`/admin/topics/${byId}`, async (request, reply) => {
    const { topic, topics } = await findTopic(request)
    const { nameTh, nameEn, divisionId } = topic
    const typed = {
      nameTh,
      nameEn,
      division: divisionId?.toString() ?? '',
      position: String(topics.indexOf(topic) + 1),
    }
    return showTopic(request, reply, { topic, topics, typed, faults: [] })
  })

  area.post<ById>(`/admin/topics/${byId}`, async (request, reply) => {
    const { topic, topics } = await findTopic(request)
    const faults = await faultsOf(readForm(TopicForm, bodyOf(request)), (form) =>
      changeTopic(services, topic.id, form),
    )
    if (faults.length === 0) return backTo('topics', 'saved', request, reply)
    reply.code(422)
    return showTopic(request, reply, {
      topic,
      topics,
      typed: typedText(bodyOf(request)),
      faults,
    })
  })

  area.post<ById>(`/admin/topics/${byId}/closure`, async (request, reply) => {
    refuseFields(request)
    await closeTopic(services, Number(request.params.id))
    return backTo('topics', 'closed', request, reply)
  })

  area.post<ById>(`/admin/topics/${byId}/reopening`, async (request, reply) => {
    refuseFields(request)
    await reopenTopic(services, Number(request.params.id))
    return backTo('topics', 'reopened', request, reply)
  })

  /** With all topics, for the places it can have. */
  async function findTopic({ params }: FastifyRequest<ById>) {
    const topics = await listTopicEntries(db.read)
    const topic = topics.find(({ id }) => id === Number(params.id))
    if (!topic) throw new Refusal('not-found', 'no-such-page')
    return { topic, topics }
  }

  /** Offers the open divisions, and the closed one that the topic may still have. */
  async function showTopic(
    request: FastifyRequest,
    reply: FastifyReply,
    props: Omit<TopicPage, 'divisions'>,
  ) {
    const divisions = await listDivisionEntries(db.read)
    return topicPage(readerWithForm(request, reply), {
      ...props,
      divisions: divisions.filter(({ id, isActive }) => isActive || id === props.topic?.divisionId),
    })
  }
}

/** What is wrong with a form: its fields, or what the command finds. */
async function faultsOf<Data>(
  form: ReadForm<Data>,
  command: (data: Data) => Promise<Fault | undefined>,
): Promise<Fault[]> {
  if (!form.ok) return form.faults
  const fault = await command(form.data)
  return fault ? [fault] : []
}

/** A button with nothing to fill in: its form carries only its token. */
function refuseFields(request: FastifyRequest): void {
  if (!readForm(z.strictObject({}), bodyOf(request)).ok)
    throw new Refusal('bad-request', 'not-a-form')
}

function doneOf({ query }: FastifyRequest) {
  return ListQuery.parse(query).done
}

/** 303 to the list, which says what was done. */
function backTo(
  list: 'divisions' | 'topics',
  done: NonNullable<ReturnType<typeof doneOf>>,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  return reply.redirect(inLanguage(request, `/staff/admin/${list}?done=${done}`), 303)
}
