import { appealLastDay } from './deadlines.ts'
import { withholds, type Day, type Outcome } from './info-request.ts'

/**
 * The clauses of the Official Information Act B.E. 2540 on which information is withheld. The Thai of
 * sections 14 and 15 is the wording of the Act, read in the text of the Office of the Council of State;
 * sections 17 and 24 are shortened to what they say about withholding. The English is ours and has no force.
 */
export type Ground = {
  id: GroundId
  /** How the clause is cited. */
  section: { th: string; en: string }
  text: { th: string; en: string }
  /** Section 15 only permits to withhold: duty, public interest and private interest are weighed, in writing. */
  needsWeighing: boolean
}

export const groundIds = [
  's14',
  's15-1',
  's15-2',
  's15-3',
  's15-4',
  's15-5',
  's15-6',
  's15-7',
  's17',
  's24',
] as const
export type GroundId = (typeof groundIds)[number]

export function isGround(id: string): id is GroundId {
  return groundIds.some((known) => known === id)
}

/** Whether a ground is one of section 15, where the interests have to be weighed in writing. */
export function needsWeighing(id: string): boolean {
  return grounds.some((ground) => ground.id === id && ground.needsWeighing)
}

/** In the order of the Act. */
export const grounds: readonly Ground[] = [
  {
    id: 's14',
    section: { th: 'มาตรา 14', en: 'Section 14' },
    text: {
      th: 'ข้อมูลข่าวสารของราชการที่อาจก่อให้เกิดความเสียหายต่อสถาบันพระมหากษัตริย์จะเปิดเผยมิได้',
      en: 'Official information that may cause damage to the institution of the monarchy shall not be disclosed.',
    },
    needsWeighing: false,
  },
  {
    id: 's15-1',
    section: { th: 'มาตรา 15 (1)', en: 'Section 15(1)' },
    text: {
      th: 'การเปิดเผยจะก่อให้เกิดความเสียหายต่อความมั่นคงของประเทศ ความสัมพันธ์ระหว่างประเทศ หรือความมั่นคงในทางเศรษฐกิจหรือการคลังของประเทศ',
      en: 'Disclosure would cause damage to national security, to international relations, or to the economic or fiscal security of the country.',
    },
    needsWeighing: true,
  },
  {
    id: 's15-2',
    section: { th: 'มาตรา 15 (2)', en: 'Section 15(2)' },
    text: {
      th: 'การเปิดเผยจะทำให้การบังคับใช้กฎหมายเสื่อมประสิทธิภาพ หรือไม่อาจสำเร็จตามวัตถุประสงค์ได้ ไม่ว่าจะเกี่ยวกับการฟ้องคดี การป้องกัน การปราบปราม การทดสอบ การตรวจสอบ หรือการรู้แหล่งที่มาของข้อมูลข่าวสารหรือไม่ก็ตาม',
      en: 'Disclosure would make the enforcement of the law less effective or keep it from achieving its purpose, whether or not it concerns litigation, prevention, suppression, testing, inspection, or knowledge of the source of the information.',
    },
    needsWeighing: true,
  },
  {
    id: 's15-3',
    section: { th: 'มาตรา 15 (3)', en: 'Section 15(3)' },
    text: {
      th: 'ความเห็นหรือคำแนะนำภายในหน่วยงานของรัฐในการดำเนินการเรื่องหนึ่งเรื่องใด แต่ทั้งนี้ ไม่รวมถึงรายงานทางวิชาการ รายงานข้อเท็จจริง หรือข้อมูลข่าวสารที่นำมาใช้ในการทำความเห็นหรือคำแนะนำภายในดังกล่าว',
      en: 'It is an opinion or advice given within a state agency on how to act in a particular matter; this does not include academic reports, factual reports, or the information used in preparing that internal opinion or advice.',
    },
    needsWeighing: true,
  },
  {
    id: 's15-4',
    section: { th: 'มาตรา 15 (4)', en: 'Section 15(4)' },
    text: {
      th: 'การเปิดเผยจะก่อให้เกิดอันตรายต่อชีวิตหรือความปลอดภัยของบุคคลหนึ่งบุคคลใด',
      en: 'Disclosure would endanger the life or safety of any person.',
    },
    needsWeighing: true,
  },
  {
    id: 's15-5',
    section: { th: 'มาตรา 15 (5)', en: 'Section 15(5)' },
    text: {
      th: 'รายงานการแพทย์หรือข้อมูลข่าวสารส่วนบุคคลซึ่งการเปิดเผยจะเป็นการรุกล้ำสิทธิส่วนบุคคลโดยไม่สมควร',
      en: 'It is a medical report or personal information whose disclosure would unreasonably intrude upon the rights of a person.',
    },
    needsWeighing: true,
  },
  {
    id: 's15-6',
    section: { th: 'มาตรา 15 (6)', en: 'Section 15(6)' },
    text: {
      th: 'ข้อมูลข่าวสารของราชการที่มีกฎหมายคุ้มครองมิให้เปิดเผย หรือข้อมูลข่าวสารที่มีผู้ให้มาโดยไม่ประสงค์ให้ทางราชการนำไปเปิดเผยต่อผู้อื่น',
      en: 'It is official information that a law protects from disclosure, or information from somebody who did not wish the authorities to disclose it to others.',
    },
    needsWeighing: true,
  },
  {
    id: 's15-7',
    section: { th: 'มาตรา 15 (7)', en: 'Section 15(7)' },
    text: {
      th: 'กรณีอื่นตามที่กำหนดในพระราชกฤษฎีกา',
      en: 'It is another case prescribed by royal decree.',
    },
    needsWeighing: true,
  },
  {
    id: 's17',
    section: { th: 'มาตรา 17', en: 'Section 17' },
    text: {
      th: 'การเปิดเผยอาจกระทบถึงประโยชน์ได้เสียของผู้อื่นซึ่งมีสิทธิเสนอคำคัดค้าน และในกรณีที่มีคำสั่งไม่รับฟังคำคัดค้าน จะเปิดเผยมิได้จนกว่าจะล่วงพ้นกำหนดเวลาอุทธรณ์ตามมาตรา 18 หรือจนกว่าคณะกรรมการวินิจฉัยการเปิดเผยข้อมูลข่าวสารได้มีคำวินิจฉัยให้เปิดเผยได้',
      en: 'Disclosure may affect the interests of another person, who has the right to object; where an objection has been rejected, the information shall not be disclosed until the time to appeal under section 18 has passed, or until the Information Disclosure Tribunal has ruled that it may be.',
    },
    needsWeighing: false,
  },
  {
    id: 's24',
    section: { th: 'มาตรา 24', en: 'Section 24' },
    text: {
      th: 'ข้อมูลข่าวสารส่วนบุคคลที่อยู่ในความควบคุมดูแลของหน่วยงานของรัฐ จะเปิดเผยต่อหน่วยงานของรัฐแห่งอื่นหรือผู้อื่นโดยปราศจากความยินยอมเป็นหนังสือของเจ้าของข้อมูลที่ให้ไว้ล่วงหน้าหรือในขณะนั้นมิได้ เว้นแต่กรณีที่มาตรา 24 กำหนด',
      en: 'Personal information in the control of a state agency shall not be disclosed to another state agency or to any other person without the written consent of the person concerned, given beforehand or at that time, except in the cases listed in section 24.',
    },
    needsWeighing: false,
  },
]

