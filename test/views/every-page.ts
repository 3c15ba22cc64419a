import { eq } from 'drizzle-orm'
import { infoRequests, letters } from '#src/database/schema.ts'
import type { StaffAction } from '#src/requests/action-forms.ts'
import type { Language } from '#src/requests/info-request.ts'
import { formatReference } from '#src/requests/reference.ts'
import { problemPage } from '#views/problem.ts'
import { wordsIn } from '#views/words/words.ts'
import { multipart } from '../support/multipart.ts'
import { aPdf } from '../support/sample-files.ts'
import {
  mondayMorning,
  openBrowser,
  password,
  signIn,
  type Answer,
  type Browser,
  type CastMember,
  type Fields,
} from '../support/service.ts'
import { aBusyDepartment } from '../statistics/busy-department.ts'
import { actingPages } from './acting-pages.ts'
import { openAlbum, type Album, type Shown } from './album.ts'
import {
  addAnswerFile,
  ask,
  everyCase,
  findCase,
  follow,
  setLetterState,
  signInAll,
} from './cases.ts'

/** Every page in every state, room by room: each opens a service of its own. */
export const rooms: Record<string, (language: Language) => Promise<Shown[]>> = {
  'the public pages': publicPages,
  'the form': formPages,
  'the tracking page': trackingPages,
  'the queue': queuePages,
  'the case file': caseFilePages,
  'the steps of staff': actionPages,
  'the counter': counterPages,
  'the month report': reportPages,
  administration: administrationPages,
  'acting officers': actingPages,
  problems: problemPages,
}

/** Of nobody's request. */
const aReference = formatReference(2570, 999)

async function publicPages(language: Language): Promise<Shown[]> {
  const { app, shown, look } = await openAlbum(language)
  const browser = openBrowser({ app })
  await look(browser, 'home', '/')
  await look(browser, 'guide', '/guide')
  await look(browser, 'privacy', '/privacy')
  return shown
}

async function formPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language)
  const { app, cast, time, shown, look, send, texts, at } = album
  const browser = openBrowser({ app })
  const fill = (page: string, fields: Fields) => browser.post(at(`/requests/new/${page}`), fields)

  await look(browser, 'information, empty', '/requests/new/information')
  await send(browser, 'information, nothing filled in', '/requests/new/information', {})
  await send(browser, 'information, all wrong', '/requests/new/information', {
    subject: texts.subject.repeat(10),
    details: texts.details.repeat(10),
    period: texts.subject.repeat(10),
    topic: '999',
    accessForm: 'stone',
    language: 'xx',
    surprise: 'yes',
  })
  await fill('information', {
    subject: texts.subject,
    details: texts.details,
    period: texts.short,
    topic: String(cast.topics.first),
    language,
  })
  await look(browser, 'information, filled in', '/requests/new/information')
  await look(browser, 'information, to change', '/requests/new/information?change')

  await look(browser, 'you, empty', '/requests/new/you')
  await send(browser, 'you, nothing filled in', '/requests/new/you', {})
  await send(browser, 'you, all wrong', '/requests/new/you', {
    name: texts.name.repeat(10),
    title: texts.name.repeat(10),
    email: 'nowhere',
    phone: 'nothing',
    address: texts.details.repeat(10),
    affiliation: texts.details,
    purpose: texts.details.repeat(10),
    deliverBy: 'pigeon',
    requesterKind: 'martian',
  })
  await send(browser, 'you, by post without an address', '/requests/new/you', {
    name: texts.short,
    phone: '0812345678',
    deliverBy: 'post',
  })
  await fill('you', {
    name: texts.name,
    title: texts.title,
    email: 'somchai@example.com',
    phone: '0812345678',
    address: texts.address,
    affiliation: texts.short,
    purpose: texts.note,
    deliverBy: 'post',
    requesterKind: 'foreign-non-resident',
  })
  await look(browser, 'you, to change', '/requests/new/you?change')

  await look(browser, 'files, none', '/requests/new/files')
  await look(browser, 'check, without files', '/requests/new/check')
  for (const [index, kind] of ['one', 'two', 'three', 'four', 'five'].entries()) {
    await attach(album, browser, texts.file.replace('.pdf', `${index}.pdf`))
    if (index === 0) {
      await look(browser, `files, ${kind}`, '/requests/new/files')
      await album.keep('files, a wrong one', attach(album, browser, 'wrong.pdf', Buffer.from('no')))
    }
  }
  await look(browser, 'files, full', '/requests/new/files')
  await look(browser, 'check, with everything', '/requests/new/check')

  const reference = await sendDraft(album, browser)
  await look(browser, 'receipt', `/requests/${reference}/receipt`)
  for (const state of ['retrying', 'sent', 'failed'] as const) {
    await setLetterState(album, reference, state)
    await look(browser, `receipt, mail ${state}`, `/requests/${reference}/receipt`)
  }
  time.now += 31 * 60_000
  await look(browser, 'receipt, without its code', `/requests/${reference}/receipt`)

  time.now = Date.parse('2026-12-04T21:30:00+07:00') // a Friday evening before a long weekend
  const night = openBrowser({ app })
  const late = await ask(album, { email: '', phone: '0812345678' }, night)
  await look(night, 'receipt, at night and without mail', `/requests/${late.reference}/receipt`)
  return shown
}

