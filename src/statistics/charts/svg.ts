import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { html } from '#views/html.ts'
import type { Language } from '../../requests/info-request.ts'
import { chartFont, widthOf } from './chart-text.ts'
import type { Chart } from './charts.ts'

/*
 * ECharts draws without a browser; what it writes is then made fit to be sent. The charting library is loaded with the
 * first chart, in its bundle: that costs a start of the service nothing, and loads in a quarter of the time and memory
 * of its many modules.
 */

export type ChartTexts = {
  /** What the chart is about. */
  title: string
  /** What it says, for whoever does not see it. */
  message: string
}

/** The drawing as an SVG document with title, description and its own letters: the same chart gives the same bytes. */
export async function svgOf(
  { option, width, height }: Chart,
  { title, message }: ChartTexts,
  language: Language,
): Promise<string> {
  const { init } = await (loading ??= load())
  const drawn = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    drawn.setOption(option)
    const [, body = ''] = /^<svg[^>]*>([\s\S]*)<\/svg>$/.exec(drawn.renderToSVGString()) ?? []
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title message" lang="${language}">`,
      String(html`<title id="title">${title}</title><desc id="message">${message}</desc>`),
      `<style>${await fontFaces(language)}</style>`,
      cleaned(body),
      '</svg>',
    ].join('')
  } finally {
    drawn.dispose()
  }
}

/** What a browser may do with a chart that is opened by itself: use the letters inside it, and nothing else. */
export async function policyOfCharts(language: Language): Promise<string> {
  const hash = createHash('sha256')
    .update(await fontFaces(language))
    .digest('base64')
  return `default-src 'none'; style-src 'sha256-${hash}'; font-src data:; frame-ancestors 'none'; sandbox`
}

let loading: ReturnType<typeof load> | undefined

async function load() {
  const echarts = await import('echarts/dist/echarts.esm.min.mjs')
  echarts.setPlatformAPI({
    measureText: (text, font = '') => ({ width: widthOf(text, Number.parseFloat(font) || 12) }),
  })
  return echarts
}

/**
 * Without what only a page with a pointer would need, without style attributes (the policy of a page forbids them), and
 * with names that do not count how many charts were drawn before.
 */
function cleaned(body: string): string {
  return body
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/ (?:class|pointer-events|ecmeta_\w+)="[^"]*"/g, '')
    .replaceAll(/\bzr\d+-/g, '')
    .replaceAll(/ style="([^"]*)"/g, (_, style: string) => asAttributes(style))
    .replaceAll(/ ?>\n?/g, '>')
}

/** `font-size:14px;font-weight:bold` as attributes. */
function asAttributes(style: string): string {
  return style
    .split(';')
    .map((declaration) => declaration.split(':'))
    .map(([name = '', value = '']) => (name && value ? ` ${name}="${value}"` : ''))
    .join('')
}

/** A picture cannot use the fonts of its page, and what a reader has installed nobody knows: it brings its own. */
async function fontFaces(language: Language): Promise<string> {
  const scripts = language === 'th' ? (['latin', 'thai'] as const) : (['latin'] as const)
  const faces = await Promise.all(scripts.map((script) => (reading[script] ??= fontFace(script))))
  return faces.join('')
}

const reading: { [Script in 'thai' | 'latin']?: Promise<string> } = {}

async function fontFace(script: 'thai' | 'latin'): Promise<string> {
  const font = await readFile(
    new URL(`../../../views/assets/fonts/chart-${script}.woff2`, import.meta.url),
  )
  const range = script === 'thai' ? ';unicode-range:U+0E01-0E5B' : ''
  return `@font-face{font-family:${chartFont};src:url(data:font/woff2;base64,${font.toString('base64')}) format("woff2")${range}}`
}
