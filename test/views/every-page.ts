import { and, eq } from 'drizzle-orm'
import { planHolidays } from '#src/calendar/commands.ts'
import { dayOf } from '#src/calendar/calendar.ts'
import { accounts, infoRequests, jobs, letters } from '#src/database/schema.ts'
import { ruleNames } from '#src/department/rules.ts'
import { textKinds } from '#src/mail/letter-texts.ts'
import { writeDigests } from '#src/reminders/commands.ts'
import type { StaffAction } from '#src/requests/action-forms.ts'
import type { Language } from '#src/requests/info-request.ts'
import { formatReference } from '#src/requests/reference.ts'
import { saveStep } from '#src/requests/store.ts'
import { problemPage } from '#views/problem.ts'
import { wordsIn } from '#views/words/words.ts'
import { multipart } from '../support/multipart.ts'
import { sendFile } from '../support/counter.ts'
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
import { signMonths } from '../support/months.ts'
import { setRule } from '../support/rules.ts'
import { actingPages } from './acting-pages.ts'
import { evidencePages } from './evidence-pages.ts'
import { feedbackPages } from './feedback-pages.ts'
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
import { exportPages } from './export-pages.ts'
import { followedStepPages, stepPages } from './step-pages.ts'

/** Every page in every state, room by room: each opens a service of its own. */
export const rooms: Record<string, (language: Language) => Promise<Shown[]>> = {
  'the public pages': publicPages,
  'the calculator': calculatorPages,
  'the form': formPages,
  'the tracking page': trackingPages,
  'following to the end': followedStepPages,
  'the queue': queuePages,
  'the case file': caseFilePages,
  'the steps of staff': actionPages,
  'letters and their delivery': letterPages,
  'asking back, third parties and disputes': stepPages,
  'what people say of the service': feedbackPages,
  'the counter': counterPages,
  'related requests and papers': relatedPages,
  'the month report': reportPages,
  'the public statistics': statisticsPages,
  'exports row by row': exportPages,
  'evidence for an assessor': evidencePages,
  'what may be missed': atRiskPages,
  administration: administrationPages,
  'automatic work': jobsPages,
  'holidays and settings': departmentPages,
  'items of the assessment': itaPages,
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

async function calculatorPages(language: Language): Promise<Shown[]> {
  const { app, services, shown, look } = await openAlbum(language)
  const browser = openBrowser({ app })
  const count = (name: string, question: Record<string, string>) =>
    look(browser, `calculator, ${name}`, `/deadline?${new URLSearchParams(question).toString()}`)

  await look(browser, 'calculator, empty', '/deadline')
  await count('nothing filled in', { on: '', at: '', askedOn: '' })
  await count('all wrong', {
    on: 'เมื่อวาน',
    at: '25:00',
    askedOn: '31/02/2569',
    answeredOn: '1/1/69',
    until: '0',
    refusedOn: '๓๒/๑/๒๕๖๙',
  })
  await count('in the wrong order', {
    on: '24/11/2569',
    askedOn: '20/11/2569',
    answeredOn: '19/11/2569',
    until: '25/11/2569',
    refusedOn: '1/11/2569',
  })
  await count('in office hours', { on: '9/11/2569', at: '10:30' })
  await count('before office hours', { on: '9/11/2569', at: '๗.๐๕' })
  await count('no time', { on: '9/11/2569' })
  await count('on a Friday evening', { on: '6/11/2569', at: '17:30' })
  await count('in Songkran, no time', { on: '12/4/2569' })
  await count('over New Year, predicted', { on: '16/12/2569', at: '09:00' })
  await count('a year without holidays', { on: '10/4/2571', at: '20:00' })
  await count('with everything', {
    on: '10/4/2569',
    at: '17:30',
    askedOn: '20/4/2569',
    answeredOn: '27/4/2569',
    until: '16/5/2569',
    refusedOn: '18/5/2569',
  })
  await count('still waiting, beyond the cap', {
    on: '9/11/2569',
    askedOn: '12/11/2569',
    until: '30/12/2569',
  })
  await setRule(services, 'limit', '2026-01-01', { days: 15, unit: 'working' })
  await setRule(services, 'pause', '2026-01-01', { movesDueDate: true })
  await count('in working days, with a pause that moves', {
    on: '3/4/2569',
    askedOn: '7/4/2569',
    answeredOn: '16/4/2569',
    until: '31/5/2569',
  })
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
  const { app, time, shown, look, send, texts } = album
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

  const { dueOn } = await findCase(album, open.reference)
  for (const [name, day] of [
    ['on the last day', dueOn],
    ['a day late', `${dueOn.slice(0, 8)}${Number(dueOn.slice(8)) + 1}`],
    ['a month late', '2026-12-22'],
  ] as const) {
    time.now = Date.parse(`${day}T10:00:00+07:00`)
    await look(await follow(album, open), `follow, ${name}`, path)
  }
  const slow = await follow(album, open)
  time.now += 31 * 60_000
  await send(
    slow,
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

async function letterPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language)
  const { services, time, shown, look, send, texts } = album
  const secretary = await signIn(album, 'secretary')
  await look(secretary, 'letters, none to deal with', '/staff/letters')
  const cases = await everyCase(album)
  const { reference } = cases.refused
  const { id: infoRequestId } = await findCase(album, reference)
  const [found] = await services.db.read
    .select()
    .from(letters)
    .where(and(eq(letters.infoRequestId, infoRequestId), eq(letters.kind, 'decision')))
  const path = `/staff/requests/${reference}/letters/${found?.id}`
  const set = (changes: Partial<typeof letters.$inferInsert>) =>
    services.db.write((tx) =>
      tx
        .update(letters)
        .set(changes)
        .where(eq(letters.id, found?.id ?? 0)),
    )
  for (const [state, failure] of [
    ['retrying', 'unreachable'],
    ['sent', ''],
    ['failed', 'rejected'],
    ['on-paper', ''],
  ] as const) {
    await set({ state, failure, attempts: 4, sentAt: state === 'sent' ? time.now : null })
    await look(secretary, `letter, ${state}`, path)
  }
  await look(secretary, 'letters to deal with', '/staff/letters')
  await send(
    secretary,
    'letter, handled on no day',
    `${path}/handling`,
    { state: 'on-paper', how: '', handledOn: texts.short },
    path,
  )
  await send(
    secretary,
    'letter, numbered too long',
    `${path}/register-number`,
    { state: 'on-paper', seen: '', registerNumber: texts.details },
    path,
  )
  await send(
    secretary,
    'letter, handled',
    `${path}/handling`,
    { state: 'on-paper', how: 'posted', handledOn: '2026-11-02' },
    path,
  )
  await send(
    secretary,
    'letter, overtaken',
    `${path}/sending`,
    { state: 'failed', toAddress: 'a@example.org' },
    path,
  )
  await set({ state: 'failed', failure: 'bad-address' })
  await send(
    secretary,
    'letter, sent nowhere',
    `${path}/sending`,
    { state: 'failed', toAddress: texts.unbroken },
    path,
  )
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
  await send(secretary, 'counter, in a closed month', path, { receivedOn: '๑ ก.ย. ๒๕๖๙' })
  await addScan(album, secretary, path, { channel: 'post', go: 'add' })
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

/** Sends a form with a scan. */
async function addScan(
  album: Album,
  browser: Browser,
  path: string,
  fields: Record<string, string>,
): Promise<void> {
  const { body } = await browser.get(album.at(path))
  const idempotencyKey = /name="idempotencyKey" value="([^"]+)"/.exec(body)?.[1] ?? ''
  const file = { name: album.texts.file, content: aPdf() }
  const answer = await sendFile(album, browser, album.at(path), { idempotencyKey, ...fields }, file)
  await album.keep('counter, with a scan', answer)
}

