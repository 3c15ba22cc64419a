import { addWorkingDays, dayOf, nextWorkingDay, startOfDay } from '../calendar/calendar.ts'
import { keepBlob } from '../files/keep.ts'
import { addFile } from '../files/store.ts'
import { needsAgency, type ActionForm, type StaffAction } from '../requests/action-forms.ts'
import { enterInfoRequest, submitInfoRequest, takeAction } from '../requests/commands.ts'
import { findDraft, saveDraftPage } from '../requests/drafts.ts'
import type { StaffActor } from '../requests/effects.ts'
import { takeRequesterAction } from '../requests/requester-commands.ts'
import { informationForm, youForm } from '../requests/form.ts'
import {
  outcomes,
  withholds,
  type Language,
  type Outcome,
  type Role,
} from '../requests/info-request.ts'
import { findCodeHash, findInfoRequestById } from '../requests/store.ts'
import type { Services } from '../services.ts'
import { newToken } from '../web/secrets.ts'
import type { DemoDepartment } from './department.ts'
import { samplePdf } from './sample-pdf.ts'
import { disputeAnswer, takeDetour, type Work } from './detours.ts'
import { isDetour, type Story } from './stories.ts'

/** The services with a clock that the story moves. */
export type Stage = { services: Services; time: { now: number }; department: DemoDepartment }

/**
 * Plays one story through the same commands that people's clicks end in, at office hours of past days, so
 * that the demo's history, letters and figures are as true as real ones.
 */
export async function play(stage: Stage, story: Story): Promise<void> {
  const { services, time } = stage
  const today = time.now
  const calendar = await services.calendar()
  const begun = nextWorkingDay(dayOf(today - story.daysAgo * 86_400_000), calendar)
  /** The middle of a working day, that many working days after the beginning; never later than now. */
  const afterDays = (days: number, hours = 10) => {
    const day = addWorkingDays(begun, days, calendar)
    time.now = Math.min(startOfDay(day) + (hours + (story.daysAgo % 5)) * 3_600_000, today - 60_000)
  }
  afterDays(0)
  const reference = await ask(stage, story)
  await work(stage, story, reference, afterDays)
  time.now = today
}

async function ask({ services, time, department }: Stage, story: Story): Promise<string> {
  const browser = newToken()
  const topicIds = department.topicIds
  const information = {
    topic: String(topicIds[story.topic] ?? ''),
    subject: story.subject,
    details: story.details,
    language: story.language,
  }
  const you = { name: story.name, email: story.email, phone: story.phone ?? '' }
  const { website: _trap, ...asked } = informationForm(topicIds, story.language).parse(information)
  const form = { ...asked, ...youForm.parse(you) }
  if (story.channel)
    return enterInfoRequest(services, {
      form,
      channel: story.channel,
      receivedOn: dayOf(time.now),
      idempotencyKey: newToken(),
      actor: department.staff.secretary,
      browserSecret: browser,
    })

  for (const page of pagesOfAsking) services.views.count(page, time.now)
  const when = { language: story.language, now: time.now }
  await saveDraftPage(services.db, browser, 'information', information, when)
  await saveDraftPage(services.db, browser, 'you', you, when)
  const draft = await findDraft(services.db.read, browser, time.now)
  if (!draft) throw new Error('The draft of a story was not saved')
  if (story.hasFile) {
    const name = story.language === 'th' ? 'เอกสารอ้างถึง.pdf' : 'reference.pdf'
    await attach(services, { draftId: draft.id }, name)
  }
  const reference = await submitInfoRequest(services, browser, draft, form)
  if (reference === undefined) throw new Error('The draft of a story was changed meanwhile')
  return reference
}

/** What somebody opens who asks online. */
const pagesOfAsking = ['home', 'guide', 'form', 'form', 'form', 'form', 'receipt'] as const

