import { describe, expect, it, vi } from 'vitest'
import { writtenFigure } from '#views/statistics/written-figure.ts'
import type { FiguresReport, ReportTable } from '#src/statistics/report.ts'
import { writeReportPaper } from '#src/statistics/report-paper.ts'
import {
  countPages,
  hasPoppler,
  popplerLines,
  popplerStructure,
  popplerText,
  textLayer,
  withoutSpaces,
} from '../support/pdf-text.ts'
import { aReport, noon } from './a-report.ts'

const skipsPoppler = !hasPoppler && !process.env['CI']

const signed = {
  name: 'สมหญิง รักงาน',
  post: 'เลขานุการกรม',
  signedAt: noon,
  revision: 2,
  reason: 'นับคำขอกระดาษที่ค้างส่งเพิ่ม 3 เรื่อง',
  sha256: '0123456789abcdef'.repeat(4),
}

/** An ordinary report in Thai, unless told otherwise; say only what matters. */
async function someReport({
  language = 'th',
  ...changes
}: Partial<FiguresReport> = {}): Promise<FiguresReport> {
  return { ...(await aReport(language)).report, ...changes }
}

async function write(changes: Partial<FiguresReport> = {}): Promise<Buffer> {
  return writeReportPaper(await someReport(changes))
}

async function linesOf(changes: Partial<FiguresReport> = {}): Promise<string[]> {
  return textLayer(await write(changes)).map((line) => line.trim().replaceAll('\u00a0', ' '))
}

/** A table of as many divisions as you like, with long names full of marks. */
function longTable(count: number, columns = ['ยกมา', 'รับใหม่', 'พิจารณาใหม่']): ReportTable {
  const values = Object.fromEntries(columns.map((_, i) => [`c${i}`, 1000 * (i + 1)]))
  return {
    id: 'flow',
    sheet: 'กอง',
    caption: 'ความเคลื่อนไหวของแต่ละกอง',
    rowHeader: 'กอง',
    columns: columns.map((label, i) => ({ id: `c${i}`, label })),
    rows: Array.from({ length: count }, (_, i) => ({
      id: String(i),
      label: `กองที่ ${i + 1} ฟื้นปั้นปี๊ น้ำค้ำ ความร่วมมือด้านเศรษฐกิจและการเชื่อมโยงระหว่างกันในภูมิภาค`,
      values,
    })),
    total: { id: 'total', label: 'รวม', values },
    definitions: [],
  }
}

describe('a report on paper', () => {
  it('begins with whose it is, what it is called, what it covers and when the figures were taken', async () => {
    expect((await linesOf()).slice(0, 5)).toEqual([
      'กรมอาเซียน กระทรวงการต่างประเทศ',
      'รายงานประจำเดือนตุลาคม 2569',
      'ตั้งแต่วันที่ 1 ตุลาคม 2569 ถึงวันที่ 31 ตุลาคม 2569',
      'ตัวเลข ณ วันที่ 24 พ.ย. 2569 12:00 น.',
      'การให้บริการตามช่องทาง',
    ])
    const english = await linesOf({ language: 'en' })
    expect(english.slice(0, 4)).toEqual([
      'Department of ASEAN Affairs, Ministry of Foreign Affairs',
      'Monthly report, October 2026 (B.E. 2569)',
      'From 1 October 2026 to 31 October 2026',
      'Figures as of 24 Nov 2026, 12:00',
    ])
  })

  it.each(['th', 'en'] as const)(
    'has every label, every number and every definition, in order (%s)',
    async (language) => {
      const report = await someReport({ language })
      const said = withoutSpaces(textLayer(await writeReportPaper(report)).join(''))
      let at = 0
      const expectNext = (text: string) => {
        const found = said.indexOf(withoutSpaces(text), at)
        expect([text, found >= at]).toEqual([text, true])
        at = found
      }
      for (const { caption, rowHeader, columns, rows, total, definitions } of report.tables) {
        expectNext(caption)
        expectNext(rowHeader + columns.map(({ label }) => label).join(''))
        for (const row of [...rows, ...(total ? [total] : [])]) {
          const figures = columns.map(({ id }) => written(row.values[id], id))
          expectNext(row.label + (row.explanation ?? '') + figures.join(''))
        }
        for (const { term, text } of definitions) expectNext(term + text)
      }
    },
  )

  it('leaves blank what has nothing to divide by, and shows a zero', async () => {
    const { tables } = (await aReport('en', '2020-01')).report
    const lines = await linesOf({ language: 'en', tables })
    const from = lines.indexOf('Median (working days)')
    expect(lines.slice(from, from + 4)).toEqual([
      'Median (working days)',
      '90th percentile (working days)',
      'Answered on the day received (requests)',
      '0',
    ])
  })

  it('says before the figures that they can still change, and what else there is to say', async () => {
    const lines = await linesOf({
      caution: 'ตัวเลขยังเปลี่ยนแปลงได้',
      remarks: { flow: ['ยกมา + รับใหม่ = ยกไป'] },
      notes: ['ตัวเลขต่ำกว่า 5 ไม่แสดง'],
    })
    expect(lines[4]).toBe('ตัวเลขยังเปลี่ยนแปลงได้')
    expect(lines.indexOf('ยกมา + รับใหม่ = ยกไป')).toBeGreaterThan(
      lines.indexOf('ความเคลื่อนไหวของแต่ละกอง'),
    )
    expect(lines.at(lines.indexOf('หมายเหตุ') + 1)).toBe('ตัวเลขต่ำกว่า 5 ไม่แสดง')
  })

  it('says on each page of which report it is, and which page of how many', async () => {
    const pdf = await write()
    const pages = countPages(pdf)
    expect(pages).toBeGreaterThan(2)
    const lines = textLayer(pdf).map((line) => line.replaceAll('\u00a0', ' '))
    for (let page = 1; page <= pages; page += 1) expect(lines).toContain(`หน้า ${page} จาก ${pages}`)
    const feet = lines.filter(
      (line) => line === 'รายงานประจำเดือนตุลาคม 2569 · ตัวเลข ณ วันที่ 24 พ.ย. 2569 12:00 น.',
    )
    expect(feet).toHaveLength(pages)
  })
})