async function relatedPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language)
  const { shown, look, send, texts, cast } = album
  const { officer, secretary } = await signInAll(album)
  const routed = { topic: String(cast.topics.first), email: '', address: texts.address }
  const answered = await ask(album, { ...routed, phone: '0812345678' })
  const open = await ask(album, { ...routed, phone: '081 234 5678' })
  const elsewhere = await ask(album, { ...routed, topic: String(cast.topics.second) })
  for (const { reference } of [answered, open]) {
    await officer.post(`/staff/requests/${reference}/accept`, {})
  }
  const answeredPath = `/staff/requests/${answered.reference}`
  await officer.post(`${answeredPath}/propose`, { outcome: 'disclosed', reply: texts.answer })
  await (await signIn(album, 'head')).post(`${answeredPath}/approve`, {})

  const path = `/staff/requests/${open.reference}`
  await look(officer, 'related, none', `${path}/related`)
  await send(officer, 'related, nothing filled in', `${path}/related`, {})
  await send(officer, 'related, one', `${path}/related`, { reference: answered.reference })
  await secretary.post(`${path}/related`, { reference: elsewhere.reference })
  await look(officer, 'related, one of another division', `${path}/related`)
  await look(officer, 'case, on paper, related and asked before', path)
  await look(officer, 'propose, copied', `${path}/propose?from=${answered.reference}`)
  await look(officer, 'propose, nothing to copy', `${path}/propose?from=${aReference}`)

  await look(officer, 'attach, none', `${path}/files`)
  await send(officer, 'attach, nothing chosen', `${path}/files`, {})
  const file = { name: texts.file, content: aPdf() }
  await sendFile(album, officer, album.at(`${path}/files`), {}, file)
  await look(officer, 'attach, one', `${path}/files?added`)
  await look(officer, 'case, with a scan', path, { isVariant: true })
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
  await look(secretary, 'list, of reopenings', `${list}flow&row=total&column=reopened`)
  await look(secretary, 'list, of closings', `${list}flow&row=total&column=closed`)
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

