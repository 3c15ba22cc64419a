import { createHash } from 'node:crypto'
import { readXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { putItaItem, type ItaItem } from '#src/assessment/store.ts'
import { itaSlugs } from '#src/database/schema.ts'
import { addImprovement } from '#src/feedback/store.ts'
import { findSignedMonth, findWritten } from '#src/statistics/signing/store.ts'
import { addUse } from '#src/statistics/use/store.ts'
import { aBusyDepartment } from '../statistics/busy-department.ts'
import { someFeedback } from '../support/feedback.ts'
import { signMonths } from '../support/months.ts'
import { textLayer, withoutSpaces } from '../support/pdf-text.ts'
import { signIn, startService, type CastMember, type Service } from '../support/service.ts'
import { unzip, type Unzipped } from '../support/unzip.ts'

/** Tuesday: the fiscal year 2570 runs, 2569 is over. */
const noon = Date.parse('2026-11-24T12:00:00+07:00')
const baseUrl = 'https://requests.example.go.th'

describe('the evidence of a fiscal year', () => {
  it.each(['secretary', 'executive', 'auditor'] as const)('is for the %s', async (member) => {
    const { get } = await open({ member })
    expect((await get('/staff/evidence')).statusCode).toBe(200)
    const answer = await get('/staff/evidence/2570.zip')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': 'attachment; filename="khamkho-evidence-2570.zip"',
      'cache-control': 'no-store',
    })
  })

  it.each(['officer', 'head', 'admin'] as const)('is not for the %s', async (member) => {
    const { get } = await open({ member })
    expect((await get('/staff/evidence')).statusCode).toBe(403)
    expect((await get('/staff/evidence/2570.zip')).statusCode).toBe(403)
  })

  it('sends whoever is not signed in to sign in', async () => {
    const { app } = await startService()
    for (const url of ['/staff/evidence', '/staff/evidence/2570.zip']) {
      const answer = await app.inject(url)
      expect(answer.statusCode).toBe(303)
      expect(answer.headers.location).toContain('/staff/sign-in')
    }
  })

  it('is found from the report', async () => {
    const { get } = await open()
    expect((await get('/staff/reports/2026-11')).body).toContain('href="/staff/evidence"')
  })

  it('takes a year of the common era as it is meant', async () => {
    const { get } = await open()
    const answer = await get('/en/staff/evidence/2027.zip')
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/en/staff/evidence/2570.zip')
  })

  it.each(['2571', '2568', '2500', '2570-q1', '2026-11', '2570.zip', 'now', '%00'])(
    'says that there is none of %s',
    async (year) => {
      const { get } = await open()
      const answer = await get(`/staff/evidence/${year}.zip`)
      expect(answer.statusCode).toBe(404)
      expect(answer.headers['content-type']).toContain('text/html')
    },
  )
})

