import path from 'node:path'
import { z } from 'zod'

/** What the environment decides, read once at the start. Nobody else looks at `process.env`. */
export type Config = {
  port: number
  host: string
  /** Where people reach the service, without a slash at the end: links in letters are made from it, never from a Host header. */
  baseUrl: string
  /** Files, and without a database server the database too. */
  dataDir: string
  /** A PostgreSQL server; without it the database is a file in the data folder. */
  databaseUrl: string | undefined
  smtpUrl: string | undefined
  mailFrom: string
  /** Proxies whose X-Forwarded-* is believed: addresses or networks. */
  trustProxy: string[] | false
  /** Cookies carry `Secure` and the `__Host-` prefix. */
  secureCookies: boolean
  logLevel: (typeof logLevels)[number]
  /** A hundred times as generous in the demo and under measurement. */
  limits: 'strict' | 'relaxed'
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const blankIsAbsent = (value: unknown) => (value === '' ? undefined : value)

const Environment = z.object({
  PORT: z.preprocess(
    blankIsAbsent,
    z.coerce.number('must be a number').int().min(0).max(65_535).default(3000),
  ),
  HOST: z.preprocess(blankIsAbsent, z.string().default('0.0.0.0')),
  BASE_URL: z.preprocess(
    blankIsAbsent,
    z
      .url({
        protocol: /^https?$/,
        error: 'must be an address like https://requests.example.go.th',
      })
      .refine((url) => (URL.parse(url)?.pathname ?? '/') === '/', 'must not have a path')
      .optional(),
  ),
  DATA_DIR: z.preprocess(blankIsAbsent, z.string().default('data')),
  DATABASE_URL: z.preprocess(
    blankIsAbsent,
    z
      .url({
        protocol: /^postgres(ql)?$/,
        error: 'must be an address like postgres://khamkho:password@db.example.go.th:5432/khamkho',
      })
      .refine(
        (url) => (URL.parse(url)?.pathname ?? '').length > 1,
        'must name a database after the host',
      )
      .optional(),
  ),
  SMTP_URL: z.preprocess(
    blankIsAbsent,
    z
      .url({
        protocol: /^smtps?$/,
        error: 'must be an address like smtp://user:password@mail.example.go.th:587',
      })
      .optional(),
  ),
  MAIL_FROM: z.preprocess(
    blankIsAbsent,
    z.email('must be one e-mail address').default('no-reply@khamkho.invalid'),
  ),
  TRUST_PROXY: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .regex(
        /^[0-9a-fA-F.:/]+(,\s*[0-9a-fA-F.:/]+)*$/,
        'must be a list of addresses or networks, for example 10.0.0.2',
      )
      .optional(),
  ),
  COOKIE_SECURE: z.preprocess(
    blankIsAbsent,
    z.enum(['true', 'false'], 'must be true or false').optional(),
  ),
  LOG_LEVEL: z.preprocess(
    blankIsAbsent,
    z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  ),
  LIMITS: z.preprocess(
    blankIsAbsent,
    z.enum(['strict', 'relaxed'], 'must be strict or relaxed').default('strict'),
  ),
})

/** Settings of later versions: set today, they would be silently without effect, so they stop the start. */
const notYet = ['CLAMD_ADDRESS', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET']

/**
 * Reads the settings. Throws a `WrongSetting` whose message names each wrong setting in one sentence;
 * values are not repeated, since some hold passwords.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const read = Environment.safeParse(environment)
  const faults = read.success
    ? []
    : read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`)
  for (const name of notYet)
    if (environment[name]) faults.push(`${name} is not supported by this version; leave it out.`)
  if (!read.success || faults.length > 0) throw new WrongSetting(faults.join('\n'))

  const settings = read.data
  const baseUrl = (settings.BASE_URL ?? `http://localhost:${settings.PORT}`).replace(/\/$/, '')
  return {
    port: settings.PORT,
    host: settings.HOST,
    baseUrl,
    dataDir: path.resolve(settings.DATA_DIR),
    databaseUrl: settings.DATABASE_URL,
    smtpUrl: settings.SMTP_URL,
    mailFrom: settings.MAIL_FROM,
    trustProxy: settings.TRUST_PROXY
      ? settings.TRUST_PROXY.split(',').map((item) => item.trim())
      : false,
    secureCookies: settings.COOKIE_SECURE
      ? settings.COOKIE_SECURE === 'true'
      : baseUrl.startsWith('https:'),
    logLevel: settings.LOG_LEVEL,
    limits: settings.LIMITS,
  }
}

/** The environment does not add up; the message is for the person who starts the service. */
export class WrongSetting extends Error {}
