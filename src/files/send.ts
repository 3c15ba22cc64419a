import type { FastifyReply } from 'fastify'
import type { Blobs } from './keep.ts'

/**
 * Sends a kept file, to be saved and never shown: whatever is in it cannot run in our name. Whether this person
 * may have it is decided before.
 */
export async function sendFile(
  reply: FastifyReply,
  blobs: Blobs,
  file: { id: string; name: string; mediaType: string; size: number },
): Promise<FastifyReply> {
  const bytes = await blobs.open(file.id, file.size)
  return reply
    .headers({
      'content-type': file.mediaType,
      'content-length': file.size,
      'content-disposition': attachment(file.name),
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'accept-ranges': 'none',
    })
    .send(bytes)
}

/** RFC 6266: the name in ASCII for old programs, and as it is for the others. */
export function attachment(name: string): string {
  const ascii = name.replaceAll(/[^\w. ()-]/g, '_')
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