describe('the pack', () => {
  it('is the same, byte by byte, whenever it is made of the same data', async () => {
    const { service, pack } = await open()
    await tell(service)
    const [running, over] = [await pack(2570), await pack(2569)]
    service.time.now += 3 * 3_600_000
    expect((await pack(2570)).equals(running)).toBe(true)
    service.time.now += 20 * 86_400_000
    expect((await pack(2569)).equals(over)).toBe(true)
    expect((await pack(2570)).equals(running)).toBe(false) // its figures stand for another day
  })

  it('is another when the data is', async () => {
    const { service, pack } = await open()
    const before = await pack(2569)
    await service.services.db.write((tx) =>
      addUse(tx, [{ on: '2026-09-30', kind: 'viewed', detail: 'guide', count: 1 }]),
    )
    expect((await pack(2569)).equals(before)).toBe(false)
  })

  it('lists every file with its size, its SHA-256, its period and what it is', async () => {
    const { service, pack } = await open()
    await signMonths(service, '2026-10')
    const files = await unzip(await pack(2570))
    const manifest = manifestIn(files)
    expect(manifest).toMatchObject({
      format: 'khamkho-evidence-1',
      department: 'กรมอาเซียน กระทรวงการต่างประเทศ',
      fiscalYear: 2570,
      period: { from: '2026-10-01', to: '2027-09-30' },
      asOf: '2026-11-24',
      language: 'th',
    })
    const listed = files.filter(({ name }) => !ownLists.includes(name))
    expect(manifest.files.map(({ name }) => name).toSorted()).toEqual(
      listed.map(({ name }) => name),
    )
    for (const { name, size, sha256, what, period } of manifest.files) {
      const bytes = fileIn(files, name)
      expect([name, size, sha256]).toEqual([name, bytes.length, sha256Of(bytes)])
      expect(what).not.toBe('')
      const isOfMonth = name.includes('2026-10')
      expect(period).toEqual({
        from: '2026-10-01',
        to: isOfMonth ? '2026-10-31' : '2026-11-24',
      })
    }
    const sums = fileIn(files, 'SHA256SUMS.txt').toString()
    for (const { name, bytes } of files)
      if (name !== 'SHA256SUMS.txt') expect(sums).toContain(`${sha256Of(bytes)}  ${name}\n`)
  })

  it('has files of plain names, in order, all of the day their figures stand for', async () => {
    const { service, pack } = await open()
    await signMonths(service, '2026-10')
    const files = await unzip(await pack(2570))
    const names = files.map(({ name }) => name)
    expect(names).toEqual([
      '1-service-manual/cover.pdf',
      '1-service-manual/use-by-month.pdf',
      '1-service-manual/use-by-month.xlsx',
      '2-statistics/cover.pdf',
      '2-statistics/figures.pdf',
      '2-statistics/figures.xlsx',
      '2-statistics/signed-months/2026-10-revision-1.json',
      '2-statistics/signed-months/2026-10-revision-1.pdf',
      '2-statistics/use-by-month.pdf',
      '2-statistics/use-by-month.xlsx',
      '3-e-service/cover.pdf',
      '3-e-service/figures.pdf',
      '3-e-service/figures.xlsx',
      '3-e-service/use-by-month.pdf',
      '3-e-service/use-by-month.xlsx',
      '4-questions/cover.pdf',
      '5-participation/cover.pdf',
      '5-participation/survey.pdf',
      '5-participation/survey.xlsx',
      '5-participation/use-by-month.pdf',
      '5-participation/use-by-month.xlsx',
      'SHA256SUMS.txt',
      'manifest.json',
    ])
    for (const { changedAt } of files)
      expect([changedAt.getFullYear(), changedAt.getMonth(), changedAt.getDate()]).toEqual([
        2026, 10, 24,
      ])
  })

  it('speaks the language of its address', async () => {
    const { get } = await open()
    const answer = await get('/en/staff/evidence/2570.zip')
    expect(answer.headers['content-disposition']).toContain('khamkho-evidence-2570-en.zip')
    const files = await unzip(answer.rawPayload)
    expect(manifestIn(files).language).toBe('en')
    for (const { name, bytes } of files.filter((file) => file.name.endsWith('.pdf'))) {
      const thai = textLayer(bytes).filter((line) => /[ก-๙]/.test(line))
      // The divisions of the test have names in both languages; the demo's secretariat has, too.
      expect([name, thai]).toEqual([name, []])
    }
  })
})

