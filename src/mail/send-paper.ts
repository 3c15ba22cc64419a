import type { FastifyReply } from 'fastify'
import { wordsIn } from '#views/words/words.ts'
import { attachment } from '../files/send.ts'
import type { InfoRequest } from '../requests/info-request.ts'
import type { Services } from '../services.ts'
import { writeOfficialLetter } from './official-letter.ts'
import { readOfficialLetter } from './paper.ts'
import type { PostedLetter } from './store.ts'

/** Sends a letter as the paper it is on, to be saved and printed. Whether this person may have it is decided before. */
export async function sendOfficialLetter(
  reply: FastifyReply,
  services: Pick<Services, 'db' | 'rules'>,
  infoRequest: InfoRequest,
  letter: PostedLetter,
): Promise<FastifyReply> {
  const pdf = await writeOfficialLetter(await readOfficialLetter(services, infoRequest, letter))
  const { caseFile, paper } = wordsIn[letter.language]
  const name = paper.fileName(caseFile.letters.kind[letter.kind], infoRequest.reference)
  return reply
    .headers({
      'content-type': 'application/pdf',
      'content-disposition': attachment(name),
      'cache-control': 'private, no-store',
    })
    .send(pdf)
}
