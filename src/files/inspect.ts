import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { openPromise, type Entry, type ZipFile } from 'yauzl'

/** Why a file is not taken; each is a sentence beside the field. */
export const fileFaults = [
  'empty',
  'too-large',
  'wrong-type',
  'password-protected',
  'unsafe-archive',
  'too-many',
  'too-much-in-all',
  'busy',
] as const
export type FileFault = (typeof fileFaults)[number]

/** What one request may carry; the words, the form and the database all take it from here. */
export const fileLimits = {
  count: 5,
  bytesEach: 10 * 1024 * 1024,
  bytesInAll: 30 * 1024 * 1024,
} as const

type FileType = {
  /** As the name must end; the first is the usual one. */
  extensions: readonly string[]
  mediaType: string
  /** The entry without which an archive is not such a document. */
  entry?: string
}

/** The types taken. No macros, nothing a browser would run, nothing that is an archive to the person. */
export const fileTypes: readonly FileType[] = [
  { extensions: ['pdf'], mediaType: 'application/pdf' },
  { extensions: ['jpg', 'jpeg'], mediaType: 'image/jpeg' },
  { extensions: ['png'], mediaType: 'image/png' },
  {
    extensions: ['docx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    entry: '[Content_Types].xml',
  },
  {
    extensions: ['xlsx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    entry: '[Content_Types].xml',
  },
  {
    extensions: ['odt'],
    mediaType: 'application/vnd.oasis.opendocument.text',
    entry: 'mimetype',
  },
]

export type Inspection =
  | { ok: true; mediaType: string; extension: string }
  | { ok: false; reason: FileFault }

/**
 * Says what a file really is, from its content; the name's extension must agree, and what the sender declared
 * is not even asked. Reads it from the disk in pieces. Any content is an answer, never an error.
 */
export async function inspectFile(filePath: string, name: string): Promise<Inspection> {
  const extension = extensionOf(name).toLowerCase()
  const type = fileTypes.find(({ extensions }) => extensions.includes(extension))
  const reason = await findFault(filePath, type)
  if (reason !== undefined) return { ok: false, reason }
  return type
    ? { ok: true, mediaType: type.mediaType, extension }
    : { ok: false, reason: 'wrong-type' }
}

async function findFault(
  filePath: string,
  type: FileType | undefined,
): Promise<FileFault | undefined> {
  const { size } = await stat(filePath)
  if (size === 0) return 'empty'
  if (!type) return 'wrong-type'

  const archive = await openArchive(filePath)
  try {
    // The directory is judged before anything is inflated, also by the detection below.
    const directory = archive && (await readDirectory(archive))
    if (type.entry !== undefined && directory === 'password-protected') return directory
    if (type.entry !== undefined && directory === 'unsafe-archive') return directory

    const detected = await fileTypeFromFile(filePath)
    if (detected?.mime !== type.mediaType) {
      const isEncrypted = detected?.ext === 'cfb' && (await isEncryptedOffice(filePath))
      return isEncrypted && type.entry !== undefined ? 'password-protected' : 'wrong-type'
    }
    if (type.entry === undefined) {
      if (archive) return 'wrong-type' // a picture or PDF that is an archive as well
      return type.mediaType === 'application/pdf' ? findPdfFault(filePath) : undefined
    }
    if (!archive || !Array.isArray(directory)) return 'unsafe-archive' // cut off
    return await findDocumentFault(archive, directory, type.entry)
  } finally {
    archive?.close()
  }
}

/** `undefined` when it is no archive, or one that was cut off. */
async function openArchive(filePath: string): Promise<ZipFile | undefined> {
  try {
    return await openPromise(filePath, { autoClose: false })
  } catch {
    return undefined
  }
}

const mostEntries = 1000
const mostBytesUnpacked = 100 * 1024 * 1024
const mostUnpackedPerPacked = 100

/** The entries of an archive that may be unpacked without harm, by its directory alone (nothing is inflated). */
async function readDirectory(
  archive: ZipFile,
): Promise<Entry[] | 'unsafe-archive' | 'password-protected'> {
  const entries: Entry[] = []
  const names = new Set<string>()
  let packed = 0
  let unpacked = 0
  try {
    // yauzl itself stops at absolute names and at `..`
    for await (const entry of archive.eachEntry()) {
      if (entry.isEncrypted()) return 'password-protected'
      entries.push(entry)
      names.add(entry.fileName.toLowerCase())
      packed += entry.compressedSize
      unpacked += entry.uncompressedSize
      const isHarmless =
        entries.length <= mostEntries &&
        names.size === entries.length && // two of one name: each reader would see another document
        unpacked <= mostBytesUnpacked &&
        entry.canDecodeFileData() &&
        !nestedArchive.test(entry.fileName)
      if (!isHarmless) return 'unsafe-archive'
    }
  } catch {
    return 'unsafe-archive'
  }
  const isBomb = unpacked > packed * mostUnpackedPerPacked || doOverlap(entries)
  return isBomb ? 'unsafe-archive' : entries
}

const nestedArchive =
  /\.(zip|jar|war|apk|7z|rar|gz|tgz|bz2|xz|zst|tar|cab|iso|docx|docm|xlsx|xlsm|xlsb|pptx|pptm|odt|ods|odp)$/i

/** Entries that share bytes unpack to far more than the directory's sums say. */
function doOverlap(entries: readonly Entry[]): boolean {
  const headerBytes = 30
  let end = 0
  return entries
    .toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
    .some(({ relativeOffsetOfLocalHeader: start, compressedSize, fileNameLength }) => {
      const startsInside = start < end
      end = start + headerBytes + fileNameLength + compressedSize
      return startsInside
    })
}

async function findDocumentFault(
  archive: ZipFile,
  entries: readonly Entry[],
  required: string,
): Promise<FileFault | undefined> {
  if (!entries.some(({ fileName }) => fileName === required)) return 'wrong-type'
  if (entries.some(({ fileName }) => macroEntry.test(fileName))) return 'wrong-type'
  try {
    const types = await readEntry(archive, entries, '[Content_Types].xml')
    if (/macroEnabled|vbaProject/i.test(types)) return 'wrong-type'
    const manifest = await readEntry(archive, entries, 'META-INF/manifest.xml')
    if (/encryption-data/i.test(manifest)) return 'password-protected'
  } catch {
    return 'unsafe-archive'
  }
}

const macroEntry = /(^|\/)vbaProject[^/]*\.bin$|^(Basic|Scripts)\//i

/** The text of one small entry, empty when there is none. Throws when it is large or damaged. */
async function readEntry(archive: ZipFile, entries: readonly Entry[], name: string) {
  const entry = entries.find(({ fileName }) => fileName === name)
  if (!entry) return ''
  if (entry.uncompressedSize > 1024 * 1024) throw new Error('Far too large for what it is')
  const stream = await archive.openReadStreamPromise(entry) // stops at the size the directory gave
  const chunks = await stream.toArray()
  return Buffer.concat(chunks).toString('utf8')
}

/**
 * The dictionaries that say "encrypted" and "here the file ends" are never compressed, so a search in the plain
 * bytes finds them. It also refuses what opens without a password but restricts printing: it cannot be scanned.
 */
async function findPdfFault(filePath: string): Promise<FileFault | undefined> {
  let isWhole = false
  for await (const text of readWindows(filePath)) {
    if (/\/Encrypt\s*(<<|\d+\s+\d+\s+R)/.test(text)) return 'password-protected'
    isWhole ||= text.includes('startxref')
  }
  return isWhole ? undefined : 'wrong-type'
}

/** Word and Excel put an encrypted document into a container of the old kind, under this name. */
async function isEncryptedOffice(filePath: string): Promise<boolean> {
  const streamName = Buffer.from('EncryptedPackage', 'utf16le').toString('latin1')
  for await (const text of readWindows(filePath)) {
    if (text.includes(streamName)) return true
  }
  return false
}

/** The bytes as Latin-1 text, in pieces that overlap so that a short word is never cut in two. */
async function* readWindows(filePath: string): AsyncGenerator<string> {
  let before = ''
  for await (const chunk of createReadStream(filePath, 'latin1')) {
    const text = before + String(chunk)
    yield text
    before = text.slice(-64)
  }
}

/**
 * A name that can be shown in a page, written in a header and saved on any computer: the last part of a path,
 * NFC, without marks that are invisible or turn the reading direction, at most 120 graphemes and 255 bytes. The
 * extension is kept.
 */
export function safeFileName(name: string): string {
  const plain = name
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu, '')
    .replace(/^.*[/\\]/su, '')
    .replaceAll(/[<>:"|?*]/g, '_') // Windows allows none of them; `a.pdf::$DATA` is a stream there
    .replaceAll(/\s+/gu, ' ')
    .replace(/[. ]+$/u, '')
    .trim()
  const extension = extensionOf(plain)
  const ending = extension === '' ? '' : `.${extension}`
  const stem = plain.slice(0, plain.length - ending.length).trim()
  const safeStem = reservedOnWindows.test(stem) ? `_${stem}` : stem
  return shorten(safeStem, 120 - ending.length, 255 - ending.length) + ending
}

const reservedOnWindows = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i

function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,10})$/i.exec(name)?.[1] ?? ''
}

function shorten(text: string, mostGraphemes: number, mostBytes: number): string {
  let short = ''
  let count = 0
  for (const { segment } of graphemes.segment(text)) {
    const isTooLong =
      count === mostGraphemes || Buffer.byteLength(short) + Buffer.byteLength(segment) > mostBytes
    if (isTooLong) break
    short += segment
    count += 1
  }
  return short.trim() || 'file'
}

const graphemes = new Intl.Segmenter('th', { granularity: 'grapheme' })