describe('a cover sheet', () => {
  it('says in plain words what is not set', async () => {
    const { pack } = await open()
    const files = await unzip(await pack(2570))
    const cover = coverIn(files, '1-service-manual')
    expect(cover).toContain(joined('รหัสรายการ ยังไม่ได้กำหนด'))
    expect(cover).toContain(joined('ข้อความตามคู่มือการประเมิน ยังไม่ได้กำหนด'))
    expect(cover).toContain(joined('ยังไม่ได้เทียบกับคู่มือฉบับทางการของปีนี้'))
    expect(cover).toContain(joined('ที่อยู่ที่เผยแพร่ ยังไม่ได้กำหนด'))
    expect(cover).toContain(joined('เผยแพร่ตั้งแต่วันที่ ยังไม่ได้กำหนด'))
    expect(cover).toContain(joined('– ยังไม่ได้กรอกรายการประเมินของปีนี้'))
    const questions = coverIn(files, '4-questions')
    expect(questions).toContain(joined('ยังขาด: ระบบนี้ไม่มีหน้าถามตอบ'))
    expect(questions).toContain('มีเพียงใบปะหน้านี้')
  })

  it('names the item as the manual does, where the public sees it, and since when', async () => {
    const { service, pack } = await open()
    await enter(service, {
      slug: 'service-manual',
      code: 'O9',
      wording: 'คู่มือหรือแนวทางการให้บริการ',
      address: '/guide',
      liveOn: '2026-10-01',
      isConfirmed: true,
    })
    await enter(service, { slug: 'questions', address: 'https://asean.example.go.th/webboard' })
    const files = await unzip(await pack(2570))
    const cover = coverIn(files, '1-service-manual')
    expect(cover).toContain(joined('รหัสรายการ O9'))
    expect(cover).toContain(joined('คู่มือหรือแนวทางการให้บริการ'))
    expect(cover).toContain(joined('เทียบรหัสและข้อความกับคู่มือฉบับทางการของปีนี้แล้ว'))
    expect(cover).toContain(`${baseUrl}/guide`)
    expect(cover).toContain(joined('เผยแพร่ตั้งแต่วันที่ 1 ตุลาคม 2569'))
    expect(cover).toContain('use-by-month.xlsx')
    const questions = coverIn(files, '4-questions')
    expect(questions).toContain('https://asean.example.go.th/webboard')
    expect(questions).toContain(joined('การถามตอบอยู่นอกระบบนี้ ตามที่อยู่ข้างต้น'))
    expect(manifestIn(files).items[0]).toMatchObject({
      slug: 'service-manual',
      folder: '1-service-manual',
      code: 'O9',
      address: `${baseUrl}/guide`,
      liveOn: '2026-10-01',
      isConfirmed: true,
    })
  })
})

