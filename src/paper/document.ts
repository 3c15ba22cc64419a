import { readFileSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Pdf from 'pdfkit'
import type { Language } from '../requests/info-request.ts'
import type { Page, Part, Placed, Style } from './page.ts'
import { Ruler } from './ruler.ts'
import { shaped } from './text.ts'

export type DocumentFacts = {
  language: Language
  /** What the document is called. */
  title: string
  author: string
  /** When it was written (UTC milliseconds). */
  writtenAt: number
}

/**
 * Writes a PDF on A4 from pages that are set with a ruler for `style`. The same pages and facts give the same bytes.
 *
 * The font is embedded. The text layer is exact (tone marks, ำ): every line carries what it says beside how it is
 * drawn, as reading programs and searching need it. Letters that Sarabun does not have are drawn as empty boxes.
 */
export async function writeDocument(
  { language, title, author, writtenAt }: DocumentFacts,
  style: Style,
  set: (ruler: Ruler) => Page[],
): Promise<Buffer> {
  await nextTurn() // others are served before, so that many papers in a row keep nobody waiting for all of them
  const doc = new Pdf({
    autoFirstPage: false,
    bufferPages: true,
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: language,
    info: {
      Title: title,
      Author: author,
      Creator: 'Khamkho',
      // pdfkit makes the document's id of these: without a date of our own it would be that of now.
      CreationDate: new Date(writtenAt),
    },
  })
  doc.registerFont('regular', fileOf('regular')).registerFont('bold', fileOf('bold'))
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => doc.on('end', resolve).on('error', reject))
  const measure = (text: string, textStyle: Style) =>
    withFont(doc, textStyle).widthOfString(shaped(text))
  draw(doc, set(new Ruler(measure, style)))
  doc.end()
  await ended
  return Buffer.concat(chunks)
}

/** Sarabun (SIL Open Font License), the face of Thai official papers; only what is drawn of it is embedded. */
const addresses = {
  regular: import.meta.resolve('@expo-google-fonts/sarabun/400Regular/Sarabun_400Regular.ttf'),
  bold: import.meta.resolve('@expo-google-fonts/sarabun/700Bold/Sarabun_700Bold.ttf'),
}
type Weight = keyof typeof addresses

const files = new Map<Weight, Buffer>()

/** The file of a weight, read once. */
function fileOf(weight: Weight): Buffer {
  const known = files.get(weight)
  if (known) return known
  const file = readFileSync(fileURLToPath(addresses[weight]))
  files.set(weight, file)
  return file
}

function withFont(doc: PDFKit.PDFDocument, { size, isBold = false }: Style): PDFKit.PDFDocument {
  return doc.font(isBold ? 'bold' : 'regular').fontSize(size)
}

function draw(doc: PDFKit.PDFDocument, pages: readonly Page[]): void {
  const all = doc.struct('Document')
  doc.addStructure(all)
  const known = new Map<Part, PDFKit.PDFStructureElement>()
  const elementOf = (part: Part): PDFKit.PDFStructureElement => {
    const before = known.get(part)
    if (before) return before
    const parent = part.within ? elementOf(part.within) : all
    const element = doc.struct(part.kind, optionsOf(part))
    parent.add(element)
    known.set(part, element)
    return element
  }
  for (const { lines, shapes } of pages) {
    doc.addPage()
    for (const { x, y, width, height, colour } of shapes) {
      doc.markContent('Artifact', { type: 'Layout' })
      doc.rect(x, y, width, height).fill(colour)
      doc.endMarkedContent()
    }
    if (shapes.length > 0) doc.fillColor('black')
    for (const line of lines) {
      if (line.text === '') {
        if (line.part) elementOf(line.part)
        continue
      }
      if (line.part) elementOf(line.part).add(doc.markStructureContent(line.part.kind))
      else doc.markContent('Artifact')
      drawLine(doc, line)
      doc.endMarkedContent()
    }
  }
  all.end()
}

/** Its types do not know `scope` yet; the library does. */
function optionsOf({ scope }: Part): PDFKit.Mixins.StructureElementOptions {
  const options: PDFKit.Mixins.StructureElementOptions & { scope?: string } = {}
  if (scope) options.scope = scope
  return options
}

/**
 * Draws the shapes, and says beside them what they say: the space at the end is the one that the break replaced.
 *
 * Viewers on poppler place what is said by the state in which the saying ends. pdfkit turns the page upside down, turns
 * each text back and names its font in between; outside of that, the words would be found in the mirror of their place
 * and without a size. So both are said around it once more.
 */
function drawLine(doc: PDFKit.PDFDocument, { text, endsWithSpace, x, y, style }: Placed): void {
  turnOver(doc.save())
  withFont(doc, style).addContent(`/${fontOf(doc)} ${style.size} Tf`)
  doc.markContent('Span', { actual: endsWithSpace ? `${text} ` : text })
  turnOver(doc.save()).text(shaped(text), x, y, { lineBreak: false })
  doc.restore().endMarkedContent().restore()
}

function turnOver(doc: PDFKit.PDFDocument): PDFKit.PDFDocument {
  return doc.transform(1, 0, 0, -1, 0, doc.page.height)
}

/** By what name the page knows the font; pdfkit has it, but no word for it. */
function fontOf(doc: PDFKit.PDFDocument): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { ['_font']: font } = doc as unknown as { _font: { id: string } }
  return font.id
}
