import { parseCsv } from 'hucre/csv'
import { describe, expect, it } from 'vitest'
import { wordsIn } from '#views/words/words.ts'
import { csvOf } from '#src/statistics/csv.ts'
import { figuresCsv, figuresXlsx } from '#src/statistics/exports.ts'
import { csvInOffice, hasOffice, sheetsInOffice } from '../support/office.ts'
import { aReport, noon } from './a-report.ts'

const formulas = ['=1+1', '@SUM(A1)', '+1+1', '-1+1', '=HYPERLINK("http://example.com","x")', '=A1']

describe.skipIf(!hasOffice && !process.env['CI'])('what LibreOffice makes of', () => {
  it.each(['th', 'en'] as const)(
    'the workbook: the same totals, and every number a number (%s)',
    async (language) => {
      const { report } = await aReport(language)
      const sheets = sheetsInOffice(await figuresXlsx(report))
      for (const { sheet, columns, rows, total } of report.tables) {
        const [, ...shown] = sheets.get(sheet) ?? []
        const expected = [...rows, ...(total ? [total] : [])].map((row) => [
          row.label,
          ...columns.map((column) => String(row.values[column.id] ?? '')),
        ])
        expect(shown.map((row) => row.slice(0, columns.length + 1))).toEqual(expected)
      }
      const [flow] = report.tables.filter(({ id }) => id === 'flow')
      expect(flow?.total?.values['received']).toBeGreaterThan(10)
    },
  )

  it('texts in the workbook that look like formulas: texts', async () => {
    const { report } = await aReport('en')
    const [table] = report.tables
    if (!table) throw new Error('no table')
    const rows = formulas.map((label, i) => ({ id: String(i), label, values: { received: i } }))
    const [title = '', name = '', post = '', reason = ''] = formulas
    const bytes = await figuresXlsx({
      ...report,
      title,
      tables: [
        { ...table, rows, definitions: formulas.map((text) => ({ id: text, term: text, text })) },
      ],
      signed: { name, post, reason, signedAt: noon, revision: 1, sha256: '=2' },
    })
    const sheets = sheetsInOffice(bytes)
    const { reports } = wordsIn.en
    const labels = sheets.get(reports.tables.service.sheet)?.map(([label]) => label)
    expect(labels?.slice(1, -1)).toEqual(formulas)
    const definitions = sheets.get(reports.definitionsSheet.sheet)?.slice(1)
    expect(definitions?.map((row) => row.slice(1))).toEqual(formulas.map((text) => [text, text]))
    const about = sheets.get(reports.aboutSheet.sheet)?.map(([, value]) => value)
    expect(about).toEqual(expect.arrayContaining([title, name, post, reason, '=2']))
  })

  it('the CSV: every figure, and Thai as it was', async () => {
    const { figures, tables } = await aReport('th')
    const csv = figuresCsv(figures, tables)
    const shown = csvInOffice(csv)
    const written = parseCsv(csv.slice(1)).map((row) => row.map(String))
    expect(shown).toEqual(written)
    expect(shown.flat()).toContain('การให้บริการตามช่องทาง')
  })

  it('texts in a CSV that look like formulas: texts', () => {
    const shown = csvInOffice(csvOf(formulas.map((text) => [text, 'ฟื้นปั้นปี๊ น้ำค้ำ “ฎู”'])))
    expect(shown).toEqual(formulas.map((text) => [`'${text}`, 'ฟื้นปั้นปี๊ น้ำค้ำ “ฎู”']))
  })
})
