import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify'
import { itaRoutes } from './assessment/admin-routes.ts'
import { holidayRoutes } from './calendar/admin-routes.ts'
import { settingsRoutes } from './department/admin-routes.ts'
import { evidenceRoutes } from './evidence/routes.ts'
import { feedbackRoutes } from './feedback/routes.ts'
import { staffFeedbackRoutes } from './feedback/staff-routes.ts'
import { multipartOptions } from './files/body.ts'
import { guideRoutes } from './guide/routes.ts'
import { jobsRoutes } from './jobs-routes.ts'
import { letterRoutes } from './mail/letter-routes.ts'
import { letterTextRoutes } from './mail/text-routes.ts'
import { actingRoutes } from './organisation/acting-routes.ts'
import { administrationRoutes } from './organisation/admin-routes.ts'
import { Refusal } from './refusal.ts'
import { atRiskRoutes } from './reminders/routes.ts'
import { attachmentRoutes } from './requests/attachment-routes.ts'
import { caseRoutes } from './requests/case-routes.ts'
import { counterRoutes } from './requests/counter-routes.ts'
import { deadlineRoutes } from './requests/deadline-routes.ts'
import { formRoutes } from './requests/form-routes.ts'
import { queueRoutes } from './requests/queue-routes.ts'
import { relatedRoutes } from './requests/related-routes.ts'
import { trackingRoutes } from './requests/tracking-routes.ts'
import type { Services } from './services.ts'
import { accountRoutes } from './staff/admin-routes.ts'
import { passwordRoutes } from './staff/password-routes.ts'
import { signInRoutes } from './staff/sign-in-routes.ts'
import { signedIn } from './staff/signed-in.ts'
import { publicStatisticsRoutes } from './statistics/published/routes.ts'
import { monthClosingRoutes } from './statistics/signing/routes.ts'
import { reportRoutes } from './statistics/routes.ts'
import { countViews } from './statistics/use/view-counter.ts'
import { rowExportRoutes } from './statistics/row-export/routes.ts'
import { csrfProtection } from './web/csrf.ts'
import { errorPages } from './web/errors.ts'
import { sharedFloodStore } from './web/flood-store.ts'
import { parseUrlencoded } from './web/forms.ts'
import { healthRoutes } from './web/health.ts'
import { htmlReplies } from './web/html.ts'
import { languageOfAddress, withoutLanguage } from './web/language.ts'
import { requestLog, type LogStream } from './web/log.ts'
import { securityHeaders } from './web/security-headers.ts'
import './web/request.ts'

/** How the process wants its log; tests want none. */
export type AppOptions = { log?: LogStream }

/** Every plugin and area of the service, in one visible order. */
export async function buildApp(
  services: Services,
  { log }: AppOptions = {},
): Promise<FastifyInstance> {
  const { config } = services
  const app = Fastify({
    ...requestLog(config.logLevel, log),
    trustProxy: config.trustProxy,
    bodyLimit: 256 * 1024,
    requestTimeout: 120_000,
    connectionTimeout: 130_000,
    keepAliveTimeout: 10_000,
    http: { headersTimeout: 20_000 },
    genReqId: () => randomUUID(),
    rewriteUrl: withoutLanguage,
    routerOptions: { maxParamLength: 100 },
  })
  // No JSON, no plain text: two kinds of form and nothing else. (The usual plugin for this one calls its
  // parser where a throw ends the process.)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: unknown, body: string) => parseUrlencoded(body),
  )
  app.decorateRequest('visitor', undefined)
  app.decorateRequest('staff', undefined)

  await app.register(securityHeaders, config)
  await app.register(cookie)
  await app.register(languageOfAddress)
  await app.register(htmlReplies)
  await app.register(multipart, multipartOptions)
  await app.register(csrfProtection, { config, signingKey: services.signingKey })
  await app.register(errorPages)
  await app.register(countViews, services)
  app.addHook('onRoute', leaveReadersAlone)
  await app.register(rateLimit, floodLimit(services))
  await app.register(fastifyStatic, {
    root: fileURLToPath(new URL('../views/assets', import.meta.url)),
    prefix: '/assets/',
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    allowedPath: (path) => !path.startsWith('/source') && !path.endsWith('.ts'),
  })

  await app.register(healthRoutes, services)
  await app.register(guideRoutes, services)
  await app.register(deadlineRoutes, services)
  await app.register(formRoutes, services)
  await app.register(trackingRoutes, services)
  await app.register(publicStatisticsRoutes, services)
  await app.register(feedbackRoutes, services)
  await app.register(signInRoutes, services)
  await app.register(
    async (area) => {
      await area.register(signedIn, services)
      await area.register(queueRoutes, services)
      await area.register(counterRoutes, services)
      await area.register(caseRoutes, services)
      await area.register(letterRoutes, services)
      await area.register(attachmentRoutes, services)
      await area.register(relatedRoutes, services)
      await area.register(atRiskRoutes, services)
      await area.register(reportRoutes, services)
      await area.register(staffFeedbackRoutes, services)
      await area.register(monthClosingRoutes, services)
      await area.register(rowExportRoutes, services)
      await area.register(actingRoutes, services)
      await area.register(administrationRoutes, services)
      await area.register(accountRoutes, services)
      await area.register(holidayRoutes, services)
      await area.register(settingsRoutes, services)
      await area.register(jobsRoutes, services)
      await area.register(passwordRoutes, services)
      await area.register(letterTextRoutes, services)
      await area.register(itaRoutes, services)
      await area.register(evidenceRoutes, services)
    },
    { prefix: '/staff' },
  )
  return app
}

/** The brake is for forms: it is not even asked about what only reads, unless a route says that reading costs as much. */
function leaveReadersAlone(route: RouteOptions): void {
  const isReading = [route.method].flat().every((method) => method === 'GET' || method === 'HEAD')
  if (isReading) route.config = { rateLimit: false, ...route.config }
}

/** A brake on floods of forms from one address; guessing is slowed apart from it. */
function floodLimit(services: Services) {
  const { limits } = services.config
  return {
    ...(services.db.isShared && { store: sharedFloodStore(services), skipOnError: true }),
    max: limits === 'relaxed' ? 12_000 : 120,
    timeWindow: 60_000,
    hook: 'preHandler' as const, // the form is read by then, so the page can offer to send it again
    errorResponseBuilder: (_request: unknown, { ttl }: { ttl: number }) =>
      new Refusal('too-many', 'too-many', { retryAt: Date.now() + ttl }),
  }
}