async function trackingPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language)
  const { app, services, time, shown, look, send, texts } = album
  const stranger = openBrowser({ app })
  await look(stranger, 'track, empty', '/track')
  await send(stranger, 'track, nothing filled in', '/track', {})
  await send(stranger, 'track, no reference', '/track', { reference: '12345', code: 'x' })
  await send(stranger, 'track, a wrong pair', '/track', {
    reference: aReference,
    code: 'AAAA-BBBB-CCCC-DDDD',
  })

  const cases = await everyCase(album)
  for (const [name, pair] of Object.entries(cases)) {
    const requester = await follow(album, pair)
    await look(requester, `follow, ${name}`, `/requests/${pair.reference}`, {
      isVariant: !differentToRequesters.includes(name),
    })
  }
  const open = cases['in progress']
  const requester = await follow(album, open)
  const path = `/requests/${open.reference}`
  await send(requester, 'follow, an empty message', `${path}/messages`, { note: ' ' }, path)
  await send(
    requester,
    'follow, a message too long',
    `${path}/messages`,
    { note: texts.details.repeat(10) },
    path,
  )
  await look(requester, 'receipt, opened later', `${path}/receipt`)
  await look(requester, 'withdrawal', `${path}/withdrawal`)
  await send(requester, 'withdrawal, too much said', `${path}/withdrawal`, {
    note: texts.details.repeat(10),
  })
  for (const name of ['disclosed', 'withdrawn'] as const) {
    const closed = cases[name]
    const former = await follow(album, closed)
    await look(former, `withdrawal, ${name}`, `/requests/${closed.reference}/withdrawal`)
    await send(
      former,
      `follow, a message after it was ${name}`,
      `/requests/${closed.reference}/messages`,
      { note: texts.answer },
      `/requests/${closed.reference}`,
    )
  }

  const { dueOn, id } = await findCase(album, open.reference)
  for (const [name, day] of [
    ['on the last day', dueOn],
    ['a day late', `${dueOn.slice(0, 8)}${Number(dueOn.slice(8)) + 1}`],
    ['a month late', '2026-12-22'],
  ] as const) {
    time.now = Date.parse(`${day}T10:00:00+07:00`)
    await look(await follow(album, open), `follow, ${name}`, path)
  }
  await services.db.write((tx) =>
    tx.update(infoRequests).set({ status: 'awaiting-requester' }).where(eq(infoRequests.id, id)),
  )
  const asked = await follow(album, open)
  await look(asked, 'follow, waiting for the requester', path)
  time.now += 31 * 60_000
  await send(
    asked,
    'track, with a message kept',
    `${path}/messages`,
    { note: texts.answer },
    '/track',
  )
  return shown
}

/** Where requesters see something of its own; the other states differ in a sentence. */
const differentToRequesters = [
  'unrouted',
  'in progress',
  'refused',
  'withdrawn',
  'disclosed',
  'not-held',
  'advised-elsewhere',
]

