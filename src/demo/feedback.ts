import { asc, eq } from 'drizzle-orm'
import { addDays, dayOf, startOfDay } from '../calendar/calendar.ts'
import { infoRequests } from '../database/schema.ts'
import { giveFeedback, publishImprovement } from '../feedback/commands.ts'
import { quarterOf, type Feedback, type ImprovementText } from '../feedback/rules.ts'
import type { Stage } from './play.ts'

/** So few answer in the newest quarter that its results are not shown; in those before, everybody does. */
const fewAnswers = 3

/** What requesters say of the service soon after their answers, and what the secretary publishes because of it. */
export async function tellFeedback(stage: Stage): Promise<void> {
  const { time } = stage
  const today = time.now
  await answerSurveys(stage)
  await publishImprovements(stage, today)
  time.now = today
}

async function answerSurveys({ services, time }: Stage): Promise<void> {
  const answered = await services.db.read
    .select({ id: infoRequests.id, closedAt: infoRequests.closedAt })
    .from(infoRequests)
    .where(eq(infoRequests.status, 'answered'))
    .orderBy(asc(infoRequests.closedAt))
  const quarterAt = (at: number) => quarterOf(dayOf(at))
  const newest = quarterAt(answered.at(-1)?.closedAt ?? 0)
  let few = 0
  for (const [index, { id, closedAt }] of answered.entries()) {
    const at = closedAt ?? 0
    if (quarterAt(at) === newest && ++few > fewAnswers) break
    time.now = at + 3_600_000
    await giveFeedback(services, id, said[index % said.length] ?? plain(5, 5, 4, 4))
  }
}

async function publishImprovements(
  { services, time, department }: Stage,
  today: number,
): Promise<void> {
  for (const { daysAgo, textTh, textEn } of changes) {
    const on = addDays(dayOf(today), -daysAgo)
    time.now = startOfDay(on) + 14 * 3_600_000
    const improvement: ImprovementText = { on, textTh, textEn }
    await publishImprovement(services, improvement, department.staff.secretary.accountId)
  }
}

function plain(
  clearSteps: Feedback['clearSteps'],
  equalTreatment: Feedback['equalTreatment'],
  clearAnswer: Feedback['clearAnswer'],
  easyService: Feedback['easyService'],
  comment = '',
): Feedback {
  return { clearSteps, equalTreatment, clearAnswer, easyService, comment }
}

const said: readonly Feedback[] = [
  plain(5, 5, 4, 5, 'ได้คำตอบเร็วกว่าที่คิด ขอบคุณ'),
  plain(4, 5, 4, 4),
  plain(4, 4, 2, 3, 'อยากได้ข้อมูลตัวเลขเป็นไฟล์ตารางแทนไฟล์ PDF'),
  plain(5, 5, 5, 4, 'The English pages are clear.'),
  plain(3, 4, 3, 2, 'ตอนแรกหารหัสติดตามไม่พบ'),
  plain(4, 4, 4, 4),
  plain(2, 4, 3, 3, 'อยากให้บอกแต่แรกว่าเรื่องใดเผยแพร่อยู่แล้ว'),
]

/** They say that they are examples: the department has made no such changes. */
const changes: readonly { daysAgo: number; textTh: string; textEn: string }[] = [
  {
    daysAgo: 160,
    textTh: 'ผู้ขอบอกว่าหารหัสติดตามไม่พบ กรมจึงพิมพ์รหัสให้ใหญ่ขึ้นในใบรับคำขอ และอธิบายไว้ในหน้าติดตามคำขอ (ตัวอย่าง)',
    textEn:
      'People could not find their tracking code. The receipt now prints it larger, and the tracking page says where it is. (Example)',
  },
  {
    daysAgo: 40,
    textTh: 'ผู้ขออยากได้ข้อมูลตัวเลขเป็นไฟล์ตาราง กรมจึงส่งไฟล์ตารางไปพร้อมไฟล์ PDF เมื่อมีข้อมูลเป็นตัวเลข (ตัวอย่าง)',
    textEn:
      'People asked for figures as spreadsheets. Where an answer holds figures, a spreadsheet now goes with the PDF. (Example)',
  },
]
