import { eq } from 'drizzle-orm'
import { accounts } from '#src/database/schema.ts'
import type { Language } from '#src/requests/info-request.ts'
import { appointed } from '../support/acting.ts'
import { openBrowser, signIn } from '../support/service.ts'
import { openAlbum, type Shown } from './album.ts'
import { act, everyCase } from './cases.ts'

/** Who acts for whom, and what the other pages look like to whoever does. */
export async function actingPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language)
  const { app, cast, services, time, shown, look, send, texts } = album
  const path = '/staff/acting'
  const head = await signIn(album, 'head')
  const secretary = await signIn(album, 'secretary')
  await look(head, 'acting, empty, for the head', path)
  await look(secretary, 'acting, empty, for the secretary', path)
  await send(secretary, 'acting, nothing filled in', path, {})
  await send(head, 'acting, all wrong', path, {
    acting: String(cast.head.id),
    from: '31/2/2569',
    to: '1/11/2569',
    orderNumber: texts.subject,
  })
  await send(secretary, 'acting, for somebody who cannot be chosen', path, {
    absent: String(cast.officer.id),
    acting: String(cast.colleague.id),
    from: '2/11/2569',
    to: '6/11/2569',
    orderNumber: '123/2569',
  })

  const post = language === 'th' ? 'ผู้อำนวยการกองการเมืองและความมั่นคงระหว่างประเทศ' : ''
  await services.db.write((tx) =>
    tx.update(accounts).set({ post }).where(eq(accounts.id, cast.head.id)),
  )
  const cases = await everyCase(album)
  await send(head, 'acting, entered', path, {
    acting: String(cast.colleague.id),
    from: '2/11/2569',
    to: '6/11/2569',
    orderNumber: '123/2569',
  })
  await send(head, 'acting, the days are taken', path, {
    acting: String(cast.officer2.id),
    from: '6/11/2569',
    to: '9/11/2569',
    orderNumber: '124/2569',
  })
  await appointed(album, { absent: 'executive', acting: 'colleague', to: '2026-11-06' })
  const coming = {
    from: '2026-11-09',
    to: '2026-11-09',
    orderNumber: language === 'th' ? 'กต 0701/1234' : '0701/1234',
  }
  await appointed(album, { absent: 'head2', acting: 'officer2', ...coming })
  await look(secretary, 'acting, now and to come', path)

  const acting = await signIn(album, 'colleague')
  const { reference } = cases['awaiting approval']
  await look(acting, 'queue, for whoever acts for two', '/staff?tab=mine')
  await look(acting, 'case, for whoever acts', `/staff/requests/${reference}`)
  await look(acting, 'approve, for whoever acts', `/staff/requests/${reference}/approve`)
  await send(acting, 'approved by whoever acts', `/staff/requests/${reference}/approve`, {})
  await look(
    acting,
    'clear, for whoever acts',
    `/staff/requests/${cases['awaiting clearance'].reference}/clear`,
  )
  await look(acting, 'report, for whoever acts', '/staff/reports/2026-11', { isVariant: true })
  const { reference: overtaken } = cases['awaiting approval of a refusal']
  await head.get(album.at(`/staff/requests/${overtaken}/approve`))
  await acting.post(album.at(`/staff/requests/${overtaken}/approve`), {})
  await send(
    head,
    'approve, overtaken by whoever acts',
    `/staff/requests/${overtaken}/approve`,
    {
      seen: '1',
      note: texts.note,
    },
    '/staff',
  )

  const ends = await secretary.get(album.at(path))
  for (const [, address = ''] of [
    ...ends.body.matchAll(/action="([^"]*\/acting\/\d+\/end)"/g),
  ].slice(1)) {
    await secretary.post(address, {}, { from: album.at(path) })
  }
  await look(secretary, 'acting, ended early and called off', path)
  await services.db.write((tx) =>
    tx.update(accounts).set({ isActive: false }).where(eq(accounts.id, cast.colleague.id)),
  )
  await look(head, 'acting, without effect', `${path}?done=ended`)
  time.now = Date.parse('2026-11-10T10:00:00+07:00')
  await look(await signIn(album, 'head'), 'acting, all over', path)

  await act(album, 'officer', 'note', cases['in progress'].reference, {
    seen: undefined,
    note: texts.note,
  })
  await services.db.write((tx) =>
    tx.update(accounts).set({ mustChangePassword: true }).where(eq(accounts.id, cast.officer.id)),
  )
  const given = openBrowser({ app })
  await given.post('/staff/sign-in', { username: 'officer', password: 'correct horse battery' })
  await look(given, 'password, to change first', '/staff/password')
  await send(given, 'password, to change first, too short', '/staff/password', {
    password: 'correct horse battery',
    newPassword: 'short',
  })
  await send(
    given,
    'note, before the password was changed',
    `/staff/requests/${cases['in progress'].reference}/note`,
    { note: texts.details },
    '/staff/password',
  )
  const officer = await signIn(album, 'auditor')
  await send(
    officer,
    'e-mail, wrong',
    '/staff/password/email',
    { email: 'nowhere' },
    '/staff/password',
  )
  await send(
    officer,
    'e-mail, saved',
    '/staff/password/email',
    { email: 'auditor@example.com' },
    '/staff/password',
  )
  return shown
}