async function queuePages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language)
  const { app, cast, time, shown, look, send, texts } = album
  const stranger = openBrowser({ app })
  await look(stranger, 'sign-in', '/staff/sign-in')
  await send(stranger, 'sign-in, nothing filled in', '/staff/sign-in', {})
  await send(stranger, 'sign-in, a wrong pair', '/staff/sign-in', { username: 'x', password: 'y' })
  await look(stranger, 'sign-in, on the way', '/staff/sign-in?next=/staff/reports')

  const people = await signInAll(album)
  for (const [member, browser] of Object.entries(people))
    await look(browser, `queue, empty, for the ${member}`, '/staff', {
      isVariant: member !== 'secretary' && member !== 'admin',
    })

  await everyCase(album)
  for (let i = 0; i < 22; i += 1)
    await ask(album, { topic: i % 2 ? String(cast.topics.first) : '' }, openBrowser({ app }))
  for (const [member, browser] of Object.entries(people))
    await look(browser, `queue, full, for the ${member}`, '/staff', {
      isVariant: member !== 'secretary',
    })
  const { officer, secretary } = people
  const all = await look(secretary, 'queue, everything', '/staff?tab=all', { isVariant: true })
  const later = /href="([^"]*after=[^"]+)"/.exec(all.body)?.[1]?.replaceAll('&amp;', '&') ?? ''
  await album.keep('queue, the second page', secretary.get(later))
  await look(secretary, 'queue, searched', `/staff?q=${encodeURIComponent(texts.subject)}`)
  await look(officer, 'queue, nothing found', '/staff?tab=mine&q=zzz&status=submitted')
  await look(
    secretary,
    'queue, filtered',
    `/staff?division=${cast.divisions.first}&status=answered`,
  )
  await look(officer, 'queue, a request is gone', `/staff?done=return&of=${aReference}`)
  for (const [name, due, now] of [
    ['queue, due soon', 'soon', '2026-11-16T10:00:00+07:00'],
    ['queue, overdue', 'overdue', '2026-12-21T10:00:00+07:00'],
  ] as const) {
    time.now = Date.parse(now)
    await look(await signIn(album, 'secretary'), name, `/staff?due=${due}`)
  }
  return shown
}

async function caseFilePages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language)
  const { services, time, shown, look } = album
  const cases = await everyCase(album)
  const people = await signInAll(album)
  for (const [name, { reference }] of Object.entries(cases)) {
    // What has not been assigned does not exist for a division.
    const first = name === 'unrouted' || name === 'advised-elsewhere' ? 'secretary' : 'officer'
    await look(people[first], `case, ${name}, for the ${first}`, `/staff/requests/${reference}`, {
      isVariant: name.includes('-') || name === 'excessive',
    })
  }
  for (const name of ['in progress', 'awaiting approval', 'awaiting clearance', 'refused'] as const)
    for (const member of ['head', 'secretary', 'executive', 'auditor'] as const)
      await look(
        people[member],
        `case, ${name}, for the ${member}`,
        `/staff/requests/${cases[name].reference}`,
        { isVariant: true },
      )
  const { reference } = cases['in progress']
  for (const action of ['accept', 'message', 'note', 'send-back'] as const)
    await look(
      people.officer,
      `case, after ${action}`,
      `/staff/requests/${reference}?done=${action}`,
      {
        isVariant: true,
      },
    )
  const { id } = await findCase(album, cases.unrouted.reference)
  const found = await services.db.read.select().from(letters).orderBy(letters.id)
  const onPaper = found.find((letter) => letter.infoRequestId === id)
  const decision = found.find(({ kind, body }) => kind === 'decision' && body.includes('1. '))
  const { secretary } = people
  await look(
    secretary,
    'letter, on paper',
    `/staff/requests/${cases.unrouted.reference}/letters/${onPaper?.id}`,
  )
  await setLetterState(album, cases.refused.reference, 'failed')
  await look(
    secretary,
    'letter, a decision that failed',
    `/staff/requests/${cases.refused.reference}/letters/${decision?.id}`,
  )
  time.now = Date.parse('2026-12-22T10:00:00+07:00')
  const later = await signIn(album, 'officer')
  await look(later, 'case, overdue', `/staff/requests/${reference}`)
  return shown
}