async function work(
  { services, department }: Stage,
  story: Story,
  reference: string,
  afterDays: (days: number, hours?: number) => void,
): Promise<void> {
  const { ending, pace, language } = story
  const { staff } = department
  const texts = storyTexts[language]
  const found = await findCodeHash(services.db.read, reference)
  if (!found) throw new Error('A story lost its request')
  const { divisionId } = await findInfoRequestById(services.db.read, found.id)
  const holder = (role: Role) =>
    Object.values(staff).find((one) => one.role === role && one.divisionId === divisionId)
  const officer = holder('officer') ?? staff.officer
  const head = holder('head') ?? staff.head
  const act = <A extends StaffAction>(action: A, actor: StaffActor, form: ActionForm<A>) =>
    takeAction(services, action, reference, actor, form)

  if (ending === 'submitted' || ending === 'assigned') return
  if (ending === 'advised') {
    afterDays(Math.min(pace, 2), 13)
    return act('advise', staff.secretary, { note: '', reply: '', agency: texts.agency })
  }
  if (ending === 'returned') {
    afterDays(1)
    return act('return', officer, { note: 'เรื่องนี้อยู่ในความรับผิดชอบของกองอื่น' })
  }
  afterDays(Math.min(1, pace))
  await act('accept', officer, { note: '' })
  if (ending === 'in-progress') return
  if (ending === 'withdrawn') {
    afterDays(2)
    return takeRequesterAction(services, 'withdraw', found.id, '')
  }
  if (ending === 'message-waiting') {
    await act('message', officer, { note: texts.question })
    await act('note', officer, { note: 'โทรหาผู้ขอแล้ว ไม่มีผู้รับสาย' })
    afterDays(2)
    return takeRequesterAction(services, 'message', found.id, texts.answer)
  }

  const waysAside: Work = {
    services,
    infoRequestId: found.id,
    language,
    officer,
    secretary: staff.secretary,
    act,
    afterDays,
  }
  if (isDetour(ending)) {
    afterDays(2)
    return takeDetour(ending, waysAside)
  }

  const outcome = outcomeOf(ending)
  afterDays(Math.max(0, pace - 2), 11)
  if (outcome === 'disclosed' || outcome === 'partly-disclosed')
    await attach(services, { infoRequestId: found.id, proposalId: null }, texts.file, officer)
  await act('propose', officer, proposal(outcome, texts))
  if (ending === 'awaiting-approval') return
  afterDays(Math.max(0, pace - 1), 12)
  if (ending === 'sent-back') return act('send-back', head, { note: texts.sendBack })
  await act('approve', head, { note: '', sensitive: false })
  if (ending === 'disputed' || ending === 'reopened')
    return disputeAnswer(waysAside, { pace, isReopened: ending === 'reopened' })
  if (ending === 'awaiting-clearance' || !withholds(outcome)) return
  afterDays(pace, 12)
  await act('clear', staff.executive, { note: '' })
}

/** How an answer ends that is on its way; what has ended says so itself. */
function outcomeOf(ending: Story['ending']): Outcome {
  const ended = outcomes.find((outcome) => outcome === ending)
  return ended ?? (ending === 'awaiting-clearance' ? 'refused' : 'disclosed')
}

/** Everybody in the demo wants files: nothing is copied on paper or looked at on the spot. */
const noCopies = {
  visitOn: undefined,
  visitTime: undefined,
  visitPlace: '',
  certifiedBy: '',
  pages: 0,
  certifications: 0,
}

function proposal(outcome: Outcome, texts: StoryTexts): ActionForm<'propose'> {
  const [international, internal] = texts.reasons
  return {
    note: '',
    outcome,
    reply: texts.replies[outcome],
    agency: needsAgency(outcome) ? texts.agency : '',
    weighing: withholds(outcome) ? texts.weighing : '',
    ...noCopies,
    sensitive: false,
    grounds: withholds(outcome)
      ? [
          { ground: 's15-1', reason: international },
          { ground: 's15-3', reason: internal },
        ]
      : [],
  }
}

async function attach(
  { db, blobs, clock }: Services,
  owner: Parameters<typeof addFile>[1],
  name: string,
  by?: StaffActor,
): Promise<void> {
  const kept = await keepBlob(blobs, samplePdf(), 1_000_000)
  await db.write((tx) =>
    addFile(
      tx,
      owner,
      { ...kept, name, mediaType: 'application/pdf' },
      { at: clock(), by: by?.accountId ?? null },
    ),
  )
}

type StoryTexts = {
  question: string
  answer: string
  sendBack: string
  file: string
  agency: string
  reasons: readonly [international: string, internal: string]
  weighing: string
  replies: Record<Outcome, string>
}

