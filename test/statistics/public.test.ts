import { parseCsv } from 'hucre/csv'
import { readXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { wordsIn } from '#views/words/words.ts'
import { yearPeriod } from '#src/calendar/period.ts'
import { useCounts } from '#src/database/schema.ts'
import type { FiguresTable } from '#src/statistics/figures.ts'
import { findWritten, takePublishedFigures } from '#src/statistics/signing/store.ts'
import type { PublishedYear } from '#src/statistics/published/year.ts'
import { chartFiles } from '#src/statistics/charts/shown-charts.ts'
import { fewestShown, withoutSmallCells } from '#src/statistics/published/small-cells.ts'
import { signMonth, signMonths } from '../support/months.ts'
import { startService, submitRequest, type Service } from '../support/service.ts'
import { aBusyDepartment, receive, step } from './busy-department.ts'

const noon = Date.parse('2026-11-24T12:00:00+07:00')

describe('the public statistics', () => {
  it('are those of the current fiscal year, which begins on 1 October in Bangkok', async () => {
    const service = await startService({ at: Date.parse('2026-09-30T23:59:59.999+07:00') })
    expect(titleOf(await see(service, '/statistics'))).toContain('2569')
    service.time.now += 1
    service.time.now += 1000
    expect(titleOf(await see(service, '/statistics'))).toContain('2570')
    expect(titleOf(await see(service, '/en/statistics'))).toContain('fiscal year B.E. 2570')
  })

  it.each([
    ['/statistics/2027', '/statistics/2570'],
    ['/en/statistics/2027', '/en/statistics/2570'],
    ['/statistics/%E0%B9%92%E0%B9%95%E0%B9%97%E0%B9%90', '/statistics/2570'],
    ['/statistics/2027.csv', '/statistics/2570.csv'],
    ['/en/statistics/2027/charts/months.svg', '/en/statistics/2570/charts/months.svg'],
  ])('lead from %s, a year of the Christian era, to %s', async (from, to) => {
    const { app } = await startService({ at: noon })
    const answer = await app.inject(from)
    expect([answer.statusCode, answer.headers.location]).toEqual([303, to])
  })

  it.each([
    ['2571', 'fiscal-year-to-come'],
    ['2028', 'fiscal-year-to-come'],
    ['2569', 'fiscal-year-too-early'],
    ['2500', 'fiscal-year-too-early'],
    ['1990', 'fiscal-year-too-early'],
    ['0000', 'fiscal-year-too-early'],
    ['9999', 'fiscal-year-to-come'],
    ['2570-q1', 'no-such-statistics-year'],
    ['2026-11', 'no-such-statistics-year'],
    ['25700', 'no-such-statistics-year'],
    ['2570.pdf', 'no-such-statistics-year'],
    ['%00', 'no-such-statistics-year'],
    ['-1', 'no-such-statistics-year'],
  ] as const)('say of %s that there are none, and why', async (year, reason) => {
    const { app } = await startService({ at: noon })
    for (const language of ['th', 'en'] as const) {
      const prefix = language === 'en' ? '/en' : ''
      const answer = await app.inject(`${prefix}/statistics/${encodeURI(year)}`)
      expect(answer.statusCode).toBe(404)
      expect(answer.body).toContain(wordsIn[language].problems.reasons[reason].text)
    }
  })

  it('begin with the fiscal year of the first figure', async () => {
    const service = await startService({ at: noon })
    await receive(service.services.db, { on: '2025-09-30', serial: 1 })
    service.time.now += 1000
    const page = await see(service, '/statistics')
    const years = [...page.matchAll(/href="\/statistics\/(\d{4})"/g)].map(([, year]) => year)
    expect(years).toEqual(['2570', '2569', '2568'])
    expect(titleOf(await see(service, '/statistics/2568'))).toContain('2568')
    expect((await service.app.inject('/statistics/2567')).statusCode).toBe(404)
  })

  it('say in words that there is nothing, and never divide by it', async () => {
    const service = await startService({ at: noon })
    for (const language of ['th', 'en'] as const) {
      const page = await see(service, language === 'th' ? '/statistics' : '/en/statistics')
      const { main, empty } = wordsIn[language].statistics
      for (const sentence of [
        empty.running,
        main.receivedNone,
        main.answeredNone,
        main.inTimeNone,
        main.medianNone,
      ])
        expect(page).toContain(sentence)
      expect(page).not.toMatch(/0\.0\s*%|ร้อยละ 0|NaN|undefined|null/)
      expect(page).not.toContain('<img')
    }
  })

  it('have every month of the year: zeros so far, the running one to date, blanks to come', async () => {
    const service = await startService({ at: noon })
    await receive(service.services.db, { on: '2026-11-02', serial: 1 })
    service.time.now += 1000
    const rows = monthsOf(await see(service, '/en/statistics'))
    expect(rows).toHaveLength(13)
    expect(rows[0]).toEqual(['Oct 2026', '0', '0', '0', '0', 'Before the first request'])
    expect(rows[1]).toEqual(['Nov 2026', '1', '1', '0', '1', 'To date (24 Nov 2026)'])
    for (const row of rows.slice(2, 12))
      expect(row.slice(1)).toEqual(['', '', '', '', 'Still to come'])
    expect(rows[12]).toEqual(['Total', '1', '1', '0', '1', ''])
  })

  it('tell the four figures in sentences', async () => {
    const service = await openBusy()
    const figures = await takeYear(service)
    const value = (table: string, row: string, column: string) => {
      const found = figures.find(({ id }) => id === table)
      const rows = [...(found?.rows ?? []), ...(found?.total ? [found.total] : [])]
      return rows.find(({ id }) => id === row)?.values[column] ?? 0
    }
    const inTime =
      value('timeliness', 'answered-in-time', 'count') +
      value('timeliness', 'answered-in-extension', 'count')
    const all =
      inTime +
      value('timeliness', 'answered-late', 'count') +
      value('timeliness', 'open-late', 'count')
    const page = await see(service, '/en/statistics')
    expect(page).toContain(`received ${value('service', 'total', 'received')} requests`)
    expect(page).toContain(`answered ${value('speed', 'answered', 'value')} requests`)
    expect(page).toContain(`${all} have been answered or are past their due date; ${inTime} of`)
    expect(page).toContain(`${(Math.round((inTime / all) * 1000) / 10).toFixed(1)}%`)
    expect(page).toContain(`no more than ${value('speed', 'median', 'value')} working days`)
  })

  it('tell nothing of divisions, of persons or of single requests, and set no cookie', async () => {
    const service = await openBusy()
    const { reference } = await submitRequest(service, {
      subject: 'ความลับของสมชาย',
      purpose: 'เขียนข่าว',
      name: 'สมชาย ใจดี',
    })
    service.time.now += 1000
    for (const { path, text, answer } of await everything(service)) {
      expect(answer.cookies, path).toEqual([])
      expect(answer.headers['cache-control'], path).toBe('public, no-cache')
      for (const secret of [
        reference,
        'ความลับ',
        'สมชาย',
        'เขียนข่าว',
        'กองตัวอย่าง',
        'Example Division',
        'ผู้ใช้ secretary',
      ])
        expect(text.includes(secret), `${path} tells ${secret}`).toBe(false)
    }
  })
})

describe('a small count of the public statistics', () => {
  it('is in none of their forms, nor what would give it away', async () => {
    const service = await openBusy()
    const figures = await takeYear(service)
    const published = figures.map(withoutSmallCells)
    const hidden = published.flatMap(({ id, rows }) =>
      rows.filter(({ isHidden }) => isHidden).map((row) => ({ table: id, row: row.id })),
    )
    expect(hidden.length).toBeGreaterThan(3)

    const json = await readJson(service)
    for (const { table, row } of hidden) {
      const found = json.tables.find(({ id }) => id === table)?.rows.find(({ id }) => id === row)
      expect(found).toMatchObject({ suppressed: true })
      expect(Object.values(found?.values ?? { no: 0 }).every((value) => value === null)).toBe(true)
    }
    for (const record of await readCsv(service))
      if (hidden.some(({ table, row }) => table === record['table'] && row === record['row']))
        expect(record).toMatchObject({ value: '', status: 'suppressed' })
    const about = ['languages', 'requesters', 'purposes', 'grounds']
    for (const { id, rows } of json.tables)
      if (about.includes(id))
        for (const { values } of rows)
          expect(
            values['count'] === null ||
              values['count'] === 0 ||
              (values['count'] ?? 0) >= fewestShown,
          ).toBe(true)
  })

  it('is told to be missing on the page and in the workbook', async () => {
    const service = await openBusy()
    const page = await see(service, '/en/statistics')
    const { small } = wordsIn.en.statistics
    expect(page).toContain(small.note)
    expect(page.match(/>Not shown</g)?.length).toBeGreaterThan(3)
    const workbook = await readXlsx(
      (await service.app.inject('/en/statistics/2570.xlsx')).rawPayload,
    )
    const grounds = workbook.sheets.find(
      ({ name }) => name === wordsIn.en.reports.tables.grounds.sheet,
    )
    expect(grounds?.rows.some((row) => String(row[2]).startsWith('Not shown'))).toBe(true)
  })
})

describe('open data', () => {
  it.each(['th', 'en'] as const)(
    'has the numbers of the page in each form (%s)',
    async (language) => {
      const service = await openBusy()
      const prefix = language === 'en' ? '/en' : ''
      const page = await see(service, `${prefix}/statistics/2570`)
      const json = await readJson(service)
      const records = await readCsv(service, prefix)
      const workbook = await readXlsx(
        (await service.app.inject(`${prefix}/statistics/2570.xlsx`)).rawPayload,
      )
      expect(json.tables.map(({ id }) => id)).not.toContain('flow')
      expect(workbook.sheets).toHaveLength(json.tables.length + 2)
      for (const [place, table] of json.tables.entries()) {
        const rows = [...table.rows, ...(table.total ? [table.total] : [])]
        const shown = rowsOfTable(page, table.id)
        const sheet = workbook.sheets[place]?.rows.slice(1)
        expect(shown, table.id).toHaveLength(rows.length)
        for (const [at, row] of rows.entries()) {
          const values = table.columns.map(({ id }) => row.values[id] ?? null)
          const inSheet = sheet?.[at]?.slice(1, values.length + 1) ?? []
          expect(inSheet, `${table.id} ${row.id}`).toEqual(values)
          const inPage = shown[at]?.slice(1, values.length + 1).map(numberOf)
          if (!row.suppressed) expect(inPage, `${table.id} ${row.id}`).toEqual(values)
          for (const { id } of table.columns) {
            const record = records.find(
              (one) => one['table'] === table.id && one['row'] === row.id && one['column'] === id,
            )
            expect(record?.['value'], `${table.id} ${row.id} ${id}`).toBe(
              String(row.values[id] ?? ''),
            )
            expect(record).toMatchObject({ fiscal_year: '2570', figures_taken_on: '2026-11-24' })
            expect(record?.['row_label']).not.toBe('')
            expect(record?.['definition']).not.toBe('')
          }
        }
      }
    },
  )

  it('is files with names in English without spaces, and columns likewise', async () => {
    const service = await openBusy()
    const csv = await service.app.inject('/statistics/2570.csv')
    expect(csv.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="khamkho-statistics-2570.csv"',
    })
    expect(csv.body.startsWith('\uFEFFfiscal_year,')).toBe(true)
    for (const name of parseCsv(csv.body.slice(1))[0] ?? []) expect(name).toMatch(/^[a-z0-9_]+$/)
    // Nothing here was written by a requester, but no spreadsheet may calculate any of it either.
    for (const line of parseCsv(csv.body.slice(1)))
      for (const cell of line) expect(String(cell)).not.toMatch(/^[=+\-@\t\r]/)
  })

  it('is entered in a catalogue with the keys of CKAN and the terms of DCAT', async () => {
    const service = await startService({
      at: noon,
      settings: { BASE_URL: 'https://info.example.go.th' },
    })
    await receive(service.services.db, { on: '2026-09-30', serial: 1 })
    await receive(service.services.db, { on: '2026-11-02', serial: 2 })
    service.time.now += 1000
    const answer = await service.app.inject('/statistics/catalog.json')
    expect(answer.headers['content-type']).toBe('application/ld+json; charset=utf-8')
    const catalogue: Catalogue = answer.json()
    expect(catalogue['@context']).toMatchObject({
      datasets: 'dcat:dataset',
      resources: 'dcat:distribution',
    })
    expect(catalogue.datasets.map(({ landing_page }) => landing_page)).toEqual([
      'https://info.example.go.th/statistics/2570',
      'https://info.example.go.th/statistics/2569',
    ])
    for (const dataset of catalogue.datasets) {
      for (const key of [
        'name',
        'title',
        'data_category',
        'data_format',
        'data_language',
        'data_source',
        'data_support',
        'data_collect',
        'accessible_condition',
        'allow_harvest',
        'created_date',
        'last_updated_date',
        'license_id',
        'license_title',
        'resources',
      ])
        expect(dataset, key).toHaveProperty(key)
      expect(dataset.resources.map(({ format }) => format)).toEqual(['CSV', 'XLSX', 'JSON'])
      for (const { url, mimetype } of dataset.resources) {
        const file = await service.app.inject(url.replace('https://info.example.go.th', ''))
        expect(file.statusCode).toBe(200)
        expect(file.headers['content-type']).toContain(mimetype)
      }
    }
    expect(catalogue.datasets[0]).toMatchObject({
      data_category: 'ข้อมูลสาธารณะ',
      created_date: '2026-10-01',
      last_updated_date: '2026-11-24',
      resources: [{ resource_last_updated_date: '2026-11-24' }, {}, {}],
    })
    expect(catalogue.datasets[1]?.last_updated_date).toBe('2026-09-30')
  })
})

