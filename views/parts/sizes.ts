/** How big a file is, for people: `512 B`, `87 KB`, `1.2 MB` (one MB is 1,048,576 bytes, as the upload limit counts). */
export function fileSize(bytes: number): string {
  if (bytes < kilobyte) return `${bytes}\u00a0B`
  if (bytes < megabyte) return `${Math.round(bytes / kilobyte)}\u00a0KB`
  return `${(bytes / megabyte).toFixed(1).replace(/\.0$/, '')}\u00a0MB`
}

const kilobyte = 1024
const megabyte = 1024 * kilobyte

/** What kind of file a name stands for, for people: `PDF`, `DOCX`. */
export function fileKind(name: string): string {
  const end = name.lastIndexOf('.')
  return end < 0 ? '' : name.slice(end + 1).toUpperCase()
}
