import type { Tx } from '#src/database/open.ts'
import { infoRequests } from '#src/database/schema.ts'
import type { Letter } from '#src/mail/letters.ts'
import type { OutgoingLetter } from '#src/mail/postman.ts'

/** An ordinary letter; say only what matters to the test. */
export function aLetter(changes: Partial<Letter> = {}): Letter {
  return {
    infoRequestId: 1,
    accountId: null,
    onceKey: null,
    kind: 'receipt',
    language: 'th',
    toAddress: 'requester@example.org',
    toName: 'ผู้ขอ ตัวอย่าง',
    postalAddress: '',
    subject: 'ได้รับคำขอหมายเลข 69-000001-4',
    body: 'เรียน ผู้ขอ\n\nเราได้รับคำขอของท่านแล้ว\n',
    signedById: null,
    signedForId: null,
    ...changes,
  }
}

/** A letter on its way; say only what matters to the test. */
export function anOutgoingLetter(changes: Partial<OutgoingLetter> = {}): OutgoingLetter {
  const { toAddress, toName, subject, body } = aLetter()
  const messageId = '<0b0b@requests.example.go.th>'
  return { id: 7, messageId, toAddress, toName, subject, body, createdAt: 0, ...changes }
}

/** A request that letters and files can belong to. */
export async function addBareRequest(tx: Tx, id: number): Promise<void> {
  const nothing = { details: '', period: '', title: '', affiliation: '', purpose: '', phone: '' }
  await tx.insert(infoRequests).values({
    ...nothing,
    id,
    reference: `69-00000${id}-0`,
    codeHash: '',
    channel: 'online',
    language: 'th',
    status: 'submitted',
    subject: 'เรื่องทดสอบ',
    accessForm: 'file',
    requesterKind: 'unspecified',
    name: 'ผู้ขอ ตัวอย่าง',
    email: 'requester@example.org',
    deliverBy: 'email',
    address: '',
    submittedAt: 0,
    receivedOn: '2026-11-02',
    dueOn: '2026-11-17',
    lastPosition: 1,
  })
}