async function actionPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language)
  const { shown, look, send, texts, cast, services } = album
  const cases = await everyCase(album)
  const people = await signInAll(album)
  const pages = [
    ['secretary', 'assign', 'unrouted', {}],
    ['secretary', 'advise', 'unrouted', { agency: ' ' }],
    ['secretary', 'assign', 'in progress', { division: String(cast.divisions.second) }],
    ['officer', 'accept', 'assigned', { note: texts.details.repeat(10) }],
    ['officer', 'return', 'assigned', {}],
    ['head', 'hand-over', 'in progress', { officer: '' }],
    ['officer', 'propose', 'in progress', {}],
    [
      'officer',
      'propose',
      'sent back',
      { outcome: 'refused', grounds: ['s15-1', ''], reasons: ['', texts.note] },
    ],
    ['head', 'approve', 'awaiting approval', { note: texts.details.repeat(10) }],
    ['head', 'send-back', 'awaiting approval', {}],
    ['head', 'approve', 'awaiting approval of a refusal', { sensitive: 'maybe' }],
    ['executive', 'clear', 'awaiting clearance', { note: texts.details.repeat(10) }],
    ['executive', 'send-back', 'awaiting clearance', {}],
    ['officer', 'message', 'in progress', {}],
    ['officer', 'note', 'in progress', {}],
  ] as const satisfies [CastMember, StaffAction, keyof typeof cases, Fields][]
  for (const [member, action, name, fields] of pages) {
    const path = `/staff/requests/${cases[name].reference}/${action}`
    await look(people[member], `${action}, ${name}`, path, { isVariant: true })
    await send(people[member], `${action}, ${name}, wrong`, path, fields)
  }
  const { reference } = cases['in progress']
  await send(people.officer, 'propose, everything wrong', `/staff/requests/${reference}/propose`, {
    outcome: 'partly-disclosed',
    reply: texts.details.repeat(12),
    agency: texts.details.repeat(2),
    grounds: ['s14', 's14', '', 's17'],
    reasons: [texts.note, texts.note, texts.note, ''],
    note: texts.details.repeat(5),
  })
  for (const name of ['a', 'b', 'c', 'd', 'e'])
    await addAnswerFile(album, reference, texts.file.replace('.pdf', `${name}.pdf`))
  await look(people.officer, 'propose, with all files', `/staff/requests/${reference}/propose`)

  // Somebody is quicker: the step is still open, or is not any more.
  const quick = { seen: '1', note: texts.note }
  await send(people.officer, 'note, overtaken', `/staff/requests/${reference}/note`, quick)
  await send(people.officer, 'propose, overtaken', `/staff/requests/${reference}/propose`, {
    seen: '1',
    outcome: 'disclosed',
    reply: texts.answer,
  })
  await send(
    people.officer,
    'accept, too late',
    `/staff/requests/${cases.disclosed.reference}/accept`,
    quick,
    '/staff',
  )
  await services.db.write((tx) => tx.update(infoRequests).set({ isSensitive: true }))
  await look(
    people.officer,
    'propose, sensitive already',
    `/staff/requests/${cases['sent back'].reference}/propose`,
  )
  return shown
}

async function counterPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language)
  const { cast, shown, look, send, texts, time } = album
  const secretary = await signIn(album, 'secretary')
  const path = '/staff/requests/new'
  await look(secretary, 'counter, empty', path)
  await send(secretary, 'counter, nothing filled in', path, {})
  await send(secretary, 'counter, all wrong', path, {
    idempotencyKey: 'x',
    channel: 'fax',
    receivedOn: '31/02/2569',
    subject: texts.subject.repeat(10),
    details: texts.details.repeat(10),
    topic: '999',
    email: 'nowhere',
    phone: 'nothing',
    deliverBy: 'post',
  })
  const { body } = await secretary.get(album.at(path))
  const idempotencyKey = /name="idempotencyKey" value="([^"]+)"/.exec(body)?.[1] ?? ''
  await send(secretary, 'slip', path, {
    idempotencyKey,
    channel: 'post',
    receivedOn: '30/10/2569',
    subject: texts.subject,
    details: texts.details,
    topic: String(cast.topics.first),
    name: texts.name,
    address: texts.address,
    deliverBy: 'post',
  })
  const reference = /\d\d-\d{6}-\d/.exec(shown.at(-1)?.body ?? '')?.[0] ?? ''
  time.now += 29 * 60_000
  await secretary.get(album.at('/staff'))
  time.now += 2 * 60_000
  await look(secretary, 'slip, without its code', `/staff/requests/${reference}/slip`)
  const officer2 = await signIn(album, 'officer2')
  await look(officer2, 'counter, for an officer', path, { isVariant: true })
  return shown
}