describe('a signed month of the public statistics', () => {
  it('is marked with its day, revision and hash, and stays as it was signed', async () => {
    const service = await openBusy()
    const before = monthsOf(await see(service, '/en/statistics'))[0]
    await signMonths(service, '2026-10')
    const written = await findWritten(service.services.db.read, '2026-10', 1)
    service.time.now += 1000
    const signed = await see(service, '/en/statistics')
    expect(monthsOf(signed)[0]).toEqual([
      ...(before ?? []).slice(0, 5),
      'Signed on 24 Nov 2026, revision 1',
    ])
    expect(signed).toContain(written?.sha256)

    await receive(service.services.db, { on: '2026-10-20', serial: 900 })
    service.time.now += 1000
    expect(monthsOf(await see(service, '/en/statistics'))[0]?.slice(0, 5)).toEqual(
      (before ?? []).slice(0, 5),
    )
    await signMonth(service.services, service.cast.secretary.id, '2026-10', 'พบคำขอที่ตกหล่น')
    service.time.now += 1000
    const revised = await see(service, '/en/statistics')
    const again = await findWritten(service.services.db.read, '2026-10', 2)
    expect(monthsOf(revised)[0]?.[5]).toBe('Signed on 24 Nov 2026, revision 2')
    expect(monthsOf(revised)[0]?.[1]).toBe(String(Number(before?.[1]) + 1))
    expect(revised).toContain(again?.sha256)
    expect(revised).not.toContain(written?.sha256)

    const { months } = await readJson(service)
    expect(months[0]).toEqual({
      month: '2026-10',
      standing: 'signed',
      signedOn: '2026-11-24',
      revision: 2,
      reason: 'พบคำขอที่ตกหล่น',
      sha256: again?.sha256,
    })
    expect(revised).toMatch(/signed again because:\s+<span lang="th">พบคำขอที่ตกหล่น<\/span>/)
    const inCsv = (await readCsv(service)).find(
      (one) => one['table'] === 'months' && one['row'] === '2026-10',
    )
    expect(inCsv).toMatchObject({ status: 'signed', revision: '2', sha256: again?.sha256 })
    const workbook = await readXlsx(
      (await service.app.inject('/en/statistics/2570.xlsx')).rawPayload,
    )
    expect(JSON.stringify(workbook.sheets.at(-1)?.rows)).toContain(again?.sha256)
  })

  it('leaves what came to it later to the running month, so that nothing is closed that was not received', async () => {
    const service = await startService({ at: noon })
    const { db } = service.services
    const serialOf = (serial: number) => receive(db, { on: '2026-10-20', serial })
    await serialOf(1)
    await signMonths(service, '2026-10')
    const late = await serialOf(2)
    await step(db, late, '2026-11-20', 'withdraw', 'withdrawn')
    service.time.now += 1000
    const json = await readJson(service)
    const valuesOf = (table: string, row: string) => {
      const { rows = [], total } = json.tables.find(({ id }) => id === table) ?? {}
      return [...rows, ...(total ? [total] : [])].find(({ id }) => id === row)?.values
    }
    expect(valuesOf('months', '2026-10')).toEqual({ received: 1, online: 1, closed: 0, open: 1 })
    expect(valuesOf('months', '2026-11')).toEqual({ received: 1, online: 1, closed: 1, open: 1 })
    expect(valuesOf('service', 'total')).toEqual({ received: 2, closed: 1, open: 1 })
    expect(valuesOf('timeliness', 'open-late')).toEqual({ count: 1, share: 50 })
    expect(valuesOf('timeliness', 'open-in-time')).toEqual({ count: 0, share: 0 })
    expect(valuesOf('timeliness', 'closed-unanswered')).toEqual({ count: 1, share: 50 })
  })
})

