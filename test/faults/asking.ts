import { setTimeout as pause } from 'node:timers/promises'
import { aPdf } from '../support/sample-files.ts'
import {
  fillInPages,
  keyOf,
  openVisitor,
  referenceOf,
  type Page,
  type Typed,
  type Visitor,
} from '../support/visitor.ts'

/** A request that was acknowledged; `wasRepeated`: after its form had been sent more than once. */
export type Sent = { reference: string; wasRepeated: boolean }

/** Whether a page means "in a moment"; unless told none does, and any answer ends the trying. */
type MeansLater = (page: Page) => boolean

export type Asking = Typed & { withFile?: boolean; meansLater?: MeansLater }

const fileName = 'หนังสือขอข้อมูล.pdf'

/** One person's request, with a file unless told; whatever breaks is done again, as people do it. */
export async function askPatiently(
  url: string,
  { withFile = true, meansLater = () => false, ...typed }: Asking = {},
): Promise<Sent> {
  const hasty = openVisitor(url)
  const visitor = beingPatient(hasty, meansLater)
  try {
    await fillInPages(visitor, typed)
    if (withFile)
      await patiently(async () => {
        const page = await visitor.get('/requests/new/files')
        if (page.body.includes(fileName)) return page
        const file = { name: fileName, content: aPdf() }
        return hasty.upload('/requests/new/files', { go: 'continue' }, file)
      }, meansLater)
    const idempotencyKey = keyOf(await visitor.get('/requests/new/check'))

    let tries = 0
    const answer = await patiently(() => {
      tries += 1
      return hasty.post('/requests', { idempotencyKey })
    }, meansLater)
    const reference = referenceOf(answer)
    const receipt = await visitor.get(answer.location)
    if (!receipt.body.includes(reference)) throw new Error(`${reference} has no receipt`)
    return { reference, wasRepeated: tries > 1 }
  } finally {
    hasty.leave()
  }
}

/** Somebody who loads a page again, and sends a form again, until it is answered. */
export function beingPatient(visitor: Visitor, meansLater: MeansLater = () => false): Visitor {
  return {
    ...visitor,
    get: (path) => patiently(() => visitor.get(path), meansLater),
    post: (path, fields) => patiently(() => visitor.post(path, fields), meansLater),
  }
}

async function patiently(attempt: () => Promise<Page>, meansLater: MeansLater): Promise<Page> {
  for (;;) {
    try {
      const page = await attempt()
      if (!meansLater(page)) return page
    } catch (error) {
      if (!isBrokenConnection(error)) throw error
    }
    await pause(20)
  }
}

function isBrokenConnection(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].some((code) => code === error.code)
  )
}