async function reportPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language, { at: Date.parse('2026-11-24T12:00:00+07:00') })
  const { services, shown, look } = album
  const secretary = await signIn(album, 'secretary')
  await look(secretary, 'report, empty', '/staff/reports/2026-10')
  await look(secretary, 'report, to come', '/staff/reports/2026-12')
  await aBusyDepartment(services.db, {
    seed: 3,
    count: 90,
    from: '2026-09-15',
    until: '2026-11-10',
  })
  await look(secretary, 'report, running', '/staff/reports/2026-11')
  await look(secretary, 'report, over', '/staff/reports/2026-10')
  const list = '/staff/reports/2026-10/list?table='
  await look(secretary, 'list, of requests', `${list}service&row=total&column=received`)
  await look(secretary, 'list, of moves', `${list}flow&row=total&column=moved-in`)
  await look(
    secretary,
    'list, behind a share',
    `${list}timeliness&row=answered-in-time&column=share`,
  )
  await look(
    secretary,
    'list, empty',
    '/staff/reports/2026-12/list?table=service&row=post&column=closed',
  )
  return shown
}

async function administrationPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language)
  const { cast, shown, look, send, texts } = album
  const cases = await everyCase(album)
  const admin = await signIn(album, 'admin')
  await look(admin, 'administration', '/staff/admin')
  for (const room of ['users', 'divisions', 'topics'] as const) {
    await look(admin, room, `/staff/admin/${room}`)
    for (const done of ['saved', 'closed', 'reopened'])
      await look(admin, `${room}, ${done}`, `/staff/admin/${room}?done=${done}`, {
        isVariant: true,
      })
    await look(admin, `${room}, new`, `/staff/admin/${room}/new`)
    await send(admin, `${room}, new and empty`, `/staff/admin/${room}/new`, {})
    await send(admin, `${room}, new and wrong`, `/staff/admin/${room}/new`, {
      ...(room === 'users'
        ? { username: 'officer', name: texts.name, role: 'officer' }
        : { nameTh: texts.details.repeat(3), nameEn: texts.details.repeat(3) }),
      ...(room === 'topics' && { division: '999', position: '0' }),
    })
  }
  const { id } = cast.officer
  await look(admin, 'user', `/staff/admin/users/${id}`)
  await look(admin, 'user, oneself', `/staff/admin/users/${cast.admin.id}`)
  await send(
    admin,
    'user, closing oneself',
    `/staff/admin/users/${cast.admin.id}/closure`,
    {},
    '/staff/admin',
  )
  await send(admin, 'user, wrong', `/staff/admin/users/${id}`, {
    name: '',
    role: 'king',
    division: '',
  })
  await send(admin, 'user, taken names', '/staff/admin/users/new', {
    username: 'officer',
    name: texts.short,
    role: 'secretary',
    division: '',
  })
  await send(admin, 'user, added', '/staff/admin/users/new', {
    username: 'newcomer',
    name: texts.short,
    role: 'officer',
    division: String(cast.divisions.first),
  })
  await send(admin, 'user, a new password', `/staff/admin/users/${id}/password`, {}, '/staff/admin')
  await send(
    admin,
    'user, closed',
    `/staff/admin/users/${cast.head2.id}/closure`,
    {},
    '/staff/admin',
  )
  await look(admin, 'user, closed, opened', `/staff/admin/users/${cast.head2.id}`)
  await look(admin, 'division', `/staff/admin/divisions/${cast.divisions.first}`)
  await send(admin, 'division, wrong', `/staff/admin/divisions/${cast.divisions.first}`, {
    nameTh: '',
  })
  await send(
    admin,
    'division, closed',
    `/staff/admin/divisions/${cast.divisions.second}/closure`,
    {},
    '/staff/admin',
  )
  await look(admin, 'division, closed, opened', `/staff/admin/divisions/${cast.divisions.second}`)
  await look(admin, 'topic', `/staff/admin/topics/${cast.topics.second}`)
  await send(admin, 'topic, wrong', `/staff/admin/topics/${cast.topics.first}`, { nameTh: '' })
  await send(
    admin,
    'topic, closed',
    `/staff/admin/topics/${cast.topics.first}/closure`,
    {},
    '/staff/admin',
  )
  await look(admin, 'topic, closed, opened', `/staff/admin/topics/${cast.topics.first}`)
  await look(admin, 'administration, with gaps', '/staff/admin')
  await look(admin, 'password', '/staff/password')
  await send(admin, 'password, nothing filled in', '/staff/password', {})
  await send(admin, 'password, too short', '/staff/password', { password, newPassword: 'short' })
  await send(admin, 'password, changed', '/staff/password', {
    password,
    newPassword: 'a much longer sentence 2026',
  })
  await look(admin, 'case, for the administrator', `/staff/requests/${cases.refused.reference}`)
  await look(admin, 'report, for the administrator', '/staff/reports/2026-11')
  return shown
}

