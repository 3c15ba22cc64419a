import type { Channel, Outcome } from '../requests/info-request.ts'

/** One request of the demo: how long ago it began, what it asks, and how far it has come. */
export type Story = {
  /** Calendar days before today. */
  daysAgo: number
  language: 'th' | 'en'
  /** Place in the list of topics. */
  topic: number
  subject: string
  details: string
  name: string
  email: string
  phone?: string
  channel?: Exclude<Channel, 'online'>
  hasFile?: boolean
  ending: Ending
  /** Working days until it was answered. */
  pace: number
}

export type Ending =
  | 'submitted'
  | 'assigned'
  | 'returned'
  | 'in-progress'
  | 'message-waiting'
  | 'awaiting-approval'
  | 'sent-back'
  | 'awaiting-clearance'
  | 'withdrawn'
  | 'advised'
  | 'disputed'
  | 'reopened'
  | Detour
  | Outcome

/** Steps aside from the straight way to the answer; each leaves the request where it leads. */
export type Detour = 'asked' | 'clarified' | 'lapsed' | 'notified' | 'rejected' | 'extended'

export function isDetour(ending: Ending): ending is Detour {
  return (
    ['asked', 'clarified', 'lapsed', 'notified', 'rejected', 'extended'] satisfies Detour[]
  ).some((detour) => detour === ending)
}

const thaiSubjects = [
  [
    'รายงานการประชุมสุดยอดอาเซียน ครั้งที่ 45',
    'ขอรายงานสรุปผลการประชุมสุดยอดอาเซียน ครั้งที่ 45 ฉบับภาษาไทย และรายการเอกสารผลลัพธ์ที่ไทยร่วมรับรอง',
  ],
  [
    'จำนวนโครงการความร่วมมือด้านไซเบอร์ที่ไทยเข้าร่วม',
    'ขอรายชื่อโครงการความร่วมมือด้านความมั่นคงไซเบอร์ในกรอบอาเซียนที่ไทยเข้าร่วม พร้อมปีที่เริ่มและงบประมาณ',
  ],
  ['สถิติการใช้ห้องสมุดอาเซียนทั่วประเทศ', 'ขอจำนวนผู้ใช้บริการห้องสมุดอาเซียนแยกตามจังหวัด ปีงบประมาณ 2567–2568'],
  [
    'แผนแม่บทว่าด้วยความเชื่อมโยงระหว่างกันในอาเซียน',
    'ขอรายงานความคืบหน้าการดำเนินงานของไทยตามแผนแม่บทว่าด้วยความเชื่อมโยง',
  ],
  ['งบประมาณจัดงานวันอาเซียน', 'ขอข้อมูลงบประมาณและผู้รับจ้างจัดงานวันอาเซียน ปี 2567 และ 2568'],
  ['การมีส่วนร่วมของภาคประชาสังคม', 'ขอรายชื่อองค์กรภาคประชาสังคมที่ได้รับเชิญเข้าร่วมเวทีหารือในรอบสามปี'],
  ['ท่าทีไทยเรื่องติมอร์-เลสเต', 'ขอเอกสารแสดงท่าทีของไทยต่อการเข้าเป็นสมาชิกอาเซียนของติมอร์-เลสเต'],
  ['ทุนการศึกษาในกรอบประชาคมสังคมและวัฒนธรรม', 'ขอหลักเกณฑ์และจำนวนทุนที่จัดสรรให้นักศึกษาไทย ปีการศึกษา 2568'],
  ['ผลการหารือกับคู่เจรจา', 'ขอสรุปผลการหารือระหว่างอาเซียนกับคู่เจรจาในปี 2568 เฉพาะส่วนที่เปิดเผยได้'],
  ['สิทธิประโยชน์ทางการค้าในกรอบอาเซียน', 'ขอข้อมูลสัดส่วนการใช้สิทธิประโยชน์ทางภาษีของผู้ส่งออกไทย'],
  ['กฎบัตรอาเซียน ฉบับแปลไทย', 'ขอสำเนากฎบัตรอาเซียนฉบับแปลไทยพร้อมคำรับรองถูกต้อง'],
  ['รายชื่อคณะผู้แทนไทยในการประชุมรัฐมนตรี', 'ขอรายชื่อคณะผู้แทนไทยในการประชุมรัฐมนตรีต่างประเทศอาเซียน ครั้งที่ 58'],
  ['แผนงานเรื่องหมอกควันข้ามแดน', 'ขอแผนงานและรายงานการติดตามเรื่องหมอกควันข้ามแดนที่กรมมีส่วนร่วม'],
  ['สัญญาจ้างที่ปรึกษา', 'ขอสำเนาสัญญาจ้างที่ปรึกษาด้านการสื่อสารองค์กร ปีงบประมาณ 2568'],
] as const