async function statisticsPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language, { at: Date.parse('2026-11-24T12:00:00+07:00') })
  const { app, services, time, shown, look } = album
  const browser = openBrowser({ app })
  await look(browser, 'statistics, no requests yet', '/statistics')
  await look(browser, 'statistics, no such year', '/statistics/2570-q1')
  await look(browser, 'statistics, a year to come', '/statistics/2571')
  await look(browser, 'statistics, a year too early', '/statistics/2569')
  await aBusyDepartment(services.db, {
    seed: 3,
    count: 90,
    from: '2026-10-01',
    until: '2026-11-20',
  })
  time.now += 1000
  await look(browser, 'statistics, running', '/statistics/2570')
  await signMonths(album, '2026-10')
  time.now += 1000
  await look(browser, 'statistics, with a signed month', '/statistics')
  time.now = Date.parse('2027-10-05T12:00:00+07:00')
  await look(browser, 'statistics, over', '/statistics/2570')
  return shown
}

async function atRiskPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language)
  const { services, cast, time, shown, look } = album
  await look(await signIn(album, 'secretary'), 'at risk, nothing', '/staff/at-risk')
  const cases = await everyCase(album)
  await ask(album)
  const waiting = await findCase(album, cases['in progress'].reference)
  const disputed = await findCase(album, cases.disclosed.reference)
  await setLetterState(album, cases.refused.reference, 'failed')
  await services.db.write(async (tx) => {
    await tx
      .update(infoRequests)
      .set({ disputedAt: time.now })
      .where(eq(infoRequests.id, disputed.id))
    await saveStep(
      tx,
      waiting,
      {
        action: 'ask',
        toStatus: 'awaiting-requester',
        role: 'officer',
        accountId: cast.officer.id,
        at: time.now,
        on: dayOf(time.now),
        note: '',
        actingForId: null,
        until: null,
      },
      {},
    )
    await tx.update(accounts).set({ email: 'officer@example.com', name: album.texts.name })
  })
  time.now = Date.parse('2026-12-21T08:30:00+07:00')
  await writeDigests(services)
  await services.db.write(async (tx) => {
    await tx.update(letters).set({ state: 'failed' }).where(eq(letters.kind, 'staff-digest'))
    await tx.insert(jobs).values({
      name: 'morning-digest',
      outcome: 'failed',
      heldUntil: 0,
      nextAt: time.now,
      startedAt: time.now,
    })
  })
  await look(await signIn(album, 'secretary'), 'at risk, everything', '/staff/at-risk')
  await look(await signIn(album, 'auditor'), 'at risk, for the auditor', '/staff/at-risk', {
    isVariant: true,
  })
  await look(await signIn(album, 'officer'), 'at risk, not for an officer', '/staff/at-risk', {
    isVariant: true,
  })
  return shown
}

async function jobsPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language, { at: Date.parse('2026-11-25T08:37:00+07:00') })
  const { services, time, shown, look, send } = album
  const page = '/staff/admin/jobs'
  const admin = await signIn(album, 'admin')
  await look(admin, 'jobs, never yet', page)
  await send(admin, 'jobs, done now', `${page}/housekeeping/run`, {}, page)
  const stand = (values: Partial<typeof jobs.$inferInsert> & { name: string }) =>
    services.db.write((tx) =>
      tx.insert(jobs).values({
        heldUntil: 0,
        nextAt: time.now + 3 * 60_000,
        startedAt: time.now - 7 * 60_000,
        endedAt: time.now - 6 * 60_000,
        outcome: 'done',
        ...values,
      }),
    )
  await stand({ name: 'morning-digest', did: { written: 31, already: 2, unaddressed: 1 } })
  await stand({ name: 'missed-requests', outcome: 'failed' })
  await look(admin, 'jobs, one failed', page)
  await services.db.write((tx) =>
    tx.update(jobs).set({ outcome: 'running', endedAt: null, heldUntil: time.now + 60_000 }),
  )
  await send(admin, 'jobs, one runs already', `${page}/morning-digest/run`, {}, page)
  await services.db.write((tx) => tx.update(jobs).set({ heldUntil: time.now - 60_000 }))
  await look(admin, 'jobs, broken off', page)
  await look(admin, 'jobs, failed now', `${page}?result=failed&of=missed-requests`)
  await look(await signIn(album, 'secretary'), 'jobs, for the secretary', page)
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
  await textPages(album, admin)
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

