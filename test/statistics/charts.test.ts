import { describe, expect, it } from 'vitest'
import { labelled, type LabelledTable } from '#views/statistics/labels.ts'
import { wordsIn } from '#views/words/words.ts'
import { monthsOfFiscalYear } from '#src/calendar/fiscal-year.ts'
import { grounds } from '#src/requests/grounds.ts'
import { channels, languages, type Language } from '#src/requests/info-request.ts'
import { isWorthDrawing, tableOfChart } from '#src/statistics/charts/charts.ts'
import { columnsOf, endings, standings, type FiguresTable } from '#src/statistics/figures.ts'
import { chartFiles, drawChart, shownCharts } from '#src/statistics/charts/shown-charts.ts'
import { policyOfCharts } from '#src/statistics/charts/svg.ts'

const everyPicture = languages.flatMap((language) =>
  chartFiles.map((file) => ({ ...file, language })),
)

describe('a chart', () => {
  it.each(everyPicture)('says what it is and what it shows ($file, $language)', async (picture) => {
    const svg = await draw(picture)
    const { title, message } = textsOf(svg)
    expect(svg).toContain('role="img" aria-labelledby="title message"')
    expect(title).toContain('<b> & "')
    expect(message).not.toBe('')
    expect(faultsOfXml(svg)).toEqual([])
    // Only numbers that the table has: nothing is worked out here.
    const numbers = valuesOf(tablesIn(picture.language), picture.name)
    const told = message.replaceAll(/25\d\d|20\d\d/g, '').match(/[\d,.]*\d/g) ?? []
    expect(told.length).toBeGreaterThan(1)
    for (const number of told) expect(numbers).toContain(Number(number.replaceAll(',', '')))
  })

  it.each(everyPicture)(
    'needs no style, script, class or font of a page ($file, $language)',
    async (picture) => {
      const svg = await draw(picture)
      expect(svg).not.toMatch(
        /<script|<a\b|href=|\sstyle=|\sclass=|\son\w+=|ecmeta|zr\d|NaN|undefined/,
      )
      expect(svg.match(/<style>/g)).toHaveLength(1)
      expect(svg.match(/url\((?!#|data:font\/woff2;base64,)/g)).toBeNull()
    },
  )

  it.each(everyPicture)('has every letter it writes ($file, $language)', async (picture) => {
    const letters = Array.from(writtenIn(await draw(picture)))
    const known =
      picture.language === 'th' ? /^[\u0e01-\u0e5b -~\u00a0·–—’“”±−]$/ : /^[ -~\u00a0·–—’“”±−]$/
    expect(letters.filter((letter) => !known.test(letter))).toEqual([])
    expect(letters.length).toBeGreaterThan(20)
  })

  it('is the same, byte for byte, whatever was drawn before', async () => {
    const [first] = everyPicture
    if (!first) throw new Error('There are charts')
    const before = await draw(first)
    for (const picture of everyPicture) await draw(picture)
    expect(await draw(first)).toBe(before)
  })

  it('stands out from the paper wherever a colour tells something', async () => {
    const colours = new Set<string>()
    for (const picture of everyPicture)
      for (const [, colour = ''] of (await draw(picture)).matchAll(/(?:fill|stroke)="(#\w+)"/g))
        colours.add(colour)
    const guides = ['#fff', '#cdd6d8'] // the paper itself, and lines that only lead the eye
    const pale = [...colours].filter((one) => !guides.includes(one) && contrastWithWhite(one) < 3)
    expect(pale).toEqual([])
    expect(colours.size).toBeGreaterThan(6)
  })

  it('writes the number at each bar, and leaves months to come empty', async () => {
    const svg = await draw({ name: 'months', isNarrow: false, language: 'en' })
    const written = textsIn(svg)
    expect(written).toEqual(
      expect.arrayContaining(['1,200', '1,100', 'Oct', '2026', '2027', 'Sept']),
    )
    const bars = [...svg.matchAll(/fill="#123f4d"/g)].length
    expect(bars).toBe(8 + 1) // months so far, and the legend
  })

  it('is not shown when there is nothing to draw, but still has its address', async () => {
    const nothing = figures.map((full) => ({
      ...full,
      rows: full.rows.map((row) => ({
        ...row,
        values: Object.fromEntries(Object.keys(row.values).map((column) => [column, 0])),
      })),
    }))
    const tables = named(nothing, 'en')
    expect(shownCharts(tables, '/charts')).toEqual([])
    expect(shownCharts(tablesIn('en'), '/charts').map(({ name }) => name)).toEqual([
      'months',
      'channels',
      'timeliness',
      'outcomes',
    ])
    for (const file of chartFiles) {
      const shown = tables.find(({ id }) => id === tableOfChart[file.name])
      expect(shown && isWorthDrawing(file.name, shown)).toBe(false)
      const svg = await drawChart(file, 'en', tables, 'a year')
      expect(textsOf(svg ?? '').message).not.toMatch(/NaN|undefined|null/)
    }
  })

  it('may use its own letters when it is opened by itself, and nothing else', async () => {
    expect(await policyOfCharts('th')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; font-src data:; frame-ancestors 'none'; sandbox$/,
    )
    expect(await policyOfCharts('en')).not.toBe(await policyOfCharts('th'))
  })
})

type Picture = Pick<(typeof chartFiles)[number], 'name' | 'isNarrow'> & { language: Language }

async function draw(picture: Picture): Promise<string> {
  const { language } = picture
  return (await drawChart(picture, language, tablesIn(language), '<b> & "ปี"')) ?? ''
}

const figures: FiguresTable[] = [
  table(
    'months',
    monthsOfFiscalYear(2570),
    (i) =>
      i > 7
        ? { received: null, online: null, closed: null, open: null }
        : { received: 1200 - 100 * i, online: 3, closed: 1100 - 100 * i, open: 12 + i },
    { received: 6800, online: 24, closed: 6000, open: 19 },
  ),
  table('service', channels, (i) => ({ received: [40, 14, 6, 0, 6][i] ?? 0, closed: 1, open: 1 }), {
    received: 66,
    closed: 5,
    open: 5,
  }),
  table(
    'timeliness',
    standings,
    (i) => ({ count: [48, 7, 3, 4, 12, 1][i] ?? 0, share: [64, 9.3, 4, 5.3, 16, 1.3][i] ?? 0 }),
    { count: 75, share: 100 },
  ),
  table('outcomes', endings, (i) => ({ count: i === 1 ? 0 : 30 - i }), { count: 246 }),
]

function table(
  id: keyof typeof columnsOf,
  rows: readonly string[],
  values: (i: number) => FiguresTable['rows'][number]['values'],
  total: FiguresTable['rows'][number]['values'],
): FiguresTable {
  return {
    id,
    columns: columnsOf[id],
    rows: rows.map((row, i) => ({ id: row, values: values(i) })),
    total: { id: 'total', values: total },
  }
}

function tablesIn(language: Language): LabelledTable[] {
  return named(figures, language)
}

function named(tables: readonly FiguresTable[], language: Language): LabelledTable[] {
  return labelled({ language, words: wordsIn[language] }, tables, { divisions: [], grounds })
}

function valuesOf(tables: readonly LabelledTable[], name: keyof typeof tableOfChart) {
  const found = tables.find(({ id }) => id === tableOfChart[name])
  const rows = [...(found?.rows ?? []), ...(found?.total ? [found.total] : [])]
  return rows.flatMap(({ values }) => Object.values(values))
}

function textsOf(svg: string) {
  const text = (element: string) =>
    decoded(new RegExp(`<${element} id="\\w+">([^<]*)</${element}>`).exec(svg)?.[1] ?? '')
  return { title: text('title'), message: text('desc') }
}

function textsIn(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => decoded(text))
}

function writtenIn(svg: string): string {
  return textsIn(svg).join('')
}

function decoded(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll(/&quot;|&#34;/g, '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

/** Elements that are not closed in their order, and bare signs; the browser test reads it with a real parser. */
function faultsOfXml(svg: string): string[] {
  const open: string[] = []
  const faults: string[] = []
  for (const [, end, name = '', isEmpty] of svg.matchAll(
    /<(\/?)([\w]+)(?:"[^"]*"|[^>"])*?(\/?)>/g,
  )) {
    if (isEmpty) continue
    if (!end) open.push(name)
    else if (open.pop() !== name) faults.push(`</${name}> closes something else`)
  }
  if (/&(?!(?:amp|lt|gt|quot|#\d+);)/.test(svg)) faults.push('a bare &')
  return [...faults, ...open.map((name) => `<${name}> is not closed`)]
}

/** The contrast of WCAG. */
function contrastWithWhite(colour: string): number {
  const digits = colour.slice(1)
  const hex = digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}
