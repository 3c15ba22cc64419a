import { deliverWaiting } from '#src/mail/outbox.ts'
import { addDays, dayOf } from '#src/calendar/calendar.ts'
import { takeAction, enterInfoRequest } from '#src/requests/commands.ts'
import { takeRequesterAction } from '#src/requests/requester-commands.ts'
import type { ActionForm, StaffAction } from '#src/requests/action-forms.ts'
import type { StaffActor } from '#src/requests/effects.ts'
import type { InfoRequestForm } from '#src/requests/form.ts'
import type { Channel, Day, InfoRequest, Role } from '#src/requests/info-request.ts'
import { findInfoRequest, listHistory } from '#src/requests/store.ts'
import { attendToWaiting } from '#src/requests/waiting.ts'
import { newToken } from '#src/web/secrets.ts'
import type { CastMember, Service } from './service.ts'

const roles: Record<CastMember, Role> = {
  officer: 'officer',
  colleague: 'officer',
  officer2: 'officer',
  head: 'head',
  head2: 'head',
  secretary: 'secretary',
  executive: 'executive',
  admin: 'administrator',
  auditor: 'auditor',
}

/** A member of the cast, acting. */
export function actorOf({ cast }: Service, member: CastMember): StaffActor {
  const { id, divisionId } = cast[member]
  return { role: roles[member], accountId: id, divisionId }
}

export type CaseChanges = Partial<InfoRequestForm> & {
  channel?: Exclude<Channel, 'online'>
  receivedOn?: string
}

/** An ordinary request, entered by the secretary with the topic of the first division; say only what matters. */
export async function enterCase(service: Service, changes: CaseChanges = {}): Promise<string> {
  const { channel = 'counter', receivedOn = '2026-11-02', ...fields } = changes
  return enterInfoRequest(service.services, {
    form: {
      topic: service.cast.topics.first,
      subject: 'รายงานการประชุมสุดยอดอาเซียน',
      details: 'ขอรายงานการประชุมสุดยอดอาเซียน ครั้งที่ 45 ฉบับภาษาไทย',
      period: '',
      accessForm: 'file',
      language: 'th',
      requesterKind: 'unspecified',
      title: '',
      name: 'สมชาย ใจดี',
      affiliation: '',
      purpose: '',
      email: 'somchai@example.com',
      phone: '081 234 5678',
      deliverBy: 'email',
      address: '',
      ...fields,
    },
    channel,
    receivedOn,
    idempotencyKey: newToken(),
    actor: actorOf(service, 'secretary'),
    browserSecret: newToken(),
  })
}

/** Takes a step without going through the pages. */
export async function act<A extends StaffAction>(
  service: Service,
  reference: string,
  member: CastMember,
  action: A,
  form: ActionForm<A>,
): Promise<void> {
  await takeAction(service.services, action, reference, actorOf(service, member), form)
}

export const plainNote = { note: '', seen: undefined }

/** A proposal whose request wants neither copies on paper nor an inspection. */
export const noCopies = {
  weighing: '',
  visitOn: undefined,
  visitTime: undefined,
  visitPlace: '',
  certifiedBy: '',
  pages: 0,
  certifications: 0,
}

export const disclosing: ActionForm<'propose'> = {
  ...plainNote,
  ...noCopies,
  outcome: 'disclosed',
  reply: 'ส่งรายงานตามที่ขอ',
  agency: '',
  sensitive: false,
  grounds: [],
}

export const refusing: ActionForm<'propose'> = {
  ...disclosing,
  outcome: 'refused',
  grounds: [{ ground: 's15-1', reason: 'กระทบความสัมพันธ์ระหว่างประเทศ' }],
  weighing: 'ชั่งน้ำหนักแล้ว ประโยชน์สาธารณะน้อยกว่าความเสียหาย',
}

export const standings = [
  'submitted',
  'assigned',
  'in-progress',
  'awaiting-requester',
  'awaiting-third-party',
  'awaiting-approval',
  'awaiting-clearance',
  'answered',
  'withdrawn',
  'lapsed',
] as const
export type StandingName = (typeof standings)[number]

/** A request that has come as far as this status, with `officer` of the first division. */
export async function aCase(
  service: Service,
  status: StandingName,
  changes: CaseChanges = {},
): Promise<string> {
  const topic = status === 'submitted' ? service.cast.topics.unrouted : service.cast.topics.first
  const reference = await enterCase(service, { topic, ...changes })
  if (status === 'withdrawn') {
    const { id } = await caseOf(service, reference)
    await takeRequesterAction(service.services, 'withdraw', id, '')
  }
  if (status === 'submitted' || status === 'assigned' || status === 'withdrawn') return reference
  await act(service, reference, 'officer', 'accept', plainNote)
  if (status === 'in-progress') return reference
  if (status === 'awaiting-requester' || status === 'lapsed') {
    await act(service, reference, 'officer', 'ask', aQuestion(service))
    if (status === 'lapsed') await letLapse(service)
    return reference
  }
  if (status === 'awaiting-third-party') {
    await act(service, reference, 'officer', 'notify-third-party', aNotice(service))
    return reference
  }
  const proposal = status === 'awaiting-clearance' ? refusing : disclosing
  await act(service, reference, 'officer', 'propose', proposal)
  if (status === 'awaiting-approval') return reference
  await act(service, reference, 'head', 'approve', { ...plainNote, sensitive: false })
  return reference
}

export function todayIn({ services }: Service): Day {
  return dayOf(services.clock())
}

export function aQuestion(service: Service): ActionForm<'ask'> {
  const answerBy = addDays(todayIn(service), 14)
  return { seen: undefined, question: 'ขอทราบช่วงเวลาของข้อมูล', answerBy }
}

export function aNotice(service: Service): ActionForm<'notify-third-party'> {
  return {
    ...plainNote,
    party: 'บริษัท ตัวอย่าง จำกัด',
    partyEmail: 'party@example.com',
    partyAddress: '',
    about: 'สัญญาเช่าที่ทำกับกรม',
    objectionBy: addDays(todayIn(service), 20),
  }
}

/** Every letter that waits is sent. */
export async function sendLetters({ services }: Service): Promise<void> {
  const { db, clock } = services
  const log = { info() {}, warn() {}, error() {} }
  const postman = { deliver: async () => {}, close() {} }
  await deliverWaiting({ db, clock, log, postman })
}

/** Lets the asked-by day pass: the reminder is written, reaches the requester, and the request lapses. */
export async function letLapse(service: Service): Promise<void> {
  const { services, time } = service
  time.now += 11 * day
  await attendToWaiting(services)
  await sendLetters(service)
  time.now += 10 * day
  await attendToWaiting(services)
}

const day = 86_400_000

export async function caseOf({ services }: Service, reference: string): Promise<InfoRequest> {
  return findInfoRequest(services.db.read, reference, { kind: 'everything' })
}

/** The whole state of a request, to see that nothing has changed. */
export async function traceOf(service: Service, reference: string) {
  const infoRequest = await caseOf(service, reference)
  return { infoRequest, history: await listHistory(service.services.db.read, infoRequest.id) }
}
