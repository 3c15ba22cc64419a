import { crc32, deflateRawSync, deflateSync } from 'node:zlib'
import { writeXlsx } from 'hucre'

/** A small file with the name somebody would give it. */
export type SampleFile = { name: string; bytes: Buffer }

/** One of each type that is taken, each as small as a program that opens it allows. */
export async function goodFiles(): Promise<SampleFile[]> {
  return [
    { name: 'หนังสือขอข้อมูล.pdf', bytes: aPdf() },
    { name: 'ภาพถ่าย.jpg', bytes: aJpeg() },
    { name: 'photo.JPEG', bytes: aJpeg() },
    { name: 'แผนที่.png', bytes: aPng() },
    { name: 'รายละเอียด.docx', bytes: aDocx() },
    { name: 'ตาราง.xlsx', bytes: await anXlsx() },
    { name: 'letter.odt', bytes: anOdt() },
  ]
}

/** Files that must not be taken, each with the fault it must be given. */
export function badFiles(): (SampleFile & { fault: string })[] {
  const xml = '<?xml version="1.0"?>'
  return [
    { name: 'empty.pdf', bytes: Buffer.alloc(0), fault: 'empty' },
    { name: 'one-byte.png', bytes: Buffer.from('x'), fault: 'wrong-type' },
    { name: 'header-only.pdf', bytes: Buffer.from('%PDF-1.7\n'), fault: 'wrong-type' },
    {
      name: 'page.pdf',
      bytes: Buffer.from('<!doctype html><script>1</script>'),
      fault: 'wrong-type',
    },
    { name: 'page.html', bytes: Buffer.from('<!doctype html><p>1</p>'), fault: 'wrong-type' },
    { name: 'drawing.svg', bytes: Buffer.from('<svg onload="x()"/>'), fault: 'wrong-type' },
    { name: 'drawing.png', bytes: Buffer.from(`${xml}<svg onload="x()"/>`), fault: 'wrong-type' },
    { name: 'animation.gif', bytes: Buffer.from('GIF89a/*'), fault: 'wrong-type' },
    { name: 'program.docx', bytes: anExe(), fault: 'wrong-type' },
    { name: 'program.exe', bytes: anExe(), fault: 'wrong-type' },
    { name: 'picture.pdf', bytes: aPng(), fault: 'wrong-type' },
    { name: 'document.xlsx', bytes: aDocx(), fault: 'wrong-type' },
    { name: 'document.zip', bytes: aDocx(), fault: 'wrong-type' },
    { name: 'document', bytes: aPdf(), fault: 'wrong-type' },
    { name: 'archive.docx', bytes: zip([{ name: 'a.txt', data: 'a' }]), fault: 'wrong-type' },
    { name: 'macro.docm', bytes: aDocm(), fault: 'wrong-type' },
    { name: 'macro.docx', bytes: aDocm(), fault: 'wrong-type' },
    {
      name: 'hidden-macro.docx',
      bytes: aDocx([{ name: 'word/vbaProject.bin', data: 'x' }]),
      fault: 'wrong-type',
    },
    { name: 'renamed-macro.docx', bytes: aDocxWithRenamedMacro(), fault: 'wrong-type' },
    {
      name: 'macro.odt',
      bytes: anOdt([{ name: 'Basic/Standard/Module1.xml', data: xml }]),
      fault: 'wrong-type',
    },
    {
      name: 'both.pdf',
      bytes: Buffer.concat([aPdf(), zip([{ name: 'a.js', data: '1' }])]),
      fault: 'wrong-type',
    },
    { name: 'locked.pdf', bytes: aPdf('/Encrypt 5 0 R'), fault: 'password-protected' },
    {
      name: 'locked-inline.pdf',
      bytes: aPdf('/Encrypt<</Filter/Standard>>'),
      fault: 'password-protected',
    },
    {
      name: 'locked-entries.docx',
      bytes: aDocx([{ name: 'word/x.xml', data: 'x', isEncrypted: true }]),
      fault: 'password-protected',
    },
    { name: 'locked.docx', bytes: anEncryptedOffice(), fault: 'password-protected' },
    {
      name: 'locked.odt',
      bytes: anOdt([], '<manifest:encryption-data/>'),
      fault: 'password-protected',
    },
    {
      name: 'slip.docx',
      bytes: aDocx([{ name: '../../evil.txt', data: 'x' }]),
      fault: 'unsafe-archive',
    },
    {
      name: 'absolute.docx',
      bytes: aDocx([{ name: '/etc/passwd', data: 'x' }]),
      fault: 'unsafe-archive',
    },
    {
      name: 'bomb.docx',
      bytes: aDocx([{ name: 'word/a.xml', data: '0'.repeat(2_000_000), isDeflated: true }]),
      fault: 'unsafe-archive',
    },
    {
      name: 'huge.xlsx',
      bytes: aDocx([
        {
          name: 'xl/a.xml',
          data: 'x'.repeat(2_000_000),
          claimedSize: 101 * 1024 * 1024,
          isDeflated: true,
        },
      ]),
      fault: 'unsafe-archive',
    },
    {
      name: 'many.docx',
      bytes: aDocx(Array.from({ length: 1001 }, (_, n) => ({ name: `word/${n}.xml`, data: 'x' }))),
      fault: 'unsafe-archive',
    },
    {
      name: 'twins.docx',
      bytes: aDocx([{ name: 'word/document.xml', data: 'another' }]),
      fault: 'unsafe-archive',
    },
    {
      name: 'nested.docx',
      bytes: aDocx([{ name: 'word/inner.zip', data: 'x' }]),
      fault: 'unsafe-archive',
    },
    { name: 'overlapping.docx', bytes: overlapping(aDocx()), fault: 'unsafe-archive' },
    { name: 'cut-off.docx', bytes: aDocx().subarray(0, -30), fault: 'unsafe-archive' },
  ]
}

