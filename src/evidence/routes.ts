import type { FastifyInstance, FastifyRequest } from 'fastify'
import { evidencePage } from '#views/evidence/page.ts'
import { dayOf, monthOf } from '../calendar/calendar.ts'
import { firstDayOf, fiscalYearOf } from '../calendar/fiscal-year.ts'
import { readPeriod } from '../calendar/period.ts'
import { paperRoute } from '../paper/route.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { requireRole } from '../staff/signed-in.ts'
import { findFirstMonth } from '../statistics/queries.ts'
import { inLanguage } from '../web/language.ts'
import { readerWithForm } from '../web/reader.ts'
import { evidenceOfItems, findSignedText, readEvidence } from './facts.ts'
import { writePack } from './pack.ts'

type OfYear = { Params: { fiscalYear: string } }

/** What an assessor asks for, as one file for each fiscal year; inside the area of signed-in staff. */
export async function evidenceRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.addHook('preHandler', async (request) => {
    requireRole(request, 'secretary', 'executive', 'auditor')
  })

  app.get('/evidence', async (request, reply) => {
    const years = []
    for (const fiscalYear of await fiscalYears(services)) {
      const evidence = await readEvidence(services, fiscalYear)
      years.push({ evidence, items: evidenceOfItems(evidence) })
    }
    return evidencePage(readerWithForm(request, reply), { years, today: dayOf(services.clock()) })
  })

  app.get<OfYear>('/evidence/:fiscalYear.zip', paperRoute, async (request, reply) => {
    const { fiscalYear, isOurForm } = await yearIn(request)
    if (!isOurForm)
      return reply.redirect(inLanguage(request, `/staff/evidence/${fiscalYear}.zip`), 303)
    const { language } = request
    const pack = await writePack(await readEvidence(services, fiscalYear), {
      language,
      signedText: (signed) => findSignedText(services, signed),
    })
    const name = `khamkho-evidence-${fiscalYear}${language === 'en' ? '-en' : ''}.zip`
    return reply
      .type('application/zip')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'no-store')
      .send(pack)
  })

  /** The fiscal year in the address, of either era. Throws a `Refusal` where there is no evidence of it. */
  async function yearIn({ params }: FastifyRequest<OfYear>) {
    const read = readPeriod(params.fiscalYear)
    if (!read.ok) throw new Refusal('not-found', read.fault)
    const { period, isOurForm } = read
    if (period.kind !== 'year') throw new Refusal('not-found', 'no-such-period')
    const { fiscalYear } = period
    if (!(await fiscalYears(services)).includes(fiscalYear))
      throw new Refusal('not-found', 'out-of-range')
    return { fiscalYear, isOurForm }
  }
}

/** The years that have begun, from the first in which anything was counted; the newest first. */
async function fiscalYears({ db, clock }: Services): Promise<number[]> {
  const today = dayOf(clock())
  const first = (await findFirstMonth(db.read)) ?? monthOf(today)
  const [earliest, latest] = [fiscalYearOf(firstDayOf(first)), fiscalYearOf(today)]
  return Array.from({ length: Math.max(latest - earliest + 1, 1) }, (_, i) => latest - i)
}