describe('what was published', () => {
  it('is not made anew for each reader, but within a second of what changes it', async () => {
    const service = await openBusy()
    const first = await service.app.inject('/statistics')
    expect((await service.app.inject('/statistics')).rawPayload.equals(first.rawPayload)).toBe(true)
    await submitRequest(service)
    service.time.now += 999
    expect((await service.app.inject('/statistics')).headers.etag).toBe(first.headers.etag)
    service.time.now += 1
    const next = await service.app.inject('/statistics')
    expect(next.headers.etag).not.toBe(first.headers.etag)
    const received = (page: string) => Number(monthsOf(page)[1]?.[1])
    expect(received(next.body)).toBe(received(first.body) + 1)
  })

  it('shows a month at once to whoever signed it here, and how the form is used', async () => {
    const service = await openBusy()
    await see(service, '/statistics')
    await service.services.db.write(async (tx) => {
      await tx.insert(useCounts).values({ on: '2026-11-24', kind: 'begun', detail: '', count: 77 })
    })
    service.time.now += 1000
    expect(rowsOfTable(await see(service, '/en/statistics'), 'use')[0]?.[1]).toBe('77')
  })

  it('notices what was committed late by another process, though its step was counted before', async () => {
    const service = await openBusy()
    await receive(service.services.db, { on: '2026-11-23', serial: 901 })
    service.time.now += 1000
    const first = await service.app.inject('/statistics')
    // As if a transaction that took its number before the last step ended only now: no newer event, other counters.
    await service.services.db.write(async (tx) => {
      const { addToFigures } = await import('#src/statistics/kept-counts.ts')
      await addToFigures(tx, {
        tallies: [
          { month: '2026-11', divisionId: 0, channel: 'post', measure: 'received', count: 1 },
        ],
        counts: [],
      })
    })
    service.time.now += 1000
    expect((await service.app.inject('/statistics')).headers.etag).not.toBe(first.headers.etag)
  })

  it('is not sent twice to who has it', async () => {
    const service = await openBusy()
    for (const { path, answer } of await everything(service)) {
      const tag = String(answer.headers.etag)
      expect(tag).toMatch(/^"[\w-]{22}"$/)
      for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
        const again = await service.app.inject({ url: path, headers: { 'if-none-match': known } })
        expect([path, again.statusCode, again.body]).toEqual([path, 304, ''])
        expect(again.headers.etag).toBe(tag)
      }
      const other = await service.app.inject({ url: path, headers: { 'if-none-match': '"other"' } })
      expect(other.statusCode).toBe(200)
    }
  })

  it('has one address for each thing, whatever is added to it', async () => {
    const service = await openBusy()
    const plain = await see(service, '/statistics/2570')
    expect(await see(service, '/statistics/2570?from="><script>')).toBe(plain)
  })
})

