import { asc } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { letters, letterTexts } from '#src/database/schema.ts'
import { defaultText } from '#src/mail/letter-texts.ts'
import { wordsIn } from '#views/words/words.ts'
import {
  openBrowser,
  signIn,
  startService,
  submitRequest,
  type Answer,
  type Browser,
  type Fields,
  type Service,
} from '../support/service.ts'

const words = wordsIn.en.texts
const receipt = '/en/staff/admin/texts/receipt/th'
const ours = defaultText('receipt', 'th')
/** What a browser sends of a text: its lines end in two characters. */
const written = (body: string) => body.replaceAll('\n', '\r\n')
const changed = (change: string, seen = 0): Fields => ({
  subject: ours.subject,
  body: written(`${ours.body}\n\n${change}`),
  seen: String(seen),
})

async function start() {
  const service = await startService()
  return { service, admin: await signIn(service, 'admin') }
}

async function versions({ services }: Service) {
  return services.db.read.select().from(letterTexts).orderBy(asc(letterTexts.version))
}

async function lastLetter({ services }: Service) {
  const rows = await services.db.read.select().from(letters).orderBy(asc(letters.id))
  return rows.at(-1)
}

/** What is typed in a page's text area, as a browser would show it. */
function typedIn({ body }: Answer): string {
  return (/<textarea[^>]*>\n([\s\S]*?)<\/textarea>/.exec(body)?.[1] ?? '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
}

function save(browser: Browser, fields: Fields, address = receipt) {
  return browser.post(address, fields)
}

describe('the text of a letter', () => {
  it('is what letters say from the moment an administrator saves it', async () => {
    const { service, admin } = await start()
    await submitRequest(service)
    expect((await lastLetter(service))?.body).not.toContain('ขอบคุณ')

    const saved = await save(admin, changed('ขอบคุณที่ถาม {{reference}}'))
    expect(saved.statusCode).toBe(303)
    expect(saved.headers.location).toBe(`${receipt}?done=saved`)
    expect((await admin.get(`${receipt}?done=saved`)).body).toContain(words.done)

    const { reference } = await submitRequest(service)
    expect((await lastLetter(service))?.body).toContain(`ขอบคุณที่ถาม ${reference}`)
    expect(await versions(service)).toMatchObject([
      { kind: 'receipt', language: 'th', version: 1, savedById: service.cast.admin.id },
    ])
    expect((await versions(service))[0]?.body).not.toContain('\r')
  })

  it('stays what it was in the other language and in other letters', async () => {
    const { service, admin } = await start()
    await save(admin, changed('ขอบคุณที่ถาม'))
    const texts = await service.services.letterTexts()
    expect(texts.receipt?.en).toBeUndefined()
    expect(texts.decision).toBeUndefined()
  })

  it('is listed with its version and who changed it when', async () => {
    const { admin } = await start()
    expect((await admin.get('/en/staff/admin/texts')).body).not.toContain('Version 1')
    await save(admin, changed('ขอบคุณ'))
    const list = await admin.get('/en/staff/admin/texts')
    expect(list.body).toContain('Version 1 by ผู้ใช้ admin')
    expect((await admin.get('/en/staff/admin')).body).toContain('1 text changed')
  })

  it('belongs to administrators', async () => {
    const { service } = await start()
    for (const member of ['officer', 'head', 'secretary', 'executive', 'auditor'] as const) {
      const browser = await signIn(service, member)
      for (const address of ['/staff/admin/texts', receipt, `${receipt}/versions/0`])
        expect((await browser.get(address)).statusCode).toBe(403)
      const sent = await browser.post(receipt, changed('ขอบคุณ'), { from: '/staff' })
      expect(sent.statusCode).toBe(403)
    }
    const stranger = await openBrowser(service).get(receipt)
    expect(stranger.statusCode).toBe(303)
    expect(await versions(service)).toEqual([])
  })

  it('exists for letters to people outside, in the languages they are written in', async () => {
    const { admin } = await start()
    for (const address of [
      'staff-digest/th',
      'nothing/th',
      'toString/th',
      'receipt/fr',
      'third-party-notice/en',
      'receipt/th/versions/1',
      'receipt/th/versions/00',
      'receipt/th/versions/x',
    ])
      expect([address, (await admin.get(`/staff/admin/texts/${address}`)).statusCode]).toEqual([
        address,
        404,
      ])
  })
})

describe('a text with something wrong', () => {
  const line = words.faults.inLine
  const inSubject = words.faults.inSubject
  const cases: [string, Partial<{ subject: string; body: string }>, string, address?: string][] = [
    [
      'an unknown variable',
      { body: `one\n\n{{colour}}\n${ours.body}` },
      line(3, words.faults['unknown-variable']('colour')),
    ],
    ['braces left open', { body: `${ours.body}\n{{track` }, line(17, words.faults.unclosed)],
    ['braces closed twice', { body: `a }}\n${ours.body}` }, line(1, words.faults.unopened)],
    ['no subject', { subject: ' ' }, words.faults.subject.missing],
    ['no text', { body: ' \r\n ' }, words.faults.body.missing],
    [
      'what the requester typed, in the receipt',
      { body: `เรียน {{name}}\n${ours.body}` },
      line(1, words.faults['typed-by-requester']('name')),
    ],
    [
      'the subject of the request, in the receipt',
      { subject: '{{requestSubject}}' },
      inSubject(words.faults['typed-by-requester']('requestSubject')),
    ],
    [
      'personal data in the subject',
      { subject: '{{reference}} {{name}}' },
      inSubject(words.faults['not-in-subject']('name')),
      '/en/staff/admin/texts/decision/th',
    ],
    [
      'a question in the subject',
      { subject: '{{question}}' },
      inSubject(words.faults['not-in-subject']('question')),
      '/en/staff/admin/texts/question/en',
    ],
    [
      'no remedies in a decision',
      { body: defaultText('decision', 'th').body.replace('{{remedies}}', '') },
      words.faults['left-out']('remedies'),
      '/en/staff/admin/texts/decision/th',
    ],
    [
      'no day to object in the notice',
      { body: defaultText('third-party-notice', 'th').body.replace('{{objectionBy}}', '') },
      words.faults['left-out']('objectionBy'),
      '/en/staff/admin/texts/third-party-notice/th',
    ],
    [
      'the requester in a letter to a third party',
      { body: `${defaultText('third-party-notice', 'th').body}\n{{requestSubject}}` },
      words.faults['unknown-variable']('requestSubject'),
      '/en/staff/admin/texts/third-party-notice/th',
    ],
    [
      'too many lines',
      { body: `${'บรรทัด\n'.repeat(40)}${ours.body}` },
      words.faults['too-many-lines'](40),
    ],
    ['a letter no text has', { body: `${ours.body}\u202e` }, 'Remove'],
    ['too many letters', { subject: 'ก'.repeat(151) }, '150'],
  ]

  it.each(cases)(
    'is refused with a sentence, and kept: %s',
    async (_, wrong, sentence, address = receipt) => {
      const { service, admin } = await start()
      const text = { subject: ours.subject, body: ours.body, ...wrong }
      const answer = await save(admin, { ...text, body: written(text.body), seen: '0' }, address)
      expect(answer.statusCode).toBe(422)
      const said = answer.body.replaceAll('&#39;', "'")
      expect(said).toContain(sentence)
      expect(said).toMatch(/<title>Error: /)
      expect(typedIn(answer).replaceAll('\r', '').trim()).toBe(
        text.body.replaceAll('\r', '').trim(),
      )
      expect(await versions(service)).toEqual([])
    },
  )

  it('is told everything at once', async () => {
    const { admin } = await start()
    const answer = await save(admin, { subject: '{{x}}', body: '{{y}}', seen: '0' })
    for (const variable of ['x', 'y'])
      expect(answer.body).toContain(words.faults['unknown-variable'](variable))
    expect(answer.body).toContain(words.faults['left-out']('dueOn'))
  })

  it('is never our fault, whatever is sent', async () => {
    const { service, admin } = await start()
    const text = { subject: ours.subject, body: written(`${ours.body}\n\nx`) }
    for (const fields of [
      {},
      { ...text },
      { ...text, seen: '-1' },
      { ...text, seen: '9'.repeat(400) },
      { ...text, seen: ['0', '0'] },
      { ...text, seen: '0', body: ['a', 'b'] },
      { ...text, seen: '0', more: 'x' },
      { ...text, seen: '0', subject: '\u0000' },
    ])
      for (const address of [receipt, `${receipt}?preview`])
        expect((await admin.post(address, fields, { from: receipt })).statusCode).toBe(422)
    expect((await admin.post(`${receipt}/versions/0`, {}, { from: receipt })).statusCode).toBe(400)
    expect(await versions(service)).toEqual([])
  })
})

describe('a preview', () => {
  const look = (browser: Browser, fields: Fields) =>
    browser.post(`${receipt}?preview`, fields, { from: receipt })

  it('shows the letter with made-up facts, and saves nothing', async () => {
    const { service, admin } = await start()
    const answer = await look(admin, changed('ขอบคุณ <b>{{reference}}</b>'))
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toMatch(/ขอบคุณ &lt;b&gt;70-000123-\d&lt;\/b&gt;/)
    expect(typedIn(answer)).toContain('ขอบคุณ <b>{{reference}}</b>')
    expect(await versions(service)).toEqual([])
  })

  it('says what keeps it from being saved', async () => {
    const { admin } = await start()
    const answer = await look(admin, changed('{{colour}}'))
    expect(answer.statusCode).toBe(422)
    const shown = /<section id="preview"[\s\S]*?<\/section>/.exec(answer.body)?.[0]
    expect(shown).toContain(words.preview.toMend)
    expect(shown).toContain(words.faults['unknown-variable']('colour'))
  })
})

describe('versions', () => {
  it('are kept, can be read, and restored as a new one', async () => {
    const { service, admin } = await start()
    await save(admin, changed('แบบแรก'))
    await save(admin, changed('แบบที่สอง', 1))
    expect((await admin.get(receipt)).body).toContain('Version 2')
    const first = await admin.get(`${receipt}/versions/1`)
    expect(first.body).toContain('แบบแรก')
    expect(first.body).toContain(words.versions.restore)

    const restored = await admin.post(`${receipt}/versions/1`, { seen: '2' })
    expect(restored.headers.location).toBe(`${receipt}?done=saved`)
    const rows = await versions(service)
    expect(rows.map(({ version }) => version)).toEqual([1, 2, 3])
    expect(rows[2]?.body).toBe(rows[0]?.body)
    expect((await admin.get(`${receipt}/versions/1`)).body).toContain(words.versions.isInUse)
  })

  it('lead back to the text of the service, and to whatever it will be then', async () => {
    const { service, admin } = await start()
    await save(admin, changed('ของเรา'))
    await admin.post(`${receipt}/versions/0`, { seen: '1' })
    expect((await versions(service))[1]).toMatchObject({ version: 2, subject: '', body: '' })
    expect(await service.services.letterTexts()).toEqual({})
    expect(typedIn(await admin.get(receipt)).trim()).toBe(ours.body)
    expect((await admin.get('/en/staff/admin/texts')).body).toContain('Back to the text that comes')
    await submitRequest(service)
    expect((await lastLetter(service))?.body).toContain('กรมอาเซียนได้รับคำขอข้อมูลข่าวสารของท่านแล้ว')
  })

  it('come from one form once, however often it is sent', async () => {
    const { service, admin } = await start()
    await save(admin, changed('ครั้งเดียว'))
    expect((await save(admin, changed('ครั้งเดียว'))).statusCode).toBe(303)
    expect(await versions(service)).toHaveLength(1)
    await save(admin, { ...ours, body: written(ours.body), seen: '1' })
    await save(admin, { ...ours, body: written(ours.body), seen: '2' })
    expect(await versions(service)).toHaveLength(2)
  })

  it('of another program do not break a letter: it has the text of the service, and cannot be restored', async () => {
    const { service, admin } = await start()
    await service.services.db.write(async (tx) => {
      await tx.insert(letterTexts).values({
        kind: 'receipt',
        language: 'th',
        version: 1,
        subject: 'x',
        body: '{{gone}}',
        savedById: service.cast.admin.id,
        savedAt: 0,
      })
    })
    await submitRequest(service)
    expect((await lastLetter(service))?.body).toContain('กรมอาเซียนได้รับคำขอ')
    expect((await admin.get(receipt)).body).toContain(words.preview.toMend)
    await save(admin, changed('ใหม่', 1))
    const answer = await admin.post(`${receipt}/versions/1`, { seen: '2' })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(words.faults['unknown-variable']('gone'))
  })
})

describe('two administrators', () => {
  it('do not write over each other unknowingly: the second is told, and keeps the text', async () => {
    const { service, admin } = await start()
    const other = await signIn(service, 'admin')
    await save(admin, changed('คนแรก'))
    const answer = await save(other, changed('คนที่สอง'))
    expect(answer.statusCode).toBe(409)
    expect(answer.body).toContain('ผู้ใช้ admin saved version 1 at')
    expect(typedIn(answer)).toContain('คนที่สอง')
    expect(answer.body).toContain(`href="${receipt}/versions/1"`)
    expect((await versions(service)).map(({ body }) => body.includes('คนแรก'))).toEqual([true])

    expect(answer.body).toContain('name="seen" value="1"')
    expect((await save(other, changed('คนที่สอง', 1))).statusCode).toBe(303)
    expect((await versions(service))[1]?.body).toContain('คนที่สอง')
  })

  it('cannot both be first, even at the same moment', async () => {
    const { service, admin } = await start()
    await admin.get(receipt)
    const answers = await Promise.all(
      ['ก', 'ข', 'ค', 'ง'].map((change) => save(admin, changed(change))),
    )
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 409, 409, 409])
    expect(await versions(service)).toHaveLength(1)
  })

  it('do not restore over each other either', async () => {
    const { service, admin } = await start()
    await save(admin, changed('หนึ่ง'))
    await save(admin, changed('สอง', 1))
    const answer = await admin.post(`${receipt}/versions/1`, { seen: '1' })
    expect(answer.statusCode).toBe(409)
    expect(typedIn(answer)).toContain('หนึ่ง')
    expect(await versions(service)).toHaveLength(2)
  })
})
