import path from 'node:path'
import { addDays, addWorkingDays, dayOf } from '../calendar/calendar.ts'
import { deliverWaiting } from '../mail/outbox.ts'
import { folderPostman } from '../mail/postman.ts'
import type { ActionForm, StaffAction } from '../requests/action-forms.ts'
import type { StaffActor } from '../requests/effects.ts'
import type { Language } from '../requests/info-request.ts'
import { takeRequesterAction } from '../requests/requester-commands.ts'
import { findInfoRequestById } from '../requests/store.ts'
import { listThirdParties } from '../requests/third-parties.ts'
import { attendToWaiting } from '../requests/waiting.ts'
import type { Services } from '../services.ts'
import type { Detour } from './stories.ts'

/** A request that an officer has accepted, and the hands that work at it. */
export type Work = {
  services: Services
  infoRequestId: number
  language: Language
  officer: StaffActor
  secretary: StaffActor
  act: <A extends StaffAction>(action: A, actor: StaffActor, form: ActionForm<A>) => Promise<void>
  afterDays: (days: number, hours?: number) => void
}

/** What happens before the answer: questions, third parties, extensions. */
export async function takeDetour(detour: Detour, work: Work): Promise<void> {
  await detours[detour](work)
}

const detours: Record<Detour, (work: Work) => Promise<void>> = {
  async asked({ act, officer, services, language }) {
    const answerBy = addDays(dayOf(services.clock()), 14)
    await act('ask', officer, { question: texts[language].question, answerBy })
  },

  async clarified(work) {
    await detours.asked(work)
    work.afterDays(3)
    await takeRequesterAction(
      work.services,
      'clarify',
      work.infoRequestId,
      texts[work.language].answer,
    )
  },

  async lapsed(work) {
    const { services, afterDays } = work
    await detours.asked(work)
    afterDays(9)
    await attendToWaiting(services)
    await deliver(services)
    afterDays(17)
    await attendToWaiting(services)
  },

  async notified({ act, officer, services }) {
    await act('notify-third-party', officer, {
      note: '',
      party: 'บริษัท ตัวอย่างคู่สัญญา จำกัด',
      partyEmail: 'partner@example.com',
      partyAddress: '',
      about: 'ราคาและรายละเอียดงานตามสัญญาที่ทำกับกรม',
      objectionBy: addDays(dayOf(services.clock()), 15),
    })
  },

  async rejected(work) {
    const { act, officer, services, infoRequestId, afterDays } = work
    await detours.notified(work)
    afterDays(5)
    const [party] = await listThirdParties(services.db.read, infoRequestId)
    await act('record-objection', officer, {
      thirdParty: party?.id ?? 0,
      response: 'objects',
      respondedOn: dayOf(services.clock()),
      decision: 'rejected',
      note: 'ราคาตามสัญญาเป็นข้อมูลที่กฎหมายให้เปิดเผยอยู่แล้ว ประโยชน์สาธารณะมีมากกว่า',
    })
  },

  async extended({ act, officer, services, infoRequestId, language }) {
    const { dueOn } = await findInfoRequestById(services.db.read, infoRequestId)
    const until = addWorkingDays(dueOn, 5, await services.calendar())
    await act('extend', officer, { note: texts[language].extension, until })
  },
}

/** What follows an answer that its requester is not content with. */
export async function disputeAnswer(
  { services, infoRequestId, language, secretary, act, afterDays }: Work,
  { pace, isReopened }: { pace: number; isReopened: boolean },
): Promise<void> {
  afterDays(pace + 2)
  await takeRequesterAction(services, 'dispute', infoRequestId, texts[language].dispute)
  if (!isReopened) return
  afterDays(pace + 3)
  await act('reopen', secretary, { note: texts[language].reopening })
}

async function deliver({ config, db, clock }: Services): Promise<void> {
  const postman = folderPostman(path.join(config.dataDir, 'mail'), config.mailFrom)
  const log = { info() {}, warn() {}, error() {} }
  await deliverWaiting({ db, clock, postman, log })
  postman.close()
}

const texts: Record<
  Language,
  { question: string; answer: string; extension: string; dispute: string; reopening: string }
> = {
  th: {
    question: 'ขอทราบช่วงเวลาและชื่อการประชุมที่ต้องการให้ชัดเจนขึ้น เพื่อค้นหาเอกสารได้ตรงตามประสงค์',
    answer: 'ต้องการเอกสารของการประชุมเดือนพฤศจิกายน 2568 เท่านั้น',
    extension: 'เอกสารมีจำนวนมากและเก็บไว้หลายแห่ง ต้องใช้เวลาค้นหาและปิดข้อมูลส่วนบุคคล',
    dispute: 'เอกสารที่ได้รับมีเพียงบทคัดย่อ ไม่มีรายการเอกสารผลลัพธ์ตามที่ขอ',
    reopening: 'ตรวจแล้วพบว่าไฟล์ที่ส่งไม่ครบ กองจะจัดส่งรายการเอกสารผลลัพธ์เพิ่มเติม',
  },
  en: {
    question:
      'Could you tell us which meeting and which period you mean, so that we find the papers?',
    answer: 'Only the meeting of November 2025, please.',
    extension:
      'The papers are many and kept in several places; they have to be found and personal data blacked out.',
    dispute: 'The file holds only a summary. The list of outcome documents is missing.',
    reopening:
      'You are right, the file was not complete. The division will send the list of outcome documents.',
  },
}