/** Every public form of the year. */
async function everything({ app }: Service) {
  const paths = [
    '/statistics',
    '/en/statistics',
    '/statistics/2570',
    '/statistics/2570.csv',
    '/en/statistics/2570.csv',
    '/statistics/2570.xlsx',
    '/statistics/2570.json',
    '/statistics/catalog.json',
    ...chartFiles.flatMap(({ file }) => [
      `/statistics/2570/charts/${file}`,
      `/en/statistics/2570/charts/${file}`,
    ]),
  ]
  return Promise.all(
    paths.map(async (path) => {
      const answer = await app.inject(path)
      expect([path, answer.statusCode]).toEqual([path, 200])
      const text = path.endsWith('.xlsx')
        ? JSON.stringify((await readXlsx(answer.rawPayload)).sheets)
        : answer.body
      return { path, text, answer }
    }),
  )
}

async function openBusy(): Promise<Service> {
  const service = await startService({ at: noon })
  await aBusyDepartment(service.services.db, {
    seed: 3,
    count: 60,
    from: '2026-10-01',
    until: '2026-11-20',
  })
  service.time.now += 1000
  return service
}

async function see({ app }: Pick<Service, 'app'>, path: string): Promise<string> {
  const { statusCode, body } = await app.inject(path)
  expect([path, statusCode]).toEqual([path, 200])
  return body
}