async function departmentPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language)
  const { cast, services, shown, look, send, keep, at, texts } = album
  const admin = await signIn(album, 'admin')
  const routed = { topic: String(cast.topics.first) }
  for (let number = 0; number < 3; number += 1) await ask(album, routed)
  const holidays = '/staff/admin/holidays'
  await look(admin, 'holidays', holidays)
  await look(admin, 'holidays, predicted', `${holidays}?year=2570`)
  await look(admin, 'holidays, of a year without any', `${holidays}?year=2575`)
  await look(admin, 'holiday, new', `${holidays}/new`)
  await send(admin, 'holiday, new and empty', `${holidays}/new`, {})
  const holiday = {
    on: '17 พ.ย. 2569',
    nameTh: 'วันหยุดราชการเพิ่มเติมกรณีพิเศษ',
    nameEn: 'Special public holiday',
    source: texts.note.split('\n')[0] ?? '',
    standing: 'announced',
  }
  await send(admin, 'holiday, wrong', `${holidays}/new`, {
    on: '31 เม.ย. 2569',
    nameTh: 'Songkran',
    nameEn: 'วันสงกรานต์',
    source: texts.details,
    standing: 'perhaps',
  })
  await send(admin, 'holiday, taken', `${holidays}/new`, { ...holiday, on: '10/12/2569' })
  await send(admin, 'holiday, preview', `${holidays}/new`, holiday)
  await send(admin, 'holiday, preview without requests', `${holidays}/new`, {
    ...holiday,
    on: '2027-01-02',
  })
  const outdated = { ...holiday, step: 'apply', mark: '0123456789abcdef' }
  await send(admin, 'holiday, changed by somebody else', `${holidays}/new`, outdated)
  const { mark } = await planHolidays(services, {
    removed: [],
    put: [{ ...holiday, on: '2026-11-17', standing: 'announced' }],
  })
  await send(admin, 'holiday, added', `${holidays}/new`, { ...holiday, step: 'apply', mark })
  await look(admin, 'holiday', `${holidays}/2026-11-17`)
  await send(admin, 'holiday, preview of another name', `${holidays}/2026-11-17`, {
    ...holiday,
    nameTh: 'วันหยุดพิเศษ',
    standing: 'predicted',
  })
  await send(admin, 'holiday, as it is already', `${holidays}/2026-11-17`, holiday)
  await keep(
    'holiday, preview of a removal',
    admin.post(at(`${holidays}/2026-11-17/removal`), {}, { from: at(`${holidays}/2026-11-17`) }),
  )
  await look(admin, 'holiday list', `${holidays}/list`)
  await send(admin, 'holiday list, empty', `${holidays}/list`, {})
  const { source, standing } = holiday
  await send(admin, 'holiday list, wrong', `${holidays}/list`, {
    list: wrongLines.join('\n'),
    source,
    standing,
  })
  const list = { list: goodLines.join('\n'), source, standing, replace: 'yes' }
  await send(admin, 'holiday list, preview', `${holidays}/list`, list)
  await send(admin, 'holiday list, gone back', `${holidays}/list`, { ...list, step: 'edit' })

  const settings = '/staff/admin/settings'
  await look(admin, 'settings', settings)
  for (const name of ruleNames) {
    await look(admin, `setting: ${name}`, `${settings}/${name}`)
    await send(admin, `setting: ${name}, empty`, `${settings}/${name}`, {})
  }
  await send(admin, 'setting, wrong', `${settings}/question`, {
    least: '30',
    most: '7',
    from: '1 พ.ย. 2569',
  })
  await send(admin, 'setting, no address', `${settings}/survey`, { url: 'http://example.go.th/' })
  await send(admin, 'setting, out of range', `${settings}/fees`, {
    page: '1.01',
    certification: 'ฟรี',
    from: '1 ธันวาคม',
  })
  await send(admin, 'setting, saved', `${settings}/fees`, {
    page: '1',
    certification: '๕.๐๐',
    from: '1/12/2569',
  })
  await send(
    admin,
    'setting, taken back',
    `${settings}/fees/2026-12-01/withdrawal`,
    {},
    `${settings}/fees`,
  )
  await send(admin, 'setting, for today', `${settings}/extension`, {
    times: '0',
    days: '30',
    from: '2/11/2569',
  })
  return shown
}