const storyTexts: Record<Language, StoryTexts> = {
  th: {
    question: 'ขอทราบช่วงเวลาของข้อมูลที่ต้องการให้ชัดเจนขึ้น เพื่อค้นหาได้ตรงตามประสงค์',
    answer: 'ต้องการเฉพาะปี 2568 ค่ะ',
    sendBack: 'โปรดระบุเลขที่เอกสารให้ครบ และตรวจข้อมูลส่วนบุคคลในไฟล์แนบอีกครั้ง',
    file: 'คำตอบและเอกสารแนบ.pdf',
    agency: 'สำนักงานปลัดกระทรวงพาณิชย์ โทรศัพท์ 1203',
    reasons: [
      'เอกสารมีท่าทีของประเทศคู่เจรจาที่ให้ไว้โดยไม่ประสงค์ให้เปิดเผย การเปิดเผยจะกระทบความสัมพันธ์ระหว่างประเทศ',
      'เป็นความเห็นภายในซึ่งยังไม่เป็นที่ยุติ',
    ],
    weighing:
      'กรมคำนึงถึงหน้าที่ในการเจรจาระหว่างประเทศ ประโยชน์สาธารณะในการรับรู้ท่าทีของไทยซึ่งเผยแพร่อยู่แล้ว และประโยชน์ของประเทศคู่เจรจาที่ให้ข้อมูลไว้ เห็นว่าความเสียหายจากการเปิดเผยมีมากกว่า',
    replies: {
      disclosed: 'กรมส่งข้อมูลที่ขอมาพร้อมไฟล์แนบแล้ว',
      'partly-disclosed': 'กรมส่งข้อมูลที่เปิดเผยได้มาพร้อมไฟล์แนบ ส่วนที่เหลือไม่อาจเปิดเผยได้ตามเหตุผลด้านล่าง',
      refused: 'กรมพิจารณาแล้วไม่อาจเปิดเผยข้อมูลที่ขอได้ ตามเหตุผลด้านล่าง',
      'not-held': 'กรมตรวจสอบแล้วไม่มีข้อมูลตามที่ขออยู่ในความครอบครอง',
      'advised-elsewhere': 'ข้อมูลนี้อยู่กับหน่วยงานอื่น โปรดติดต่อหน่วยงานด้านล่าง',
      transferred: 'กรมส่งคำขอของท่านต่อไปยังหน่วยงานที่จัดทำข้อมูลแล้ว',
      'already-public': 'ข้อมูลนี้เผยแพร่อยู่แล้วที่เว็บไซต์ของกรม',
      'would-need-creating': 'กรมไม่มีข้อมูลนี้ในรูปแบบที่ขอ และต้องจัดทำขึ้นใหม่ จึงไม่อาจจัดให้ได้',
      excessive: 'คำขอครอบคลุมเอกสารจำนวนมากเกินสมควร โปรดระบุขอบเขตให้แคบลงแล้วยื่นใหม่ได้ทุกเมื่อ',
    },
  },
  en: {
    question:
      'Could you tell us more exactly which period you need, so that we find the right papers?',
    answer: 'Only 2025, please.',
    sendBack: 'Please give the full document numbers and check the file for personal data again.',
    file: 'answer.pdf',
    agency: 'Ministry of Commerce, Office of the Permanent Secretary, telephone 1203',
    reasons: [
      'The papers hold positions that a partner country gave in confidence; disclosure would harm international relations.',
      'They are internal opinions that are not settled yet.',
    ],
    weighing:
      'The department considered its duty in international negotiations, the public interest in knowing Thailand’s position, which is published already, and the interest of the partner countries that gave their positions in confidence. The harm of disclosure outweighs it.',
    replies: {
      disclosed: 'Please find the information attached.',
      'partly-disclosed':
        'What can be disclosed is attached. The remainder cannot be disclosed for the reasons given below.',
      refused:
        'The department has considered your request and cannot disclose the information, for the reasons below.',
      'not-held': 'We have searched and do not hold the information.',
      'advised-elsewhere':
        'Another agency holds this information; please ask the agency named below.',
      transferred: 'We have passed your request to the agency that made the information.',
      'already-public': 'This information is already public on the website of the department.',
      'would-need-creating':
        'We do not have it in this form, and it would have to be made for you.',
      excessive: 'The request covers too many papers; please narrow it and ask again at any time.',
    },
  },
}
