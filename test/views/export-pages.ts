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
  await send(secretary, 'exports, ordered', page, {
    from: '2025-10',
    to: '2026-11',
    reason: texts.note,
    withContacts: 'yes',
  })
  const ordered = {
    accountId: cast.secretary.id,
    reason: texts.short,
    from: '2026-10',
    to: '2026-10',
    withContacts: false,
    startedAt: time.now - 60_000,
  }
  const whole = { endedAt: time.now, rows: 1234, sha256: '0123456789abcdef'.repeat(4) }
  const states = {
    'not fetched': { startedAt: time.now - 90 * 60_000 },
    whole: { ...whole, reason: texts.details.slice(0, 400), withContacts: true, from: '2025-10' },
    'broken off': { endedAt: time.now, rows: 250 },
    'under way': { rows: 0 },
  }
  for (const [name, state] of Object.entries(states)) {
    const [added] = await services.db.write((tx) =>
      tx
        .insert(rowExports)
        .values({ ...ordered, ...state })
        .returning({ id: rowExports.id }),
    )
    await look(secretary, `exports, ${name}`, `${page}?ordered=${added?.id}`)
  }
  await look(secretary, 'exports, the oldest', `${page}?before=2`, { isVariant: true })
  return shown
}
