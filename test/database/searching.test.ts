import { describe, expect, it } from 'vitest'
import type { Database, Tx } from '#src/database/open.ts'
import { infoRequests } from '#src/database/schema.ts'
import { indexForSearch, matchingSearch, searchKey } from '#src/database/search.ts'
import { freshDatabase } from '../support/database.ts'

describe('searching', () => {
  it.each([
    ['งบประมาณ', 'a Thai word in the middle of others'],
    ['ประมาณปี', 'across words: nobody has to know where one ends'],
    ['งบ', 'two characters only'],
    ['งบประมาณ asean', 'two words, in either language and any case'],
    ['2568', 'Arabic digits for Thai ones'],
    ['๒๕๖๘', 'Thai digits'],
    ['69', 'a short number written with Thai digits'],
    ['๖๙', 'a short Thai number'],
    ['แผนงาน', 'sara ae typed as two sara e'],
    ['นํ้าท่วม', 'sara am typed in two parts around the tone'],
    ['ท\u0E48\u0E35ดิน', 'the tone typed before the vowel'],
    ['งบ\u200Bประมาณ', 'with a zero-width space'],
    ['  งบประมาณ  ', 'with spaces around'],
  ])('finds %s: %s', async (typed) => {
    const db = await freshDatabase()
    await store(db, 1, 'ขอข้อมูลงบประมาณปี ๒๕๖๘ และ ๖๙ เเผนงานน้ำท่วม ที่ดิน ASEAN')
    await store(db, 2, 'เรื่องอื่น')
    expect(await find(db, typed)).toEqual([1])
  })

  it.each(['เปลี่ยน', 'งบประมาณ เปลี่ยน', 'xyz', 'zz'])('does not find %s', async (typed) => {
    const db = await freshDatabase()
    await store(db, 1, 'ขอข้อมูลงบประมาณ')
    expect(await find(db, typed)).toEqual([])
  })

  it.each([
    '"',
    '""',
    '"""',
    "'",
    '*',
    'abc*',
    'งบประมาณ OR เรื่อง',
    'งบประมาณ NOT เรื่อง',
    'NEAR(งบประมาณ เรื่อง)',
    'words:งบประมาณ',
    '-งบประมาณ',
    '^งบประมาณ',
    '{words}',
    '%',
    '_',
    '%%',
    '__',
    '\\',
    'งบ%',
    '"งบประมาณ" AND',
    "'; DROP TABLE events; --",
    '\0งบ\0',
    '\uD800งบ',
    '(((',
    'งบประมาณ\u0000OR',
    '🇹🇭🇹🇭🇹🇭',
    'ก'.repeat(100_000),
  ])('takes %j as plain characters', async (typed) => {
    const db = await freshDatabase()
    await store(db, 1, 'รายงานการประชุม')
    expect(await find(db, typed)).toEqual([])
  })

  it('finds the very characters that mean something elsewhere', async () => {
    const db = await freshDatabase()
    await store(db, 1, 'ร้อยละ 50% ของ "โครงการ" (ระยะ a_b)')
    await store(db, 2, 'ร้อยละ 501 ของ โครงการ ระยะ axb')
    expect(await find(db, '0%')).toEqual([1])
    expect(await find(db, '50%')).toEqual([1])
    expect(await find(db, '"โครงการ"')).toEqual([1])
    expect(await find(db, 'a_b')).toEqual([1])
    expect(await find(db, '_b')).toEqual([1])
  })

  it('is no condition at all when nothing was typed', async () => {
    const { read } = await freshDatabase()
    expect(await matchingSearch(read, '')).toBeUndefined()
    expect(await matchingSearch(read, ' \u200B\n ')).toBeUndefined()
  })

  it('finds every request with a word that is in very many, and narrows it by a rare one', async () => {
    const db = await freshDatabase()
    const many = Array.from({ length: 1100 }, (_, index) => index + 1)
    await storeAll(db, many, (id) => `ขอรายงานประจำปี${id % 100 === 0 ? ' ฉบับเต็ม' : ''}`)
    await store(db, 1101, 'เรื่องอื่น')
    expect(await find(db, 'รายงาน')).toEqual(many)
    expect(await find(db, 'รายงาน ฉบับเต็ม')).toEqual(many.filter((id) => id % 100 === 0))
    expect(await find(db, 'รายงาน ปี')).toEqual(many)
  })

  it('forgets what a request was found by before', async () => {
    const db = await freshDatabase()
    await store(db, 1, 'เรื่องแรก')
    await db.write((tx) => indexForSearch(tx, 1, 'เรื่องที่สอง'))
    expect(await find(db, 'แรก')).toEqual([])
    expect(await find(db, 'สอง')).toEqual([1])
  })

  it('indexes nothing of a transaction that failed', async () => {
    const db = await freshDatabase()
    await store(db, 1, 'เรื่องแรก')
    await expect(
      db.write(async (tx) => {
        await indexForSearch(tx, 1, 'เรื่องที่สอง')
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    expect(await find(db, 'แรก')).toEqual([1])
    expect(await find(db, 'สอง')).toEqual([])
  })

  it('folds text the same way twice', () => {
    for (const text of ['นํ้า', 'เเละ', 'ที่', 'ABC\u0000\tÉ', '๑๒๓', 'ก\u200Bข']) {
      expect(searchKey(searchKey(text))).toBe(searchKey(text))
    }
    expect(searchKey('นํ้า')).toBe('น้ำ')
  })
})

async function find(db: Database, typed: string): Promise<number[]> {
  const rows = await db.read
    .select({ id: infoRequests.id })
    .from(infoRequests)
    .where(await matchingSearch(db.read, typed))
    .orderBy(infoRequests.id)
  return rows.map(({ id }) => id)
}

function store(db: Database, id: number, subject: string): Promise<void> {
  return storeAll(db, [id], () => subject)
}

async function storeAll(
  db: Database,
  ids: readonly number[],
  subjectOf: (id: number) => string,
): Promise<void> {
  await db.write(async (tx) => {
    for (const id of ids) await storeOne(tx, id, subjectOf(id))
  })
}

async function storeOne(tx: Tx, id: number, subject: string): Promise<void> {
  await tx.insert(infoRequests).values({
    id,
    reference: `69-00000${id}-0`,
    codeHash: '',
    channel: 'online',
    language: 'th',
    status: 'submitted',
    subject,
    details: '',
    period: '',
    accessForm: 'file',
    requesterKind: 'unspecified',
    title: '',
    name: 'ผู้ขอ',
    affiliation: '',
    purpose: '',
    email: '',
    phone: '',
    deliverBy: 'email',
    address: '',
    submittedAt: 0,
    receivedOn: '2026-01-05',
    dueOn: '2026-01-20',
    lastPosition: 1,
  })
  await indexForSearch(tx, id, subject)
}
