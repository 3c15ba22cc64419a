import { accessSync, constants, mkdirSync } from 'node:fs'
import path from 'node:path'
import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'
import { keptCalendar } from './calendar/store.ts'
import { WrongSetting, type Config } from './config.ts'
import type { Database } from './database/open.ts'
import { startDatabase } from './database/start.ts'
import { keptRules } from './department/store.ts'
import { keptLetterTexts } from './mail/text-store.ts'
import { databaseBlobs } from './files/database-blobs.ts'
import { folderBlobs } from './files/folder-blobs.ts'
import { startJobs } from './jobs.ts'
import { startPost } from './mail/outbox.ts'
import { folderPostman, smtpPostman } from './mail/postman.ts'
import { keptTopics } from './organisation/store.ts'
import type { Services } from './services.ts'
import { fillMissingCounts } from './statistics/count-anew.ts'
import { hasAccounts } from './staff/store.ts'
import { keptFiguresVersion } from './statistics/published/version.ts'
import { startSavingViews, viewCounter } from './statistics/use/view-counter.ts'
import { readSigningKey } from './web/signing-key.ts'

export const clock = () => Date.now()

/** A running set of services, and how to end it. */
export type Opened = { services: Services; close: () => Promise<void> }

/**
 * Opens everything the features need, bringing the database up to date. Throws a sentence when the folder or the
 * server of the settings cannot be used, or when another process serves that folder.
 */
export async function openServices(
  config: Config,
  { onBroken }: { onBroken?: (cause: unknown) => void } = {},
): Promise<Opened> {
  makeFolder(config.dataDir)
  const db = await startDatabase(config, { at: clock(), onBroken })
  try {
    const services = await servicesOn(db, config, clock)
    await fillMissingCounts(db, { at: clock(), calendar: await services.calendar() })
    return { services, close: () => db.close() }
  } catch (error) {
    await db.close()
    throw error
  }
}

/** What the features need, on an open database. */
export async function servicesOn(
  db: Database,
  config: Config,
  now: () => number,
): Promise<Services> {
  return {
    config,
    db,
    blobs: db.isShared
      ? await databaseBlobs(db, now, config.dataDir)
      : await folderBlobs(config.dataDir),
    clock: now,
    calendar: keptCalendar(db, now),
    rules: keptRules(db, now),
    letterTexts: keptLetterTexts(db, now),
    topics: keptTopics(db, now),
    figuresVersion: keptFiguresVersion(db, now),
    views: viewCounter(),
    signingKey: await readSigningKey(db),
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new WrongSetting(`DATA_DIR ${folder} is not a folder this service can write to.`, {
      cause,
    })
  }
}

/** Serves until SIGTERM or SIGINT, then finishes what is under way and ends. */
export async function serve(config: Config): Promise<void> {
  let app: FastifyInstance | undefined
  const opened = await openServices(config, {
    onBroken(cause) {
      // What the disk still holds can no longer be trusted: end, and let the supervisor start afresh.
      app?.log.fatal({ err: cause }, 'the disk failed while committing')
      process.exit(1)
    },
  })
  const { services } = opened
  const service = await buildApp(services)
  app = service
  const postman = config.smtpUrl
    ? smtpPostman(config.smtpUrl, config.mailFrom)
    : folderPostman(path.join(config.dataDir, 'mail'), config.mailFrom)
  const post = startPost(services, postman, service.log)
  const jobs = startJobs(services, service.log)
  const counting = startSavingViews(services, service.log)
  const end = async () => {
    await service.close()
    await counting.stop()
    await jobs.stop()
    await post.stop()
    postman.close()
    await opened.close()
  }

  try {
    await service.listen({ port: config.port, host: config.host })
  } catch (cause) {
    await end()
    throw new WrongSetting(
      `PORT ${config.port} of HOST ${config.host} cannot be listened on; is another program using it?`,
      { cause },
    )
  }
  closeWithGrace({ delay: 20_000 }, async ({ err }) => {
    if (err) service.log.error({ err }, 'ending after an error')
    await end()
  })
  await sayHowToBegin(service, services)
}

async function sayHowToBegin(app: FastifyInstance, { db }: Services): Promise<void> {
  // A database that is away for a moment is no reason to end: then this is not said.
  if (await hasAccounts(db.read).catch(() => true)) return
  app.log.warn(
    'Nobody can sign in yet. Make the first administrator with: npm run add-user -- --username admin --name "…" --role administrator',
  )
}
