import { putItaItem } from '#src/assessment/store.ts'
import { itaSlugs } from '#src/database/schema.ts'
import { addImprovement } from '#src/feedback/store.ts'
import type { Language } from '#src/requests/info-request.ts'
import { addUse } from '#src/statistics/use/store.ts'
import { aBusyDepartment } from '../statistics/busy-department.ts'
import { someFeedback } from '../support/feedback.ts'
import { signMonths } from '../support/months.ts'
import { signIn } from '../support/service.ts'
import { openAlbum, type Shown } from './album.ts'

/** What there is for an assessor: of a new service, with much missing, and whole. */
export async function evidencePages(language: Language): Promise<Shown[]> {
  const album = await openAlbum(language)
  const { services, shown, look, texts } = album
  const page = '/staff/evidence'
  const secretary = await signIn(album, 'secretary')
  await look(secretary, 'evidence, of a new service', page)
  await aBusyDepartment(services.db, {
    seed: 3,
    count: 20,
    from: '2026-08-15',
    until: '2026-10-30',
  })
  await look(secretary, 'evidence, much missing', page)
  await signMonths(album, '2026-10')
  await someFeedback(album, '2570-q1', 5)
  await services.db.write(async (tx) => {
    await addImprovement(tx, {
      on: '2026-10-20',
      textTh: texts.subject,
      textEn: texts.subject,
      savedById: album.cast.secretary.id,
      savedAt: album.time.now,
    })
    for (const slug of itaSlugs)
      await putItaItem(tx, {
        fiscalYear: 2570,
        slug,
        code: 'O12',
        wording: texts.subject,
        address: '/statistics',
        liveOn: '2026-10-01',
        isConfirmed: true,
        setById: album.cast.admin.id,
        setAt: album.time.now,
      })
    const viewed = (['guide', 'statistics', 'home', 'feedback'] as const).map((detail) => ({
      on: '2026-10-05',
      kind: 'viewed' as const,
      detail,
      count: 1,
    }))
    await addUse(tx, viewed)
  })
  await look(secretary, 'evidence, whole', page)
  await look(await signIn(album, 'auditor'), 'evidence, for the auditor', page, {
    isVariant: true,
  })
  await look(secretary, 'evidence, of no such year', `${page}/2580.zip`)
  await look(secretary, 'evidence, of a quarter', `${page}/2570-q1.zip`)
  return shown
}
