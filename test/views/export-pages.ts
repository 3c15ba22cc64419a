import { rowExports } from '#src/database/schema.ts'
import type { Language } from '#src/requests/info-request.ts'
import { signIn } from '../support/service.ts'
import { openAlbum, type Shown } from './album.ts'

/** Exports row by row: the form, what can be wrong with it, and the list in all its states. */
export async function exportPages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language, { at: Date.parse('2026-11-24T12:00:00+07:00') })
  const { services, cast, time, shown, look, send, texts } = album
  const page = '/staff/exports'
  const secretary = await signIn(album, 'secretary')
  const auditor = await signIn(album, 'auditor')
  await look(secretary, 'exports, none', page)
  await look(auditor, 'exports, for the auditor', page)
  await send(secretary, 'exports, nothing filled in', page, {})
  await send(secretary, 'exports, all wrong', page, {
    from: '2026-11',
    to: '2026-10',
    reason: texts.details.repeat(3),
    withContacts: 'yes',
  })
  await send(secretary, 'exports, months to come', page, {
    from: '2570-01',
    to: 'x',
    surprise: 'x',
  })
  await send(auditor, 'exports, contacts for the auditor', page, {
    from: '2026-10',
    to: '2026-10',
    reason: texts.note,
    withContacts: 'yes',
  })
  const begun = {
    accountId: cast.secretary.id,
    reason: texts.short,
    from: '2026-10',
    to: '2026-10',
    withContacts: false,
    startedAt: time.now - 60_000,
  }
  const whole = { endedAt: time.now, rows: 1234, sha256: '0123456789abcdef'.repeat(4) }
  const other = { ...begun, accountId: cast.executive.id, withContacts: true, from: '2025-10' }
  await services.db.write((tx) =>
    tx
      .insert(rowExports)
      .values([
        { ...begun, startedAt: time.now - 90 * 60_000 },
        { ...other, ...whole, reason: texts.details.slice(0, 400) },
        { ...begun, ...whole, rows: 1 },
        { ...begun, rows: 250 },
        begun,
      ]),
  )
  await look(secretary, 'exports, some', page)
  await look(secretary, 'exports, the oldest', `${page}?before=2`, { isVariant: true })
  return shown
}
