import { expect } from 'vitest'
import { eq } from 'drizzle-orm'
import { letters, type JobName } from '#src/database/schema.ts'
import type { TextKind } from '#src/mail/letter-texts.ts'
import { deliverWaiting } from '#src/mail/outbox.ts'
import type { OutgoingLetter } from '#src/mail/postman.ts'
import type { StaffAction } from '#src/requests/action-forms.ts'
import type { Day, Language } from '#src/requests/info-request.ts'
import { shortDay } from '#views/parts/dates.ts'
import {
  openWindow,
  signInAtWindow,
  type Site,
  type Visitor,
  type WindowOptions,
} from './browser.ts'
import type { CastMember } from './service.ts'

/* What people do at their windows in one journey after another. */

type Pair = { reference: string; code: string }

/** What is typed or chosen, by the name of its field. */
type Typed = Record<string, string>

/** The form as somebody fills it in, for the first division. Gives what stands on the receipt. */
export async function askAtWindow(
  site: Site,
  window: WindowOptions,
  changes: Typed = {},
): Promise<Pair> {
  const visitor = await openWindow(site, window)
  const { words } = visitor
  const { accessForm = 'file', ...you } = changes
  await visitor.open('/requests/new/information')
  await fillIn(visitor, {
    subject: 'รายงานการประชุมสุดยอดอาเซียน',
    details: 'ขอรายงานการประชุมสุดยอดอาเซียน ครั้งที่ 45',
    topic: String(site.cast.topics.first),
    accessForm,
  })
  await visitor.press(words.forms.continue)
  await fillIn(visitor, { name: 'สมชาย ใจดี', email: 'somchai@example.com', ...you })
  await visitor.press(words.forms.continue)
  await visitor.press(words.asking.files.continue)
  expect(await visitor.press(words.asking.check.send)).toBe(200)
  return pairOn(visitor)
}

/** The number and the code on a receipt or a slip. */
export async function pairOn({ page }: Visitor): Promise<Pair> {
  const text = await page.locator('#main').innerText()
  const reference = /\d\d-\d{6}-\d/.exec(text)?.[0]
  const code = /[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}/.exec(text)?.[0]
  if (!reference || !code) throw new Error('No reference or no code on this page')
  return { reference, code }
}

/** Signs in and opens a request. */
export async function openCase(
  site: Site,
  member: CastMember,
  { reference }: Pick<Pair, 'reference'>,
  window: WindowOptions,
): Promise<Visitor> {
  const visitor = await signInAtWindow(site, member, window)
  expect(await visitor.open(`/staff/requests/${reference}`)).toBe(200)
  return visitor
}

/** Takes a step that goes through: opens its form, fills it in, and reads that it is done. */
export async function takeStep(
  visitor: Visitor,
  action: StaffAction,
  typed: Typed = {},
): Promise<void> {
  const { actions, done } = visitor.words.caseFile
  await visitor.follow(actions[action].title)
  await sendStep(visitor, action, typed)
  await visitor.see(done[action])
}

/** Fills in the form of a step that is open, and sends it. */
export async function sendStep(
  visitor: Visitor,
  action: StaffAction,
  typed: Typed = {},
): Promise<void> {
  await fillIn(visitor, typed)
  expect(await visitor.press(visitor.words.caseFile.actions[action].button)).toBe(200)
}

/** Sends the open form of a step, which comes back with this sentence and all that was typed. */
export async function expectFault(
  visitor: Visitor,
  action: StaffAction,
  typed: Typed,
  sentence: string,
): Promise<void> {
  await fillIn(visitor, typed)
  expect(await visitor.press(visitor.words.caseFile.actions[action].button)).toBe(422)
  await visitor.see(sentence)
  for (const [name, value] of Object.entries(typed)) {
    if ((await kindOf(visitor, name)) === 'text')
      expect(await visitor.field(name).inputValue()).toBe(value)
  }
}

/** Types, selects or checks, whatever kind of field it is. */
export async function fillIn(visitor: Visitor, typed: Typed): Promise<void> {
  const { page, field } = visitor
  for (const [name, value] of Object.entries(typed)) {
    const kind = await kindOf(visitor, name)
    if (kind === 'choice') await page.locator(`#main [name="${name}"][value="${value}"]`).check()
    else if (kind === 'list') await field(name).selectOption(value)
    else await field(name).fill(value)
  }
}

async function kindOf({ page }: Visitor, name: string): Promise<'choice' | 'list' | 'text'> {
  const count = (what: string) => page.locator(`#main ${what}[name="${name}"]`).count()
  if ((await count('[type=radio]')) + (await count('[type=checkbox]')) > 0) return 'choice'
  return (await count('select')) > 0 ? 'list' : 'text'
}

/** A day as people of that language type it: `24 พ.ย. 2569`, `24 Nov 2026`. */
export function typedDay(language: Language, day: Day): string {
  return shortDay(language, day).replaceAll('\u00a0', ' ')
}

/** Lets a day come, at ten in the morning. Whoever was signed in, or followed a request, has to show again who they are. */
export function letComing({ time }: Pick<Site, 'time'>, day: Day): void {
  time.now = Date.parse(`${day}T10:00:00+07:00`)
}

/** The administrator has a job done now. Gives what it says it did. */
export async function runJob(site: Site, job: JobName, window: WindowOptions): Promise<string> {
  const admin = await signInAtWindow(site, 'admin', window)
  const { about, run, result } = admin.words.jobs
  const { title } = about[job]
  await admin.open('/staff/admin/jobs')
  await admin.press(`${run} ${title}`)
  await admin.see(result.ran(title))
  return admin.page.locator(`section[aria-labelledby="${job}"]`).innerText()
}

/** The letters of a service, which leave when somebody looks for one: the journey decides when. */
export type Mailbag = {
  /** The last letter of this kind to this address, on one line. */
  letter(kind: TextKind, to?: string): Promise<string>
}

export function openMailbag({ services }: Site): Mailbag {
  const delivered: OutgoingLetter[] = []
  const { db, clock } = services
  const quiet = () => {}
  const log = { info: quiet, warn: quiet, error: quiet }
  const postman = {
    async deliver(letter: OutgoingLetter) {
      delivered.push(letter)
    },
    close: quiet,
  }
  return {
    async letter(kind, to = 'somchai@example.com') {
      await deliverWaiting({ db, clock, log, postman })
      const rows = await db.read.select().from(letters).where(eq(letters.kind, kind))
      const ids = rows.map(({ id }) => id)
      const found = delivered.findLast(({ id, toAddress }) => ids.includes(id) && toAddress === to)
      if (!found) throw new Error(`No letter of the kind ${kind} came to ${to}`)
      return onOneLine(`${found.subject} ${found.body}`)
    },
  }
}

/** Without line breaks and hard spaces, to look for sentences in it. */
export function onOneLine(text: string): string {
  return text.replaceAll(/[\s\u00a0]+/g, ' ')
}