/** One empty page; `trailer` is put into the trailer's dictionary. */
export function aPdf(trailer = ''): Buffer {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>',
  ]
  let text = '%PDF-1.7\n'
  let table = '0000000000 65535 f \n'
  for (const [n, object] of objects.entries()) {
    table += `${String(text.length).padStart(10, '0')} 00000 n \n`
    text += `${n + 1} 0 obj\n${object}\nendobj\n`
  }
  const start = text.length
  text += `xref\n0 ${objects.length + 1}\n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R${trailer}>>\n`
  return Buffer.from(`${text}startxref\n${start}\n%%EOF\n`)
}

/** A PDF of exactly this many bytes. */
export function aPdfOf(bytes: number): Buffer {
  const pdf = aPdf()
  return Buffer.concat([pdf, Buffer.alloc(bytes - pdf.length, '%')])
}

/** One grey pixel. */
export function aJpeg(): Buffer {
  return Buffer.from(
    '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
    'base64',
  )
}

/** One white pixel. */
export function aPng(): Buffer {
  const size = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', size),
    pngChunk('IDAT', deflateSync(Buffer.from([0, 255]))),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  return Buffer.concat([uint32(data.length, 'big'), body, uint32(crc32(body), 'big')])
}

export function aDocx(more: ZipEntry[] = []): Buffer {
  return zip([...wordEntries('wordprocessingml.document.main+xml'), ...more])
}

/** Only the content type gives it away. */
function aDocxWithRenamedMacro(): Buffer {
  const [types, ...others] = wordEntries('wordprocessingml.document.main+xml')
  const macro =
    '<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
  const data = types?.data.replace('</Types>', `${macro}</Types>`) ?? ''
  return zip([{ name: '[Content_Types].xml', data }, ...others, { name: 'word/x.bin', data: 'x' }])
}

function aDocm(): Buffer {
  const entries = wordEntries('macro')
  const types =
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
  return zip([
    { name: '[Content_Types].xml', data: types },
    ...entries.slice(1),
    { name: 'word/vbaProject.bin', data: 'macro' },
  ])
}