async function itaPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language)
  const { shown, look, send } = album
  const admin = await signIn(album, 'admin')
  const room = '/staff/admin/ita'
  const item = `${room}/2569/statistics`
  await look(admin, 'items, as they come', `${room}/2569`)
  await look(admin, 'items, of a year to begin', `${room}/2570`)
  await look(admin, 'items, with nothing to begin from', `${room}/2571`)
  await look(admin, 'items, of no such year', `${room}/99999`)
  await look(admin, 'item', item)
  await look(admin, 'item, of a year that has none', `${room}/2570/questions`)
  await send(admin, 'item, all wrong', item, {
    code: 'x'.repeat(21),
    wording: 'ก'.repeat(501),
    address: 'somewhere',
    liveOn: '31/02/2569',
    confirmed: 'yes',
    seen: '0',
  })
  await send(admin, 'item, confirmed without a code', item, {
    code: '',
    wording: '',
    address: '',
    liveOn: '1/10/2568',
    confirmed: 'yes',
    seen: '0',
  })
  const good = {
    code: 'O12',
    wording: `${'ข้อมูลสถิติการให้บริการ '.repeat(12)}${'ฎ'.repeat(60)}`,
    address: `https://asean.example.go.th/${'ita'.repeat(40)}`,
    liveOn: '1/10/2568',
    seen: '0',
  }
  await send(admin, 'item, saved', item, { ...good, confirmed: 'yes' })
  await look(admin, 'item, confirmed', item)
  await send(admin, 'item, overtaken', item, good)
  await send(admin, 'items, copied', `${room}/2570/copy`, {}, `${room}/2570`)
  await look(await signIn(album, 'auditor'), 'items, for the auditor', `${room}/2569`)
  return shown
}

const wrongLines = [
  '13 เมษายน 2570',
  'วันอังคารที่ 14 เมษายน 2570 วันสงกรานต์',
  '31 เม.ย. 2570 วันหยุด',
  '12 สิงหาคม วันแม่แห่งชาติ',
  '10 ธันวาคม 2570 วันรัฐธรรมนูญ',
  '2027-12-10 วันรัฐธรรมนูญ',
]

const goodLines = [
  '1. วันศุกร์ที่ 1 มกราคม พ.ศ. ๒๕๗๐ วันขึ้นปีใหม่',
  '๒) 13–15 เมษายน 2570 วันสงกรานต์',
  '13/05/2570\tวันพระราชพิธีพืชมงคล',
  '2027-12-10 วันรัฐธรรมนูญ',
]

/** As the service gives them, and every sentence there is for one. */
/** Every text of a letter, and one of them with all that can be wrong, saved, restored and overtaken. */
async function textPages({ language, look, send, texts }: Album, admin: Browser): Promise<void> {
  const decision = `/staff/admin/texts/decision/${language}`
  await look(admin, 'texts, none changed', '/staff/admin/texts')
  for (const kind of textKinds)
    await look(admin, `text, ${kind}`, `/staff/admin/texts/${kind}/th`, {
      isVariant: kind !== 'decision',
    })
  await send(admin, 'text, empty', decision, { subject: '', body: '', seen: '0' })
  const wrong = {
    subject: `${texts.short} {{name}} {{`,
    body: `{{nothing}}\n${`${texts.note}\n`.repeat(25)}}} {{`,
    seen: '0',
  }
  await send(admin, 'text, all wrong', decision, wrong)
  await send(admin, 'text, all wrong, looked at', `${decision}?preview`, wrong, decision)
  const { body } = wordsIn[language].letters.texts.decision
  const subject = `${texts.short} {{reference}}`
  const changed = { subject, body: `${texts.note}\n\n${body}`, seen: '0' }
  await send(admin, 'text, looked at', `${decision}?preview`, changed, decision)
  await send(admin, 'text, saved', decision, changed)
  await send(admin, 'text, overtaken', decision, { ...changed, body })
  await look(admin, 'text, a version', `${decision}/versions/1`)
  await look(admin, 'text, as it comes', `${decision}/versions/0`)
  await send(admin, 'text, restored', `${decision}/versions/0`, { seen: '1' })
  await look(admin, 'texts, some changed', '/staff/admin/texts')
}

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
