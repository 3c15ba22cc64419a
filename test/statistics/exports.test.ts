import { parseCsv } from 'hucre/csv'
import { readXlsx } from 'hucre/xlsx'
import { describe, expect, it, vi } from 'vitest'
import { wordsIn } from '#views/words/words.ts'
import { csvOf } from '#src/statistics/csv.ts'
import { figuresCsv, figuresJson, figuresXlsx } from '#src/statistics/exports.ts'
import { aReport, noon } from './a-report.ts'

describe('a CSV file', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+66 2 203 5000', "'+66 2 203 5000"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['\n=1', `"'\n=1"`],
    ['＝1+1', "'＝1+1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠x', "'＠x"],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['a=1', 'a=1'],
    ['กอง, "หนึ่ง"', '"กอง, ""หนึ่ง"""'],
    ['สองบรรทัด\nที่สอง', '"สองบรรทัด\nที่สอง"'],
    ['', ''],
  ])('writes the text %j safely', (text, written) => {
    expect(csvOf([[text]])).toBe(`\uFEFF${written}\r\n`)
  })

  it('leaves numbers alone, also negative ones, and blanks blank', () => {
    expect(csvOf([[-5, 0, 33.3, null]])).toBe('\uFEFF-5,0,33.3,\r\n')
  })
})

describe('the download as CSV', () => {
  it('has one line for each figure, and says of each what it is', async () => {
    const { figures, tables } = await aReport('th')
    const csv = figuresCsv(figures, tables)
    expect(csv.startsWith('\uFEFFperiod,table,row,column,value,unit,')).toBe(true)
    expect(csv.replaceAll('\r\n', '')).not.toContain('\n')
    const [head = [], ...lines] = parseCsv(csv.slice(1))
    const cells = figures.tables.reduce(
      (all, { rows, columns, total }) => all + (rows.length + (total ? 1 : 0)) * columns.length,
      0,
    )
    expect(lines.length).toBe(cells)
    for (const line of lines) {
      const record = Object.fromEntries(head.map((name, i) => [String(name), String(line[i])]))
      const { table, row, column, value } = record
      const source = figures.tables.find(({ id }) => id === table)
      const found = [...(source?.rows ?? []), source?.total].find((one) => one?.id === row)
      expect(value).toBe(String(found?.values[column ?? ''] ?? ''))
      expect(record).toMatchObject({ period: '2026-10', figures_taken_on: '2026-11-24' })
      expect(record['definition']).not.toBe('')
      expect(record['row_label']).not.toBe('')
    }
  })

  it('says in which unit each figure is', async () => {
    const { figures, tables } = await aReport('en')
    const csv = figuresCsv(figures, tables)
    const unitOf = (cell: string) =>
      new RegExp(`^2026-10,${cell},\\d+,([a-z-]+),`, 'm').exec(csv)?.[1]
    expect(unitOf('flow,total,received')).toBe('requests')
    expect(unitOf('flow,total,reopened')).toBe('reopenings')
    expect(unitOf('flow,total,moved-in')).toBe('moves')
    expect(unitOf('speed,median,value')).toBe('working-days')
  })

  it('writes the name of a division so that no spreadsheet calculates it', async () => {
    const { figures, tables } = await aReport('th')
    expect(figuresCsv(figures, tables)).toContain(`"'=กอง ""ตัวอย่าง"", สอง"`)
  })
})

