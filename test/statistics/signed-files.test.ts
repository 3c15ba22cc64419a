import { readXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { findSignedMonth } from '#src/statistics/signing/store.ts'
import { enterForm } from '../support/counter.ts'
import { signMonth, signMonths } from '../support/months.ts'
import { textLayer } from '../support/pdf-text.ts'
import { signIn, startService, type Service } from '../support/service.ts'
import { aBusyDepartment } from './busy-department.ts'

const noon = Date.parse('2026-11-05T12:00:00+07:00')
const types = ['pdf', 'xlsx', 'csv', 'json'] as const

describe('the files of a signed month', () => {
  it('stay as they were signed, byte for byte, whatever comes later', async () => {
    const service = await open()
    await signMonths(service, '2026-10')
    const before = await filesOf(service, '2026-09')
    await correct(service)
    service.time.now += 400 * 86_400_000
    const after = await filesOf(service, '2026-09')
    for (const [place, type] of types.entries())
      expect([type, after[place]?.equals(before[place] ?? Buffer.of())]).toEqual([type, true])
  })

  it('are those of the newest revision, and name it', async () => {
    const service = await open()
    await signMonths(service, '2026-10')
    await correct(service)
    const { services, cast } = service
    await signMonth(services, cast.secretary.id, '2026-09', 'พบคำขอที่นับตกหล่น')
    const signed = await findSignedMonth(services.db.read, '2026-09')
    const [pdf = Buffer.of(), xlsx = Buffer.of()] = await filesOf(service, '2026-09')
    const said = textLayer(pdf)
    expect(said).toContain('ฉบับที่ 2 ลงนามใหม่เนื่องจาก พบคำขอที่นับตกหล่น')
    expect(said).toContain(`SHA-256 ของเอกสารที่ลงนาม: ${signed?.sha256}`)
    const { sheets } = await readXlsx(xlsx)
    expect(sheets.at(-1)?.rows).toEqual(
      expect.arrayContaining([
        ['ฉบับที่', 2],
        ['เหตุที่ลงนามใหม่', 'พบคำขอที่นับตกหล่น'],
        ['SHA-256 ของเอกสารที่ลงนาม', signed?.sha256],
      ]),
    )
  })
})

async function open(): Promise<Service> {
  const service = await startService({ at: noon, settings: { LIMITS: 'relaxed' } })
  await aBusyDepartment(service.services.db, {
    seed: 21,
    count: 40,
    from: '2026-08-03',
    until: '2026-11-04',
  })
  return service
}

async function filesOf(service: Service, month: string): Promise<Buffer[]> {
  const secretary = await signIn(service, 'secretary')
  const files: Buffer[] = []
  for (const type of types) {
    const answer = await secretary.get(`/staff/reports/${month}.${type}`)
    expect(answer.statusCode).toBe(200)
    files.push(answer.rawPayload)
  }
  return files
}

/** A letter that lay unopened since September is entered only now. */
async function correct(service: Service): Promise<void> {
  const secretary = await signIn(service, 'secretary')
  const entered = await enterForm(secretary, {
    channel: 'post',
    receivedOn: '15/9/2569',
    entryReason: 'พบซองค้างในตู้',
  })
  expect(entered.statusCode).toBe(303)
}