/** As the service gives them, and every sentence there is for one. */
async function problemPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language, { settings: { LIMITS: 'strict' } })
  const { app, shown, look, keep, at, texts } = album
  const browser = openBrowser({ app })
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const url = at('/requests/new/information')
  const post = (headers: Record<string, string>, payload: string | Buffer) =>
    app.inject({ method: 'POST', url, headers: { ...form, ...headers }, payload })
  const typed = new URLSearchParams({ subject: texts.subject, details: texts.details }).toString()
  await look(browser, 'no such page', '/nothing')
  await keep('a stale form', post({}, typed))
  await keep('from another site', post({ 'sec-fetch-site': 'cross-site' }, typed))
  await keep('no form', post({}, '%'))
  await keep('too large', post({}, 'x'.repeat(300_000)))
  await keep('of a wrong type', post({ 'content-type': 'application/json' }, '{}'), {
    isVariant: true,
  })
  await keep(
    'signed out',
    browser.post(at(`/staff/requests/${aReference}/note`), { note: texts.details }, { from: url }),
  )
  for (let i = 0; i < 10; i += 1)
    await browser.post(at('/track'), { reference: aReference, code: 'AAAA-BBBB-CCCC-DDDD' })
  await keep(
    'too many',
    browser.post(at('/track'), { reference: aReference, code: 'AAAA-BBBB-CCCC-DDDD' }),
  )
  const officer = await signIn(album, 'officer')
  await look(officer, 'no such page, for staff', '/staff/nothing', { isVariant: true })
  await look(officer, 'no such request', `/staff/requests/${aReference}`)
  await look(officer, 'not for an officer', '/staff/reports/2026-11')

  const words = wordsIn[language]
  const staff = { name: texts.short, role: 'officer', division: undefined } as const
  for (const [index, reason] of Object.keys(words.problems.reasons).entries()) {
    const isForStaff = index % 2 === 1
    const reader = { language, words, path: '/', csrfToken: 'x', ...(isForStaff && { staff }) }
    const body = problemPage(reader, {
      status: 500,
      reason,
      action: '/requests',
      requestId: '00000000-0000-4000-8000-000000000000',
      fields: { details: texts.details, subject: texts.short },
      canBeSentAgain: isForStaff,
      retryAt: isForStaff ? mondayMorning : undefined,
    })
    const name = `the sentence for ${reason}`
    shown.push({ name, language, status: 500, body: String(body), isVariant: index > 1 })
  }
  return shown
}

async function sendDraft({ at }: Album, browser: Browser): Promise<string> {
  const check = await browser.get(at('/requests/new/check'))
  const idempotencyKey = /name="idempotencyKey" value="([^"]+)"/.exec(check.body)?.[1] ?? ''
  const sent = await browser.post(
    at('/requests'),
    { idempotencyKey },
    { from: at('/requests/new/check') },
  )
  return /\d\d-\d{6}-\d/.exec(String(sent.headers.location))?.[0] ?? ''
}

async function attach(
  { app, at }: Album,
  browser: Browser,
  name: string,
  content = aPdf(),
): Promise<Answer> {
  await browser.get(at('/requests/new/files'))
  const { headers, payload } = multipart({ _csrf: browser.token, go: 'add' }, { name, content })
  const cookie = [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
  return app.inject({
    method: 'POST',
    url: at('/requests/new/files'),
    headers: { ...headers, cookie },
    payload,
  })
}