describe('what lies in the folders', () => {
  it('are the figures of the year, in both forms', async () => {
    const { get, pack } = await open()
    const files = await unzip(await pack(2569))
    const report = (await get('/staff/reports/2569.json')).json<Figures>()
    for (const folder of ['2-statistics', '3-e-service']) {
      const { sheets } = await readXlsx(fileIn(files, `${folder}/figures.xlsx`))
      const [months] = report.tables
      expect(sheets[0]?.rows.at(-1)).toEqual(['รวม', ...Object.values(months?.total.values ?? {})])
      const said = textLayer(fileIn(files, `${folder}/figures.pdf`))
      expect(said[3]?.replaceAll('\u00a0', ' ')).toBe('ตัวเลข ณ วันที่ 30 กันยายน 2569')
      expect(said.join()).not.toContain('ยังเปลี่ยนแปลงได้')
    }
    expect(report.tables[0]?.total.values['received']).toBeGreaterThan(10)
  })

  it('are the months as they were signed, byte for byte, with the newest signature', async () => {
    const { service, pack } = await open()
    await signMonths(service, '2026-10')
    const first = await pack(2569)
    const { db } = service.services
    const signed = await findSignedMonth(db.read, '2026-09')
    const written = await findWritten(db.read, '2026-09', 1)
    const files = await unzip(first)
    const name = '2-statistics/signed-months/2026-09-revision-1'
    const document = fileIn(files, `${name}.json`)
    expect(document.toString()).toBe(written?.document)
    expect(sha256Of(document)).toBe(signed?.sha256)
    const paper = textLayer(fileIn(files, `${name}.pdf`)).join('\n')
    expect(paper).toContain(`SHA-256 ของเอกสารที่ลงนาม: ${signed?.sha256}`)
    expect(paper).toContain('(ผู้ใช้ secretary)')

    service.time.now += 5 * 86_400_000
    expect((await pack(2569)).equals(first)).toBe(true)
  })

  it('say how the pages were used, month by month', async () => {
    const { service, pack } = await open()
    await tell(service)
    const files = await unzip(await pack(2570))
    const { sheets } = await readXlsx(fileIn(files, '3-e-service/use-by-month.xlsx'))
    expect(sheets[0]?.rows).toEqual([
      ['เดือน', 'หน้าแรก', 'แบบคำขอ', 'ใบรับคำขอ', 'ติดตามคำขอ'],
      ['ต.ค.\u00a02569', 12, 0, 0, 0],
      ['พ.ย.\u00a02569', 0, 7, 0, 0],
      ['รวม', 12, 7, 0, 0],
    ])
    expect(sheets[1]?.rows.at(-1)).toEqual(['รวม', 5, 0, 3])
    const said = joined(textLayer(fileIn(files, '3-e-service/use-by-month.pdf')).join(''))
    expect(said).toContain(joined('ต.ค. 2569 12 0 0 0'))
    expect(said).toContain(joined('ไม่นับโปรแกรมอัตโนมัติ'))
  })

  it('say what people think of the service only where nobody can be told by it', async () => {
    const { service, pack } = await open()
    await tell(service)
    const files = await unzip(await pack(2570))
    const survey = textLayer(fileIn(files, '5-participation/survey.pdf')).join('\n')
    expect(survey).toContain('ไตรมาสที่\u00a01')
    expect(joined(survey)).toContain(joined('การบอกขั้นตอนและวันที่จะได้คำตอบ 6 0 0 0 0'))
    expect(joined(survey)).toContain(joined('เพิ่มตัวอย่างการกรอกแบบคำขอ'))
    expect(joined(survey)).not.toContain(joined('ยังไม่ได้เผยแพร่'))
    const before = textLayer(
      fileIn(await unzip(await pack(2569)), '5-participation/survey.pdf'),
    ).join('\n')
    expect(joined(before)).toContain(joined('มีผู้ตอบไม่ถึง 5 คน'))
    expect(joined(before)).not.toContain(joined('ความสะดวกในการยื่น'))
  })
})

describe('the page of evidence', () => {
  it('says of each year what would be in its pack, and what is missing', async () => {
    const { service, get } = await open()
    await signMonths(service, '2026-08')
    const main = mainOf((await get('/staff/evidence')).body)
    expect([...main.matchAll(/href="([^"]+\.zip)"/g)].map(([, href]) => href)).toEqual([
      running2570,
      over2569,
    ])
    expect(main).toContain('ชุดหลักฐานมีข้อมูลถึงวันที่ 24\u00a0พฤศจิกายน 2569')
    expect(main).toContain('ลงนามแล้ว 0 จาก 1\u00a0เดือนที่สิ้นสุดแล้ว')
    expect(main).toContain('ลงนามแล้ว 1 จาก 2\u00a0เดือนที่สิ้นสุดแล้ว')
    expect(main).toContain('ยังไม่ได้กรอกรายการประเมินของปีนี้')
    expect(main).toContain('รหัสและข้อความยังไม่ได้เทียบกับคู่มือฉบับทางการของปีนี้')
    expect(main).toContain('เอกสารของเดือนที่ลงนามแล้ว 1\u00a0เดือน')
  })

  it('says when nothing is missing', async () => {
    const { service, get } = await open()
    const whole = { code: 'O1', wording: 'ข้อความ', liveOn: '2026-10-01', isConfirmed: true }
    await tell(service)
    await signMonths(service, '2026-10')
    for (const slug of itaSlugs) await enter(service, { ...whole, slug, address: '/x' })
    await service.services.db.write((tx) =>
      addUse(
        tx,
        ['guide', 'statistics', 'feedback'].map((detail) => ({
          on: '2026-11-03',
          kind: 'viewed' as const,
          detail,
          count: 1,
        })),
      ),
    )
    const main = mainOf((await get('/en/staff/evidence')).body)
    const [year] = main.split('id="year-2569"')
    expect(year?.match(/govuk-tag--green/g)).toHaveLength(5)
  })

  it('shows a service that is new, too', async () => {
    const service = await startService({ at: noon })
    const secretary = await signIn(service, 'secretary')
    const page = await secretary.get('/staff/evidence')
    expect(page.statusCode).toBe(200)
    expect(mainOf(page.body)).toContain('ยังไม่มีเดือนที่สิ้นสุด')
    expect((await secretary.get(running2570)).statusCode).toBe(200)
  })
})

