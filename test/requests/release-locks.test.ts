import { describe, expect, it } from 'vitest'
import type { ActionForm } from '#src/requests/action-forms.ts'
import { listThirdParties } from '#src/requests/third-parties.ts'
import {
  aCase,
  act,
  aNotice,
  caseOf,
  disclosing,
  plainNote,
  sendLetters,
} from '../support/cases.ts'
import { signIn, startService, type Service } from '../support/service.ts'

const day = 86_400_000
const agreed = { ...plainNote, sensitive: false }

/** A request whose third parties have all objected in vain, one day after the other. */
async function rejectedObjections(
  service: Service,
  notices: readonly Partial<ActionForm<'notify-third-party'>>[],
): Promise<string> {
  const reference = await aCase(service, 'in-progress')
  const form = aNotice(service)
  for (const notice of notices)
    await act(service, reference, 'officer', 'notify-third-party', { ...form, ...notice })
  const { id } = await caseOf(service, reference)
  for (const [index, party] of (await listThirdParties(service.services.db.read, id)).entries()) {
    if (index > 0) service.time.now += day
    await act(service, reference, 'officer', 'record-objection', {
      ...plainNote,
      thirdParty: party.id,
      response: 'objects',
      respondedOn: party.notifiedOn,
      decision: 'rejected',
      note: 'ประโยชน์สาธารณะมีมากกว่า',
    })
  }
  return reference
}

async function recordAppeal(
  service: Service,
  reference: string,
  appeal: ActionForm<'record-appeal'>['appeal'],
): Promise<void> {
  await act(service, reference, 'officer', 'record-appeal', {
    ...plainNote,
    note: 'คำวินิจฉัยที่ 5/2569',
    appeal,
  })
}

describe('a ruling of the Tribunal that forbids the release', () => {
  it('does not unlock an answer that waits for approval: it has to be sent back first', async () => {
    const service = await startService()
    const reference = await rejectedObjections(service, [{}])
    await recordAppeal(service, reference, 'filed')
    await act(service, reference, 'officer', 'propose', disclosing)
    const officer = await signIn(service, 'officer')
    const answer = await officer.post(`/staff/requests/${reference}/record-appeal`, {
      appeal: 'release-forbidden',
      note: 'คำวินิจฉัยที่ 5/2569',
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('ต้องส่งคำตอบที่เสนอไว้คืนก่อน')
    expect(answer.body).toContain('คำวินิจฉัยที่ 5/2569')
    await expect(act(service, reference, 'head', 'approve', agreed)).rejects.toThrow(
      'release-locked',
    )

    await act(service, reference, 'head', 'send-back', { ...plainNote, note: 'มีคำวินิจฉัยแล้ว' })
    await recordAppeal(service, reference, 'release-forbidden')
    await expect(act(service, reference, 'officer', 'propose', disclosing)).rejects.toThrow(
      'objection-stands',
    )
  })
})

describe('the lock of several third parties', () => {
  it('outlasts the end of the appeal of one of them', async () => {
    const service = await startService()
    const reference = await rejectedObjections(service, [{}, { party: 'สมาคมตัวอย่าง' }])
    expect((await caseOf(service, reference)).lockedUntil).toBe('2026-11-18')
    await sendLetters(service)
    await recordAppeal(service, reference, 'filed')
    await recordAppeal(service, reference, 'release-permitted')
    await act(service, reference, 'officer', 'propose', disclosing)
    await expect(act(service, reference, 'head', 'approve', agreed)).rejects.toThrow(
      'release-locked',
    )
    service.time.now += 16 * day
    await act(service, reference, 'head', 'approve', agreed)
    expect((await caseOf(service, reference)).status).toBe('answered')
  })
})

describe('the lock of a third party who is told by post', () => {
  it('lasts as much longer as the letter is on its way', async () => {
    const service = await startService()
    const byPost = { partyEmail: '', partyAddress: '1 ถนนตัวอย่าง' }
    const reference = await rejectedObjections(service, [{ ...byPost, objectionBy: '2026-12-31' }])
    expect((await caseOf(service, reference)).lockedUntil).toBe('2026-11-24')
  })
})
