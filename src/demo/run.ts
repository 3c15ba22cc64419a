import path from 'node:path'
import { asc } from 'drizzle-orm'
import { keptCalendar } from '../calendar/store.ts'
import { readConfig, type Config } from '../config.ts'
import { divisions } from '../database/schema.ts'
import { deliverWaiting } from '../mail/outbox.ts'
import { folderPostman } from '../mail/postman.ts'
import { openServices, serve } from '../serve.ts'
import type { Services } from '../services.ts'
import { saveViews } from '../statistics/use/view-counter.ts'
import { addDepartment, demoPassword, demoUsernames, hashDemoPassword } from './department.ts'
import { tellFeedback } from './feedback.ts'
import { demoPlace, type DemoPlace } from './place.ts'
import { play } from './play.ts'
import { signMonths } from './signing.ts'
import { demoStories } from './stories.ts'

/**
 * Makes the demo in its own folder, and in its own database where `DATABASE_URL` names one, once, and serves it on
 * this machine only. `--fresh` makes it anew. Throws a sentence, and touches nothing, when the folder or the database
 * holds anything that is not a demo's.
 */
export async function runDemo(environment: NodeJS.ProcessEnv, words: string[]): Promise<void> {
  const config = demoConfig(environment)
  const place = demoPlace(config)
  const state = await place.state()
  if (state !== 'made' || words.includes('--fresh')) await make(config, place)
  console.log(
    [
      '',
      `Khamkho demo: ${config.baseUrl}`,
      `Staff: ${config.baseUrl}/staff`,
      `Accounts: ${demoUsernames.join(' ')}`,
      `Password: ${demoPassword}`,
      config.smtpUrl ? 'Mail goes to SMTP_URL.' : `Mail: ${path.join(config.dataDir, 'mail')}`,
      '',
    ].join('\n'),
  )
  await serve(config)
}

/** The settings of the environment, but only ever on this machine, in a folder of the demo's own, without tight limits. */
function demoConfig(environment: NodeJS.ProcessEnv): Config {
  return readConfig({
    LOG_LEVEL: 'warn',
    ...environment,
    HOST: '127.0.0.1',
    DATA_DIR: environment['DATA_DIR'] || path.join('data', 'demo'),
    LIMITS: environment['LIMITS'] || 'relaxed',
  })
}

async function make(config: Config, place: DemoPlace): Promise<void> {
  console.log('Making the demo, a moment please …')
  await place.clear()
  const { services, close } = await openServices(config)
  try {
    await place.begin()
    await tell(services)
    await saveViews(services)
  } finally {
    await close()
  }
  await place.finish()
}

async function tell(services: Services): Promise<void> {
  const { db, config } = services
  const time = { now: services.clock() }
  const clock = () => time.now
  const staged: Services = { ...services, clock, calendar: keptCalendar(db, services.clock) }
  const [secretariat] = await db.read.select().from(divisions).orderBy(asc(divisions.id)).limit(1)
  const passwordHash = await hashDemoPassword()
  const department = await db.write((tx) =>
    addDepartment(tx, { secretariat: secretariat?.id ?? 0, passwordHash, at: time.now }),
  )
  const postman = folderPostman(path.join(config.dataDir, 'mail'), config.mailFrom)
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  for (const story of demoStories()) {
    await play({ services: staged, time, department }, story)
    await deliverWaiting({ db, postman, clock, log })
  }
  await tellFeedback({ services: staged, time, department })
  await signMonths({ services: staged, time, department })
  postman.close()
}