const running2570 = '/staff/evidence/2570.zip'
const over2569 = '/staff/evidence/2569.zip'
const ownLists = ['manifest.json', 'SHA256SUMS.txt']

async function open({ member = 'secretary' }: { member?: CastMember } = {}) {
  const service = await startService({
    at: noon,
    settings: { BASE_URL: baseUrl, LIMITS: 'relaxed' },
  })
  await aBusyDepartment(service.services.db, {
    seed: 5,
    count: 60,
    from: '2026-08-15',
    until: '2026-11-20',
  })
  const browser = await signIn(service, member)
  return {
    service,
    get: (url: string) => browser.get(url),
    /** Signed in anew: whoever pauses for hours has to. */
    async pack(fiscalYear: number): Promise<Buffer> {
      const anew = await signIn(service, member)
      return (await anew.get(`/staff/evidence/${fiscalYear}.zip`)).rawPayload
    },
  }
}

/** Use, answers to the survey and changes, of both years. */
async function tell(service: Service): Promise<void> {
  await someFeedback(service, '2570-q1', 6)
  await someFeedback(service, '2569-q4', 4)
  const change = { savedById: service.cast.secretary.id, savedAt: noon }
  await service.services.db.write(async (tx) => {
    await addImprovement(tx, {
      ...change,
      on: '2026-11-02',
      textTh: 'เพิ่มตัวอย่างการกรอกแบบคำขอ',
      textEn: 'Examples of how to fill in the form',
    })
    await addUse(tx, [
      { on: '2026-10-05', kind: 'viewed', detail: 'home', count: 12 },
      { on: '2026-11-05', kind: 'viewed', detail: 'form', count: 7 },
      { on: '2026-11-05', kind: 'begun', detail: '', count: 5 },
      { on: '2026-11-06', kind: 'submitted', detail: '', count: 3 },
    ])
  })
}

async function enter(
  { services }: Service,
  item: Partial<Omit<ItaItem, 'setBy'>> & Pick<ItaItem, 'slug'>,
): Promise<void> {
  await services.db.write((tx) =>
    putItaItem(tx, {
      fiscalYear: 2570,
      code: '',
      wording: '',
      address: '',
      liveOn: null,
      isConfirmed: false,
      setAt: noon,
      setById: 1,
      ...item,
    }),
  )
}

type Figures = { tables: { total: { values: Record<string, number> } }[] }

type Manifest = {
  language: string
  items: Record<string, unknown>[]
  files: {
    name: string
    what: string
    size: number
    sha256: string
    period: { from: string; to: string }
  }[]
}

function manifestIn(files: readonly Unzipped[]): Manifest {
  const manifest: Manifest = JSON.parse(fileIn(files, 'manifest.json').toString())
  return manifest
}

function fileIn(files: readonly Unzipped[], name: string): Buffer {
  const found = files.find((file) => file.name === name)
  if (!found) throw new Error(`No ${name} in the pack`)
  return found.bytes
}

function coverIn(files: readonly Unzipped[], folder: string): string {
  return joined(textLayer(fileIn(files, `${folder}/cover.pdf`)).join(''))
}

const joined = withoutSpaces

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function mainOf(body: string): string {
  return /<main[\s\S]*<\/main>/.exec(body)?.[0] ?? ''
}