async function takeYear({ services }: Service): Promise<FiguresTable[]> {
  const taking = { period: yearPeriod(2570), takenAt: services.clock(), divisions: [] }
  return (await takePublishedFigures(services.db.read, taking)).tables
}

type Json = Pick<PublishedYear, 'months'> & {
  tables: {
    id: string
    columns: { id: string }[]
    rows: Row[]
    total?: Row
  }[]
}
type Row = { id: string; values: Record<string, number | null>; suppressed?: true }

async function readJson({ app }: Service): Promise<Json> {
  return (await app.inject('/statistics/2570.json')).json()
}

async function readCsv({ app }: Service, prefix = ''): Promise<Record<string, string>[]> {
  const { body } = await app.inject(`${prefix}/statistics/2570.csv`)
  const [head = [], ...lines] = parseCsv(body.slice(1))
  return lines.map((line) =>
    Object.fromEntries(head.map((name, at) => [String(name), String(line[at] ?? '')])),
  )
}

type Catalogue = {
  '@context': Record<string, unknown>
  datasets: {
    landing_page: string
    last_updated_date: string
    resources: { format: string; url: string; mimetype: string }[]
  }[]
}

function titleOf(page: string): string {
  return /<h1[^>]*>([^<]*)/.exec(page)?.[1] ?? ''
}

function monthsOf(page: string): string[][] {
  return rowsOfTable(page, 'months')
}

/** The cells of each row of a table, the head left out. */
function rowsOfTable(page: string, id: string): string[][] {
  const table = new RegExp(`id="${id}-table-caption"[\\s\\S]*?</table>`).exec(page)?.[0] ?? ''
  const [, ...rows] = [...table.matchAll(/<tr[\s\S]*?<\/tr>/g)]
  return rows.map(([row]) =>
    [...row.matchAll(/<t([hd])[^>]*>([\s\S]*?)<\/t\1>/g)].map(([, , cell = '']) =>
      cell
        .replaceAll(/<[^>]*>/g, '')
        .replaceAll(/[\s\u00a0]+/g, ' ')
        .trim(),
    ),
  )
}

function numberOf(cell: string): number | null {
  return cell === '' ? null : Number(cell.replaceAll(',', ''))
}