describe('the end of a report', () => {
  it('is dots to sign on while nobody has signed', async () => {
    const lines = await linesOf()
    const from = lines.findIndex((line) => line.startsWith('ลงชื่อ'))
    expect(lines.slice(from, from + 4)).toEqual([
      expect.stringMatching(/^ลงชื่อ \.{40,}$/),
      expect.stringMatching(/^\(\.{40,}\)$/),
      expect.stringMatching(/^ตำแหน่ง \.{40,}$/),
      expect.stringMatching(/^วันที่ \.{40,}$/),
    ])
    expect(lines.join()).not.toContain('SHA-256')
  })

  it('names who signed the figures, when, which revision, why and what exactly', async () => {
    const lines = await linesOf({ signed })
    const from = lines.findIndex((line) => line.startsWith('ลงชื่อ'))
    expect(lines.slice(from, from + 7)).toEqual([
      expect.stringMatching(/^ลงชื่อ \.{40,}$/),
      '(สมหญิง รักงาน)',
      'เลขานุการกรม',
      '24 พฤศจิกายน 2569',
      'ลงนามรับรองตัวเลขในระบบโดย สมหญิง รักงาน (เลขานุการกรม) เมื่อวันที่ 24 พ.ย. 2569 12:00 น.',
      'ฉบับที่ 2 ลงนามใหม่เนื่องจาก นับคำขอกระดาษที่ค้างส่งเพิ่ม 3 เรื่อง',
      `SHA-256 ของเอกสารที่ลงนาม: ${signed.sha256}`,
    ])
    const first = await linesOf({ signed: { ...signed, revision: 1, reason: '', post: '' } })
    expect(first).toContain('ลงนามครั้งแรก')
    expect(first).toContain('ลงนามรับรองตัวเลขในระบบโดย สมหญิง รักงาน เมื่อวันที่ 24 พ.ย. 2569 12:00 น.')
    expect(first.join()).toMatch(/ตำแหน่ง \.{40,}/)
  })

  it('stays in one piece, and says of which report it is even where it stands alone', async () => {
    for (let count = 1; count < 40; count += 3) {
      const pages = await pagesOf({ tables: [longTable(count)], signed })
      const last = pages.at(-1) ?? []
      const from = last.indexOf(
        `ขอรับรองตัวเลขในรายงานประจำเดือนตุลาคม 2569 (ตัวเลข ณ วันที่ 24 พ.ย. 2569 12:00 น. รวม ${pages.length} หน้า)`,
      )
      expect(from).toBeGreaterThanOrEqual(0)
      expect(last.slice(from)).toHaveLength(1 + 7 + 2)
    }
  })
})

