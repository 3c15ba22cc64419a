import { createHash } from 'node:crypto'
import { monthName } from '#views/parts/dates.ts'
import { wordsIn } from '#views/words/words.ts'
import { firstDayOf, lastDayOf } from '../calendar/fiscal-year.ts'
import { itaSlugs, type ItaSlug } from '../database/schema.ts'
import type { Day, Language } from '../requests/info-request.ts'
import { figuresXlsx } from '../statistics/exports.ts'
import type { SignedMonth } from '../statistics/signing/store.ts'
import { writeReportPaper } from '../statistics/report-paper.ts'
import { signedReport, type FiguresReport } from '../statistics/report.ts'
import { writeCover } from './cover-paper.ts'
import {
  addressOf,
  evidenceOfItems,
  yearReport,
  type Evidence,
  type EvidenceOfItem,
} from './facts.ts'
import { onlineReport, surveyReport, useReport } from './reports.ts'
import { writeZip, type PackFile } from './zip.ts'

/** A file of the pack with what the manifest says of it. */
type Described = PackFile & { what: string; period: { from: Day; to: Day } }

export type PackOptions = {
  language: Language
  /** Gives what was signed of a month, byte for byte. */
  signedText: (signed: SignedMonth) => Promise<string>
}

/**
 * The evidence of a fiscal year as one zip archive: a folder for each item, and a list of all files with their SHA-256,
 * once for programs (`manifest.json`) and once as `sha256sum -c` reads it (`SHA256SUMS.txt`). The same evidence gives
 * the same bytes.
 */
export async function writePack(evidence: Evidence, options: PackOptions): Promise<Buffer> {
  const files: Described[] = []
  const items = evidenceOfItems(evidence)
  for (const ofItem of items) files.push(...(await folderOf(evidence, ofItem, options)))
  const manifest = { name: 'manifest.json', bytes: manifestOf(evidence, items, files, options) }
  const all = [...files, manifest]
  const sums = { name: 'SHA256SUMS.txt', bytes: sumsOf(all) }
  return writeZip([...all, sums], evidence.asOf)
}

/** `1-service-manual`: in the order of the items. */
export function folderName(slug: ItaSlug): string {
  return `${itaSlugs.indexOf(slug) + 1}-${slug}`
}

async function folderOf(
  evidence: Evidence,
  ofItem: EvidenceOfItem,
  options: PackOptions,
): Promise<Described[]> {
  const { language } = options
  const beside = await filesOf(evidence, ofItem.slug, options)
  const bytes = await writeCover(evidence, ofItem, { language, files: beside })
  const what = wordsIn[language].evidence.files.cover
  const folder = [{ name: 'cover.pdf', what, bytes, period: periodOf(evidence) }, ...beside]
  return folder.map((file) => ({ ...file, name: `${folderName(ofItem.slug)}/${file.name}` }))
}

async function filesOf(
  evidence: Evidence,
  slug: ItaSlug,
  options: PackOptions,
): Promise<Described[]> {
  const { language } = options
  const { files: words } = wordsIn[language].evidence
  const both = (name: string, report: FiguresReport, pdf: string, xlsx: string) =>
    inBothForms(evidence, name, report, { pdf, xlsx })
  switch (slug) {
    case 'questions':
      return []
    case 'service-manual':
      return use()
    case 'statistics': {
      const report = yearReport(evidence, language)
      return [
        ...(await both('figures', report, words.figuresPdf, words.figuresXlsx)),
        ...(await signedMonths(evidence, options)),
        ...(await use()),
      ]
    }
    case 'e-service': {
      const report = onlineReport(evidence, language)
      return [
        ...(await both('figures', report, words.onlinePdf, words.onlineXlsx)),
        ...(await use()),
      ]
    }
    case 'participation': {
      const report = surveyReport(evidence, language)
      return [
        ...(await both('survey', report, words.surveyPdf, words.surveyXlsx)),
        ...(await use()),
      ]
    }
  }
  function use() {
    if (slug === 'questions') return []
    return both('use-by-month', useReport(evidence, slug, language), words.usePdf, words.useXlsx)
  }
}

async function inBothForms(
  evidence: Evidence,
  name: string,
  report: FiguresReport,
  what: { pdf: string; xlsx: string },
): Promise<Described[]> {
  const period = periodOf(evidence)
  return [
    { name: `${name}.pdf`, what: what.pdf, bytes: await writeReportPaper(report), period },
    { name: `${name}.xlsx`, what: what.xlsx, bytes: await figuresXlsx(report), period },
  ]
}

async function signedMonths(
  { signed, figures }: Evidence,
  { language, signedText }: PackOptions,
): Promise<Described[]> {
  const { files: words } = wordsIn[language].evidence
  const files: Described[] = []
  for (const month of signed) {
    const report = signedReport(month, figures.names).reportIn(language)
    const name = `signed-months/${month.month}-revision-${month.revision}`
    const called = monthName(language, month.month)
    const period = { from: firstDayOf(month.month), to: lastDayOf(month.month) }
    files.push(
      {
        name: `${name}.pdf`,
        what: words.signedPdf(called, month.revision),
        bytes: await writeReportPaper(report),
        period,
      },
      {
        name: `${name}.json`,
        what: words.signedJson(called, month.revision),
        bytes: Buffer.from(await signedText(month)),
        period,
      },
    )
  }
  return files
}

function periodOf({ from, asOf }: Evidence): { from: Day; to: Day } {
  return { from, to: asOf }
}

function manifestOf(
  evidence: Evidence,
  items: readonly EvidenceOfItem[],
  files: readonly Described[],
  { language }: PackOptions,
): Buffer {
  const words = wordsIn[language]
  const { fiscalYear, from, to, asOf } = evidence
  const manifest = {
    format: 'khamkho-evidence-1',
    department: yearReport(evidence, language).department,
    fiscalYear,
    period: { from, to },
    asOf,
    language,
    items: items.map(({ slug, item, gaps }) => ({
      slug,
      folder: folderName(slug),
      name: words.ita.items[slug],
      code: item?.code || null,
      wording: item?.wording || null,
      isConfirmed: item?.isConfirmed ?? false,
      address: addressOf(evidence, item) ?? null,
      liveOn: item?.liveOn ?? null,
      missing: gaps.map((gap) => words.evidence.gaps[gap]),
    })),
    files: files.map(({ name, what, bytes, period }) => ({
      name,
      what,
      period,
      size: bytes.byteLength,
      sha256: sha256Of(bytes),
    })),
  }
  return Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`)
}

/** One line for each file, as `sha256sum` writes them. */
function sumsOf(files: readonly PackFile[]): Buffer {
  return Buffer.from(files.map(({ name, bytes }) => `${sha256Of(bytes)}  ${name}\n`).join(''))
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