const englishSubjects = [
  [
    'Thai statements at the ASEAN Regional Forum',
    'Please send the statements made by Thailand at the ASEAN Regional Forum since 2023.',
  ],
  [
    'Records of ASEAN University Network meetings',
    'I am writing a thesis and would like the records of the meetings held in Bangkok in 2024.',
  ],
  [
    'Cost of hosting ministerial meetings',
    'How much did the department spend on hosting ministerial meetings in fiscal year 2025?',
  ],
  [
    'Number of ASEAN library visitors',
    'Please give the yearly number of visitors of the ASEAN libraries since 2022.',
  ],
  [
    'Policy papers on the South China Sea code of conduct',
    'I would like any policy paper on the code of conduct that may be disclosed.',
  ],
  [
    'Agreements on cross-border transport',
    'A list of agreements on cross-border transport that Thailand has ratified, with dates.',
  ],
] as const

const thaiNames = [
  'นักศึกษา ตัวอย่าง',
  'ผู้สื่อข่าว ตัวอย่าง',
  'นักวิจัย ตัวอย่าง',
  'ประชาชน ตัวอย่าง',
  'บริษัท ตัวอย่าง จำกัด',
]
const englishNames = ['Example Researcher', 'Example Student', 'Example Journalist']

/** How sixty requests ended, the latest first: every status and every outcome, some late, some soon due. */
const endings: readonly Ending[] = [
  'submitted',
  'assigned',
  'assigned',
  'submitted',
  'in-progress',
  'asked',
  'in-progress',
  'notified',
  'awaiting-approval',
  'sent-back',
  'clarified',
  'awaiting-clearance',
  'extended',
  'returned',
  'message-waiting',
  'withdrawn',
  'rejected',
  'awaiting-clearance',
  'disclosed',
  'advised',
  'assigned',
  'refused',
  'disputed',
  'in-progress',
  'lapsed',
  'reopened',
  'disclosed',
  'already-public',
  'disclosed',
  'withdrawn',
  'transferred',
  'disclosed',
  'partly-disclosed',
  'disclosed',
  'would-need-creating',
  'disclosed',
  'advised',
  'disclosed',
  'refused',
  'disclosed',
  'excessive',
  'disclosed',
  'disclosed',
  'not-held',
  'advised-elsewhere',
  'disclosed',
  'partly-disclosed',
  'disclosed',
  'already-public',
  'disclosed',
  'withdrawn',
  'disclosed',
  'not-held',
  'disclosed',
  'advised',
  'disclosed',
  'partly-disclosed',
  'disclosed',
  'refused',
  'disclosed',
]

/** Topics that a division holds, mostly the first two; then those that wait for the secretary. */
const workedTopics = [0, 1, 3, 0, 1, 2, 0, 5, 0, 3, 1, 0, 6]
const quietTopics = [4, 7]
const paces = [3, 1, 6, 9, 2, 12, 5, 15, 4, 7, 0]

/** The sixty requests, spread over the last fourteen months, the oldest first. */
export function demoStories(): Story[] {
  return endings.map((ending, index) => story(ending, index)).toReversed()
}

function story(ending: Ending, index: number): Story {
  const isEnglish = index % 4 === 3
  const texts = isEnglish ? englishSubjects : thaiSubjects
  const names = isEnglish ? englishNames : thaiNames
  const [subject, details] = texts[index % texts.length] ?? texts[0]
  const isOnPaper = index % 9 === 5
  return {
    daysAgo: daysAgo(index),
    language: isEnglish ? 'en' : 'th',
    topic: topicFor(ending, index),
    subject,
    details,
    name: names[index % names.length] ?? 'ประชาชน ตัวอย่าง',
    email: isOnPaper ? '' : `requester${index + 1}@example.com`,
    ...(isOnPaper && { phone: '081 234 5678' }),
    ...(index % 5 === 2 && { channel: channels[index % channels.length] ?? 'counter' }),
    hasFile: index % 6 === 1,
    ending,
    pace: paces[index % paces.length] ?? 3,
  }
}

const channels = ['counter', 'post', 'phone', 'email'] as const

/** The first two dozen within the last month, so that the queue is alive; the others back to fourteen months ago. */
function daysAgo(index: number): number {
  return index < 24 ? 1 + Math.floor(index * 1.2) : 30 + Math.floor((index - 23) * 10.7)
}

function topicFor(ending: Ending, index: number): number {
  const needsNobody = ending === 'submitted' || ending === 'advised'
  if (needsNobody) return quietTopics[index % quietTopics.length] ?? 7
  return workedTopics[index % workedTopics.length] ?? 0
}