function wordEntries(type: string): ZipEntry[] {
  const office = 'http://schemas.openxmlformats.org'
  return [
    {
      name: '[Content_Types].xml',
      data: `<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.${type}"/></Types>`,
    },
    {
      name: '_rels/.rels',
      data: `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/document.xml',
      data: `<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>ขอข้อมูล</w:t></w:r></w:p></w:body></w:document>`,
    },
  ]
}

export async function anXlsx(): Promise<Buffer> {
  return Buffer.from(await writeXlsx({ sheets: [{ name: 'ข้อมูล', rows: [['ปี', 2569]] }] }))
}

export function anOdt(more: ZipEntry[] = [], inManifest = ''): Buffer {
  const type = 'application/vnd.oasis.opendocument.text'
  const names = 'urn:oasis:names:tc:opendocument:xmlns'
  return zip([
    { name: 'mimetype', data: type },
    {
      name: 'content.xml',
      data: `<office:document-content xmlns:office="${names}:office:1.0" xmlns:text="${names}:text:1.0" office:version="1.2"><office:body><office:text><text:p>ขอข้อมูล</text:p></office:text></office:body></office:document-content>`,
    },
    {
      name: 'META-INF/manifest.xml',
      data: `<manifest:manifest xmlns:manifest="${names}:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="${type}">${inManifest}</manifest:file-entry></manifest:manifest>`,
    },
    ...more,
  ])
}

export function anExe(): Buffer {
  return Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])
}

/** As far as anybody without the password sees: a container of the old kind with one telling name in it. */
function anEncryptedOffice(): Buffer {
  const signature = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  return Buffer.concat([signature, Buffer.alloc(1000), Buffer.from('EncryptedPackage', 'utf16le')])
}

/** Lets the last entry of the directory begin where the first does. */
function overlapping(archive: Buffer): Buffer {
  const changed = Buffer.from(archive)
  const last = changed.lastIndexOf(uint32(0x02014b50))
  changed.writeUInt32LE(0, last + 42)
  return changed
}

export type ZipEntry = {
  name: string
  data: string
  isDeflated?: boolean
  isEncrypted?: boolean
  /** The size the directory claims for it. */
  claimedSize?: number
}

/** An archive as small as the format allows. */
export function zip(entries: ZipEntry[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, isDeflated = false, isEncrypted = false, claimedSize } of entries) {
    const content = Buffer.from(data)
    const plain = isDeflated ? deflateRawSync(content) : content
    const packed = isEncrypted ? Buffer.concat([Buffer.alloc(12), plain]) : plain
    const fileName = Buffer.from(name)
    const facts = Buffer.concat([
      uint16(20),
      uint16(0x800 + (isEncrypted ? 1 : 0)),
      uint16(isDeflated ? 8 : 0),
      uint32(0),
      uint32(crc32(content)),
      uint32(packed.length),
      uint32(claimedSize ?? content.length),
      uint16(fileName.length),
      uint16(0),
    ])
    const body = Buffer.concat([uint32(0x04034b50), facts, fileName, packed])
    const where = Buffer.concat([Buffer.alloc(10), uint32(offset)])
    directory.push(Buffer.concat([uint32(0x02014b50), uint16(20), facts, where, fileName]))
    bodies.push(body)
    offset += body.length
  }
  const index = Buffer.concat(directory)
  const counts = Buffer.concat([uint32(0), uint16(entries.length), uint16(entries.length)])
  const end = Buffer.concat([counts, uint32(index.length), uint32(offset), uint16(0)])
  return Buffer.concat([...bodies, index, uint32(0x06054b50), end])
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function uint32(value: number, order: 'little' | 'big' = 'little'): Buffer {
  const bytes = Buffer.alloc(4)
  if (order === 'big') bytes.writeUInt32BE(value)
  else bytes.writeUInt32LE(value)
  return bytes
}