describe('a table over several pages', () => {
  it('repeats its head on each, for the eye alone', async () => {
    const lines = await linesOf({ tables: [longTable(60)] })
    const again = lines.filter((line) => line === 'ความเคลื่อนไหวของแต่ละกอง (ต่อ)').length
    expect(again).toBeGreaterThan(1)
    expect(lines.filter((line) => line === 'พิจารณาใหม่')).toHaveLength(again + 1)
  })

  it('never leaves its head or its total alone, however many rows there are', async () => {
    for (let count = 1; count <= 60; count += 1) {
      const pages = await pagesOf({ tables: [longTable(count)] })
      for (const page of pages) {
        const rows = page.filter((line) => line.startsWith('กองที่')).length
        const hasHead = page.some((line) => line.startsWith('ความเคลื่อนไหว'))
        if (hasHead || page.includes('รวม')) expect(rows).toBeGreaterThanOrEqual(Math.min(count, 2))
      }
    }
  })

  it('sets many columns smaller, and breaks no number and no word', async () => {
    const months = Array.from({ length: 12 }, (_, i) => `เดือนที่ ${i + 1}`)
    const lines = await linesOf({ tables: [longTable(3, months)] })
    expect(lines.filter((line) => line === '12,000')).toHaveLength(4)
    expect(lines.join('')).toContain('เดือนที่ 12')
  })
})

describe.skipIf(skipsPoppler)('what poppler reads of a report', () => {
  it('is each row in its line', async () => {
    const report = await someReport({ language: 'en' })
    const [service] = report.tables
    const lines = popplerLines(await writeReportPaper(report)).map((line) =>
      line.trim().replaceAll(/\s{2,}/g, ' | '),
    )
    for (const { label, values } of service?.rows ?? [])
      expect(lines).toContain(
        [label, values['received'], values['closed'], values['open']].join(' | '),
      )
  })

  it('is every number and label, with every mark', async () => {
    const report = await someReport({ tables: [longTable(30)] })
    const said = withoutSpaces(popplerText(await writeReportPaper(report)))
    for (const { label } of report.tables[0]?.rows ?? [])
      expect(said).toContain(withoutSpaces(label))
    expect(said).toContain(withoutSpaces('รวม 1,000 2,000 3,000'))
  })

  it('is a table to whoever listens: rows, what heads them, cells, also the empty ones', async () => {
    const structure = popplerStructure(await write({ tables: [longTable(40)] }))
    expect(structure.match(/^ {4}TR/gm)).toHaveLength(42)
    expect(structure.match(/Scope \/Column/g)).toHaveLength(4)
    expect(structure.match(/Scope \/Row/g)).toHaveLength(41)
    expect(structure.match(/^ {6}TD/gm)).toHaveLength(3 * 41)
    expect(structure.match(/^ {2}Table/gm)).toHaveLength(1)
    expect(structure).not.toContain('(ต่อ)')
    const { tables } = (await aReport('th', '2020-01')).report
    const blank = popplerStructure(
      await write({ tables: tables.filter(({ id }) => id === 'speed') }),
    )
    expect(blank.match(/^ {6}TD/gm)).toHaveLength(4)
  })
})

describe('the same report', () => {
  it('keeps nobody else waiting for more than one of them', async () => {
    const report = await someReport()
    let served = 0
    setImmediate(() => (served += 1))
    await writeReportPaper(report)
    expect(served).toBe(1)
  })

  it('gives the same bytes, whenever it is set', async () => {
    const first = await write({ signed })
    vi.useFakeTimers({ toFake: ['Date'], now: noon + 86_400_000 * 365 })
    const later = await write({ signed }).finally(() => vi.useRealTimers())
    expect(later.equals(first)).toBe(true)
    expect((await write({ signed: { ...signed, revision: 3 } })).equals(first)).toBe(false)
  })
})

function written(value: number | null | undefined, column: string): string {
  return value === null || value === undefined ? '' : writtenFigure(value, column)
}

/** The lines of each page: the foot is set last. */
async function pagesOf(changes: Partial<FiguresReport>): Promise<string[][]> {
  const pages: string[][] = [[]]
  for (const line of await linesOf(changes)) {
    pages.at(-1)?.push(line)
    if (/^หน้า \d+ จาก \d+$/.test(line)) pages.push([])
  }
  return pages.slice(0, -1)
}