describe('the download as XLSX', () => {
  it.each(['th', 'en'] as const)(
    'reads back as it was, numbers as numbers (%s)',
    async (language) => {
      const { figures, report } = await aReport(language)
      const { tables } = report
      const { reports } = wordsIn[language]
      const { sheets } = await readXlsx(await figuresXlsx(report))
      expect(sheets.map(({ name }) => name)).toEqual([
        ...figures.tables.map(({ id }) => reports.tables[id].sheet),
        reports.definitionsSheet.sheet,
        reports.aboutSheet.sheet,
      ])
      for (const [i, table] of tables.entries()) {
        const [head, ...rows] = sheets[i]?.rows ?? []
        expect(head?.slice(0, table.columns.length + 1)).toEqual([
          table.rowHeader,
          ...table.columns.map(({ label }) => label),
        ])
        const expected = [...table.rows, ...(table.total ? [table.total] : [])].map((row) => [
          row.label,
          ...table.columns.map(({ id }) => row.values[id] ?? null),
        ])
        expect(rows.map((row) => row.slice(0, table.columns.length + 1))).toEqual(expected)
      }
    },
  )

  it('says what report it is, and that nobody has signed it', async () => {
    const { report } = await aReport('th')
    const { sheets } = await readXlsx(await figuresXlsx(report))
    expect(plain(sheets.at(-1)?.rows)).toEqual([
      ['หน่วยงาน', 'กรมอาเซียน กระทรวงการต่างประเทศ'],
      ['รายงาน', 'รายงานประจำเดือนตุลาคม 2569'],
      ['ตั้งแต่วันที่', '1 ตุลาคม 2569'],
      ['ถึงวันที่', '31 ตุลาคม 2569'],
      ['ตัวเลข ณ วันที่', '24 พ.ย. 2569 12:00 น.'],
      ['หมายเหตุ', 'ยกมา + รับใหม่ + พิจารณาใหม่ + รับโอน − โอนออก − ปิด = ยกไป'],
      ['หมายเหตุ', expect.stringMatching(/^ตรวจแล้วว่าตรงกัน/)],
      ['ผู้ลงนามรับรองตัวเลข', 'ยังไม่มีผู้ลงนาม'],
    ])
  })

  it('says who signed what, when and why', async () => {
    const { report } = await aReport('en')
    const { sheets } = await readXlsx(await figuresXlsx({ ...report, signed }))
    expect(plain(sheets.at(-1)?.rows).slice(-6)).toEqual([
      ['Figures signed by', signed.name],
      ['Position', signed.post],
      ['Signed on', '24 Nov 2026, 12:00'],
      ['Revision', 2],
      ['Signed anew because', signed.reason],
      ['SHA-256 of the signed document', signed.sha256],
    ])
  })

  it('is printed with all columns of a table on one sheet of paper', async () => {
    const { report } = await aReport('th')
    const { sheets } = await readXlsx(await figuresXlsx(report))
    for (const { pageSetup } of sheets)
      expect(pageSetup).toMatchObject({ paperSize: 'a4', orientation: 'landscape', fitToWidth: 1 })
  })

  it('keeps what looks like a formula as text', async () => {
    const { report } = await aReport('en')
    const { sheets } = await readXlsx(await figuresXlsx({ ...report, title: '=1+1' }))
    expect(sheets[1]?.rows.map(([label]) => label)).toContain('=Example "Division", Two')
    expect(sheets.at(-1)?.rows[1]?.slice(0, 2)).toEqual(['Report', '=1+1']) // of a formula it would give the result
  })

  it('is the same, byte by byte, whenever it is made', async () => {
    const { report } = await aReport('th')
    const first = await figuresXlsx({ ...report, signed })
    vi.useFakeTimers({ toFake: ['Date'], now: noon + 86_400_000 * 365 })
    const later = await figuresXlsx({ ...report, signed }).finally(() => vi.useRealTimers())
    expect(Buffer.from(later).equals(first)).toBe(true)
  })
})

describe('the download as JSON', () => {
  it('has the same figures, in both languages, and when they were taken', async () => {
    const { figures, tables } = await aReport('th')
    const english = (await aReport('en')).tables
    const json: unknown = JSON.parse(figuresJson(figures, { th: tables, en: english }))
    expect(json).toMatchObject({
      period: { id: '2026-10', kind: 'month' },
      fiscalYear: 2570,
      standing: 'over',
      takenAt: '2026-11-24T05:00:00Z',
      takenOn: '2026-11-24',
      tables: figures.tables.map(({ id, rows }) => ({
        id,
        rows: rows.map((row) => ({ id: row.id, values: row.values })),
      })),
      checks: { balances: true, mismatches: [] },
    })
    expect(json).toMatchObject({
      tables: [
        {
          caption: { th: 'การให้บริการตามช่องทาง', en: 'Service by channel' },
          rows: [{ label: { th: 'ออนไลน์', en: 'Online' } }, {}, {}, {}, {}],
          definitions: [{ of: 'received' }, {}, {}],
        },
        ...Array.from({ length: figures.tables.length - 1 }, () => ({})),
      ],
    })
  })
})

const signed = {
  name: 'สมหญิง รักงาน',
  post: '@SUM(A1)',
  signedAt: noon,
  revision: 2,
  reason: '=1+1',
  sha256: '0123456789abcdef'.repeat(4),
}

/** Without the space that does not break, in dates. */
function plain(rows: readonly (readonly unknown[])[] = []): unknown[][] {
  return rows.map((row) =>
    row.map((cell) => (typeof cell === 'string' ? cell.replaceAll('\u00a0', ' ') : cell)),
  )
}
