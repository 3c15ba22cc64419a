/**
 * Makes what the pages load out of these sources: `npm run assets`. The output is committed, so nobody who
 * installs the service needs Sass or esbuild, and it is the same on every machine: CI builds it again and compares.
 */
import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'
import * as sass from 'sass'
import subsetFont from 'subset-font'

const source = import.meta.dirname
const target = `${source}/..`
const root = `${source}/../../..`
const fontsource = `${root}/node_modules/@fontsource/noto-sans-thai-looped`

const thaiLetters = charactersBetween('ก', '๛')
const latinLetters = `${charactersBetween(' ', '~')}\u00a0·–—’“”±−`

const fonts = await copyFonts()
const css = await buildCss(fonts)
const js = await buildJs()
const icon = await readFile(`${target}/icon.svg`)
await keep('app.css', css)
await keep('app.js', js)
await writeManifest()

async function copyFonts(): Promise<Map<string, Buffer>> {
  await rm(`${target}/fonts`, { recursive: true, force: true })
  await mkdir(`${target}/fonts`)
  await copyFile(`${fontsource}/LICENSE`, `${target}/fonts/OFL.txt`)
  const copied = new Map<string, Buffer>()
  for (const script of ['thai', 'latin']) {
    for (const weight of [400, 700]) {
      const name = `${script}-${weight}.woff2`
      const file = `noto-sans-thai-looped-${script}-${weight}-normal.woff2`
      const content = await readFile(`${fontsource}/files/${file}`)
      await writeFile(`${target}/fonts/${name}`, content)
      copied.set(name, content)
    }
  }
  await cutForCharts('thai', thaiLetters)
  await cutForCharts('latin', latinLetters)
  return copied
}

/**
 * A picture cannot use the fonts of its page, so each chart carries its letters with it (`src/statistics/charts/svg.ts`): of
 * the alphabet only what charts write.
 */
async function cutForCharts(script: 'thai' | 'latin', letters: string): Promise<void> {
  const file = `noto-sans-thai-looped-${script}-400-normal.woff2`
  const content = await readFile(`${fontsource}/files/${file}`)
  const cut = await subsetFont(content, letters, { targetFormat: 'woff2' })
  await writeFile(`${target}/fonts/chart-${script}.woff2`, cut)
}

async function buildCss(fontFiles: Map<string, Buffer>): Promise<Buffer> {
  const { css: compiled } = await sass.compileAsync(`${source}/app.scss`, {
    loadPaths: [`${root}/node_modules`],
    quietDeps: true,
  })
  const addressed = compiled.replaceAll(
    /fonts\/([\w-]+\.woff2)\?v=\{hash\}/g,
    (_, name: string) => {
      const content = fontFiles.get(name)
      if (!content) throw new Error(`No font file is called ${name}`)
      return `fonts/${name}?v=${hash(content)}`
    },
  )
  const { code } = await esbuild.transform(addressed, {
    loader: 'css',
    minify: true,
    legalComments: 'none',
    target: ['chrome109', 'firefox115', 'safari16'],
  })
  return Buffer.from(code)
}

async function buildJs(): Promise<Buffer> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [`${source}/app.ts`],
    absWorkingDir: source,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome109', 'firefox115', 'safari16'],
    legalComments: 'none',
    write: false,
  })
  const [output] = outputFiles
  if (!output) throw new Error('esbuild wrote nothing')
  return Buffer.from(output.contents)
}

/** Writes a file with its compressed twins, so that the service compresses nothing while somebody waits. */
async function keep(name: string, content: Buffer): Promise<void> {
  await writeFile(`${target}/${name}`, content)
  const gzipped = gzipSync(content, { level: 9 })
  gzipped[9] = 255 // the operating system it was made on: unknown, or it would differ between machines
  await writeFile(`${target}/${name}.gz`, gzipped)
  await writeFile(
    `${target}/${name}.br`,
    brotliCompressSync(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  )
}

async function writeManifest(): Promise<void> {
  const font = fonts.get('thai-400.woff2')
  if (!font) throw new Error('The font of the body text is missing')
  const addresses = {
    css: `/assets/app.css?v=${hash(css)}`,
    js: `/assets/app.js?v=${hash(js)}`,
    icon: `/assets/icon.svg?v=${hash(icon)}`,
    font: `/assets/fonts/thai-400.woff2?v=${hash(font)}`,
  }
  const lines = Object.entries(addresses).map(([name, address]) => `  ${name}: '${address}',\n`)
  await writeFile(
    `${target}/manifest.ts`,
    `/** Written by \`source/build.ts\`: the addresses of what the pages load, each with a hash of its content. */
export const assets = {
${lines.join('')}} as const
`,
  )
}

function hash(content: Buffer): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 10)
}

function charactersBetween(first: string, last: string): string {
  const codes = [first.charCodeAt(0), last.charCodeAt(0)] as const
  const count = codes[1] - codes[0] + 1
  return String.fromCharCode(...Array.from({ length: count }, (_, i) => codes[0] + i))
}