/** A way to have a decision, or the lack of one, looked at by somebody outside the department. */
export type Remedy = {
  kind: 'appeal' | 'complaint' | 'inspection'
  /** How the clause that gives it is cited. */
  section: { th: string; en: string }
  /** Its last day, from the day of being notified; null when the Act sets no limit. */
  lastDay: ((notifiedOn: Day) => Day) | null
}

/** To the Tribunal, filed with the Board (s.18). */
const appeal: Remedy = {
  kind: 'appeal',
  section: { th: 'มาตรา 18', en: 'Section 18' },
  lastDay: appealLastDay,
}

/** To the Board, for what is late, not given, or against the Act (s.13); what to say where no answer came. */
export const complaint: Remedy = {
  kind: 'complaint',
  section: { th: 'มาตรา 13', en: 'Section 13' },
  lastDay: null,
}

/** By the Board, of whether the agency really holds nothing (s.33). */
const inspection: Remedy = {
  kind: 'inspection',
  section: { th: 'มาตรา 33', en: 'Section 33' },
  lastDay: null,
}

/**
 * What a requester can do about an answer, the first way first.
 *
 * Section 18 names orders under sections 14, 15 and 17. Section 24 is named neither there nor among the orders that
 * section 13 takes out of the complaint, so for it both ways are told: whoever keeps the fifteen days loses nothing.
 * The thirty days of section 25 are for refusals about one's own data, which a ground does not show: they are not told.
 */
export function remediesOf(outcome: Outcome, applied: readonly { ground: string }[]): Remedy[] {
  if (withholds(outcome))
    return applied.some(({ ground }) => ground === 's24') ? [appeal, complaint] : [appeal]
  if (outcome === 'not-held') return [inspection]
  if (outcome === 'excessive' || outcome === 'would-need-creating') return [complaint]
  return []
}
