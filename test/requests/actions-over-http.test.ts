import { addDays, calendarOf, dayOf, nextWorkingDay } from '#src/calendar/calendar.ts'
import { listThirdParties } from '#src/requests/third-parties.ts'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { accounts } from '#src/database/schema.ts'
import { isStaffAction, type StaffAction } from '#src/requests/action-forms.ts'
import { actions, type Action, type InfoRequest } from '#src/requests/info-request.ts'
import { openActions } from '#src/requests/workflow.ts'
import {
  aCase,
  act,
  actorOf,
  caseOf,
  plainNote,
  refusing,
  standings,
  todayIn,
  traceOf,
  type StandingName,
} from '../support/cases.ts'
import {
  signIn,
  startService,
  type Browser,
  type CastMember,
  type Fields,
  type Service,
} from '../support/service.ts'

const members: readonly CastMember[] = [
  'officer',
  'colleague',
  'officer2',
  'head',
  'head2',
  'secretary',
  'executive',
  'admin',
  'auditor',
]
const noHolidays = calendarOf([])
const staffActions = actions.filter(isStaffAction)

/** A form that is right in itself, so that only the person and the moment can be wrong. */
async function formFor(
  service: Service,
  action: StaffAction,
  infoRequest: InfoRequest,
): Promise<Fields> {
  const { cast } = service
  const [party] = await listThirdParties(service.services.db.read, infoRequest.id)
  const later = addDays(todayIn(service), 20)
  const afterBoth = [infoRequest.dueOn, todayIn(service)].toSorted().at(-1) ?? ''
  const forms: Record<StaffAction, Fields> = {
    assign: { division: String(cast.divisions.second), note: 'กองนี้เก็บข้อมูล' },
    accept: {},
    return: { note: 'อยู่กับกองอื่น' },
    'hand-over': { officer: String(cast.colleague.id) },
    ask: { question: 'ขอทราบช่วงเวลา', answerBy: later },
    clarify: { note: 'ปี 2568' },
    'notify-third-party': {
      party: 'บริษัท ตัวอย่าง จำกัด',
      partyEmail: 'party@example.com',
      about: 'สัญญาเช่า',
      objectionBy: later,
    },
    'record-objection': {
      thirdParty: String(party?.id ?? 1),
      response: 'consents',
      respondedOn: todayIn(service),
    },
    'record-appeal': { appeal: 'filed', note: 'อุทธรณ์เลขที่ 1/2569' },
    extend: { until: nextWorkingDay(addDays(afterBoth, 3), noHolidays), note: 'เอกสารมาก' },
    withdraw: { note: 'แจ้งทางโทรศัพท์วันนี้' },
    dispute: { note: 'ได้เอกสารไม่ครบ' },
    uphold: { note: 'เอกสารครบแล้ว อยู่ในไฟล์ที่สอง' },
    reopen: { note: 'พบเอกสารเพิ่ม' },
    'settle-fee': { settled: 'paid', note: 'ใบเสร็จ 12' },
    propose: { outcome: 'disclosed', reply: 'ส่งตามที่ขอ' },
    'send-back': { note: 'แก้ไขข้อความ' },
    approve: {},
    clear: {},
    advise: { agency: 'กรมอื่น โทร 0 2000 0000' },
    note: { note: 'บันทึก' },
    message: { note: 'ข้อความ' },
  }
  return forms[action]
}

const browsersOf = async (service: Service): Promise<Map<CastMember, Browser>> => {
  const browsers = new Map<CastMember, Browser>()
  for (const member of members) browsers.set(member, await signIn(service, member))
  return browsers
}

describe('every role in every status', () => {
  it.each(standings)('sees the steps of the table, and no other, when %s', async (status) => {
    const service = await startService({ settings: { LIMITS: 'relaxed' } })
    const reference = await aCase(service, status)
    const browsers = await browsersOf(service)
    const infoRequest = await caseOf(service, reference)

    const offered: string[] = []
    for (const member of members) {
      const page = await browsers.get(member)?.get(`/staff/requests/${reference}`)
      const links = staffActions.filter((action) =>
        page?.body.includes(`href="/staff/requests/${reference}/${action}"`),
      )
      const sees = page?.statusCode === 200
      offered.push(`${member}: ${sees ? links.join(' ') || '(reads)' : `${page?.statusCode}`}`)
      const open = openActions(
        infoRequest,
        actorOf(service, member),
        dayOf(service.services.clock()),
      ).filter(isStaffAction)
      expect(links.toSorted()).toEqual(sees ? open.toSorted() : [])
    }
    expect(offered).toMatchSnapshot()
  })

  it.each(standings)(
    'is refused every other step, and nothing changes, when %s',
    async (status) => {
      const service = await startService({ settings: { LIMITS: 'relaxed' } })
      const reference = await aCase(service, status)
      const browsers = await browsersOf(service)
      const before = await traceOf(service, reference)

      for (const member of members) {
        const open: Action[] = openActions(
          before.infoRequest,
          actorOf(service, member),
          dayOf(service.services.clock()),
        )
        for (const action of staffActions.filter((one) => !open.includes(one))) {
          const answer = await browsers
            .get(member)
            ?.post(
              `/staff/requests/${reference}/${action}`,
              await formFor(service, action, before.infoRequest),
              { from: '/staff' },
            )
          expect([403, 404, 409]).toContain(answer?.statusCode)
        }
      }
      expect(await traceOf(service, reference)).toEqual(before)
    },
    60_000,
  )

  it('takes each open step with one event', async () => {
    const service = await startService({ settings: { LIMITS: 'relaxed' } })
    for (const [status, member, action] of await openSteps(service)) {
      const reference = await aCase(service, status)
      const before = await caseOf(service, reference)
      const browser = await signIn(service, member)
      const address = `/staff/requests/${reference}/${action}`
      const form = await browser.get(address)
      expect(form.statusCode).toBe(200)
      const seen = String(before.lastPosition)
      const fields = await formFor(service, action, before)
      const answer = await browser.post(address, { seen, ...fields })
      expect(answer.statusCode, `${status} ${member} ${action}`).toBe(303)
      const { infoRequest, history } = await traceOf(service, reference)
      expect(infoRequest.lastPosition).toBe(before.lastPosition + 1)
      expect(history.at(-1)).toMatchObject({ action, accountId: service.cast[member].id })
    }
  }, 60_000)

  async function openSteps(service: Service) {
    const steps: [StandingName, CastMember, StaffAction][] = []
    for (const status of standings) {
      const infoRequest = await caseOf(service, await aCase(service, status))
      for (const member of members)
        for (const action of openActions(
          infoRequest,
          actorOf(service, member),
          dayOf(service.services.clock()),
        ))
          if (isStaffAction(action)) steps.push([status, member, action])
    }
    return steps
  }
})

describe('another division', () => {
  it('finds nothing: neither the request, nor its steps, nor its slip', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const stranger = await signIn(service, 'officer2')
    for (const rest of ['', '/propose', '/note', '/slip', '/letters/1', `/files/${'a'.repeat(32)}`])
      expect((await stranger.get(`/staff/requests/${reference}${rest}`)).statusCode).toBe(404)
  })
})

describe('two people for every answer', () => {
  it('keeps a head from approving what they proposed as an officer', async () => {
    const service = await startService()
    const reference = await aCase(service, 'awaiting-approval')
    await service.services.db.write(async (tx) => {
      await tx
        .update(accounts)
        .set({ role: 'head' })
        .where(eq(accounts.id, service.cast.officer.id))
    })
    const promoted = await signIn(service, 'officer')
    const page = await promoted.get(`/staff/requests/${reference}`)
    expect(page.body).toContain('ท่านเป็นผู้เสนอคำตอบนี้')
    expect(page.body).not.toContain(`${reference}/approve"`)
    const answer = await promoted.post(
      `/staff/requests/${reference}/approve`,
      {},
      { from: '/staff' },
    )
    expect(answer.statusCode).toBe(403)
    expect((await caseOf(service, reference)).status).toBe('awaiting-approval')
  })

  it('needs a third for what is withheld', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const officer = await signIn(service, 'officer')
    const proposed = await officer.post(`/staff/requests/${reference}/propose`, {
      outcome: 'partly-disclosed',
      reply: 'ให้บางส่วน',
      grounds: ['s15-5', '', 's17', ''],
      reasons: ['มีข้อมูลส่วนบุคคล', '', 'กระทบผู้อื่น', ''],
      weighing: 'ชั่งน้ำหนักแล้ว',
    })
    expect(proposed.statusCode).toBe(303)
    const head = await signIn(service, 'head')
    const form = await head.get(`/staff/requests/${reference}/approve`)
    expect(form.body).toContain('อนุมัติและเสนอผู้บริหาร')
    expect(form.body).toContain('มาตรา 15 (5)')
    await head.post(`/staff/requests/${reference}/approve`, {})
    expect((await caseOf(service, reference)).status).toBe('awaiting-clearance')
    expect((await head.post(`/staff/requests/${reference}/clear`, {})).statusCode).toBe(403)
    const executive = await signIn(service, 'executive')
    const cleared = await executive.post(`/staff/requests/${reference}/clear`, {})
    expect(cleared.statusCode).toBe(303)
    expect((await caseOf(service, reference)).status).toBe('answered')
  })
})

describe('a race', () => {
  it('has one winner; the others get 409 with their text', async () => {
    const service = await startService({ settings: { LIMITS: 'relaxed' } })
    const reference = await aCase(service, 'awaiting-approval')
    const head = await signIn(service, 'head')
    const seen = String((await caseOf(service, reference)).lastPosition)
    await head.get(`/staff/requests/${reference}/approve`)
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, (_, i) =>
        head.post(`/staff/requests/${reference}/approve`, { seen, note: `เห็นด้วย ${i}` }),
      ),
      ...Array.from({ length: 5 }, (_, i) =>
        head.post(
          `/staff/requests/${reference}/send-back`,
          { seen, note: `แก้ย่อหน้าที่ ${i}` },
          { from: `/staff/requests/${reference}/send-back` },
        ),
      ),
    ])
    const codes = answers.map(({ statusCode }) => statusCode)
    expect(codes.filter((code) => code === 303)).toHaveLength(1)
    expect(codes.filter((code) => code === 409)).toHaveLength(9)
    for (const [i, answer] of answers.entries()) {
      if (answer.statusCode !== 409) continue
      expect(answer.body).toContain('เรื่องนี้เปลี่ยนไปเมื่อ')
      expect(answer.body).toContain(i < 5 ? `เห็นด้วย ${i}` : `แก้ย่อหน้าที่ ${i - 5}`)
    }
  })

  it('lets nobody decide on what they have not read, and keeps the text in the form', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const head = await signIn(service, 'head')
    const seen = String((await caseOf(service, reference)).lastPosition)
    const officer = await signIn(service, 'officer')
    await officer.post(`/staff/requests/${reference}/propose`, {
      outcome: 'disclosed',
      reply: 'ส่งตามที่ขอ',
    })
    const answer = await head.post(`/staff/requests/${reference}/message`, {
      seen,
      note: 'ขอเวลาอีกเล็กน้อย <b>',
    })
    expect(answer.statusCode).toBe(409)
    expect(answer.body).toContain('ท่านยังทำขั้นตอนนี้ได้')
    expect(answer.body).toContain('ขอเวลาอีกเล็กน้อย &lt;b&gt;')
    expect(answer.body).toContain(`name="seen" value="${Number(seen) + 1}"`)
    // A note of somebody else changes nothing that one decides on.
    await officer.post(`/staff/requests/${reference}/note`, { note: 'บันทึก' })
    const again = await head.post(`/staff/requests/${reference}/approve`, {
      seen: String(Number(seen) + 1),
    })
    expect(again.statusCode).toBe(303)
  })

  it('is told first, whatever else speaks against the step by now or is wrong with the form', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    await act(service, reference, 'officer', 'propose', refusing)
    const head = await signIn(service, 'head')
    const seen = String((await caseOf(service, reference)).lastPosition)
    await head.get(`/staff/requests/${reference}/send-back`)
    await act(service, reference, 'head', 'approve', { ...plainNote, sensitive: false })
    // Now it is the executive's to send back, and no longer the head's.
    const answer = await head.post(`/staff/requests/${reference}/send-back`, { seen, note: '' })
    expect(answer.statusCode).toBe(409)
  })

  it('keeps the text of whoever lost the request to another division', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const officer = await signIn(service, 'officer')
    const secretary = await signIn(service, 'secretary')
    await officer.get(`/staff/requests/${reference}/propose`)
    const moved = await secretary.post(`/staff/requests/${reference}/assign`, {
      division: String(service.cast.divisions.second),
      note: 'กองสองเก็บข้อมูล',
    })
    expect(moved.statusCode).toBe(303)
    const answer = await officer.post(`/staff/requests/${reference}/propose`, {
      seen: '3',
      outcome: 'disclosed',
      reply: 'ข้อความยาวที่พิมพ์ไว้นานแล้วและต้องไม่หายไป',
    })
    expect(answer.statusCode).toBe(404)
    expect(answer.body).toContain('ข้อความยาวที่พิมพ์ไว้นานแล้วและต้องไม่หายไป')
  })
})

describe('a wrong form', () => {
  const wrong: [StandingName, CastMember, StaffAction, Fields, string][] = [
    ['submitted', 'secretary', 'assign', { division: '' }, 'เลือกกองที่รับผิดชอบ'],
    ['submitted', 'secretary', 'assign', { division: '9999' }, 'เลือกกองจากรายการ'],
    ['assigned', 'secretary', 'assign', { division: 'second' }, 'กรอกเหตุผลที่ย้ายเรื่อง'],
    ['assigned', 'officer', 'return', {}, 'กรอกเหตุผลที่ส่งคืน'],
    ['in-progress', 'head', 'hand-over', { officer: '' }, 'เลือกเจ้าหน้าที่คนใหม่'],
    ['in-progress', 'head', 'hand-over', { officer: '1' }, 'รับผิดชอบเรื่องอยู่แล้ว'],
    ['in-progress', 'officer', 'propose', {}, 'เลือกผลการพิจารณา'],
    ['in-progress', 'officer', 'propose', { outcome: 'refused', reply: 'x' }, 'อย่างน้อยหนึ่งข้อ'],
    [
      'in-progress',
      'officer',
      'propose',
      { outcome: 'refused', reply: 'x', grounds: 's14', reasons: '' },
      'เขียนเหตุผลของทุกเหตุ',
    ],
    [
      'in-progress',
      'officer',
      'propose',
      { outcome: 'transferred', reply: 'x' },
      'กรอกหน่วยงานที่เก็บข้อมูล',
    ],
    ['awaiting-approval', 'head', 'send-back', {}, 'กรอกสิ่งที่ต้องแก้ไข'],
    ['submitted', 'secretary', 'advise', {}, 'กรอกหน่วยงานที่เก็บข้อมูล'],
    ['assigned', 'officer', 'note', {}, 'กรอกบันทึก'],
    ['assigned', 'officer', 'message', { note: 'ก'.repeat(4001) }, 'พิมพ์ไม่เกิน 4,000'],
    ['assigned', 'officer', 'accept', { status: 'answered' }, 'แบบฟอร์มนี้มีข้อมูลที่เราไม่รู้จัก'],
    ['assigned', 'officer', 'accept', { note: ['a', 'b'] }, 'ช่องนี้ถูกส่งมาซ้ำ'],
    ['assigned', 'officer', 'note', { note: 'a\u0000b' }, 'ลบอักขระที่พิมพ์ไม่ได้'],
  ]
  it.each(wrong)('when %s, by %s: %s %j', async (status, member, action, fields, sentence) => {
    const service = await startService()
    const reference = await aCase(service, status)
    const before = await traceOf(service, reference)
    const browser = await signIn(service, member)
    const { cast } = service
    const filled = {
      ...fields,
      ...(fields['division'] === 'second' && { division: String(cast.divisions.second) }),
      ...(fields['officer'] === '1' && { officer: String(cast.officer.id) }),
    }
    const answer = await browser.post(`/staff/requests/${reference}/${action}`, filled)
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('พบข้อผิดพลาด')
    expect(answer.body).toContain(sentence)
    expect(await traceOf(service, reference)).toEqual(before)
  })

  it('comes back with everything that was typed', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const officer = await signIn(service, 'officer')
    const answer = await officer.post(`/staff/requests/${reference}/propose`, {
      outcome: 'partly-disclosed',
      reply: 'ให้ข้อมูลบางส่วน',
      grounds: ['s15-5', '', 's17', ''],
      reasons: ['เหตุผลแรก', '', '', ''],
      agency: 'กรมหนึ่ง',
      sensitive: 'yes',
      note: 'ถึงหัวหน้า',
    })
    expect(answer.statusCode).toBe(422)
    for (const kept of [
      'ให้ข้อมูลบางส่วน',
      'เหตุผลแรก',
      'กรมหนึ่ง',
      'ถึงหัวหน้า',
      'value="s15-5" selected',
      'value="s17" selected',
    ])
      expect(answer.body).toContain(kept)
    expect(answer.body).toMatch(/value="partly-disclosed"\s+checked/)
    expect(answer.body).toMatch(/name="sensitive"\s+type="checkbox"\s+value="yes"\s+checked/)
  })

  it('keeps every ground that was named, also those the empty form has no rows for', async () => {
    const service = await startService()
    const reference = await aCase(service, 'in-progress')
    const officer = await signIn(service, 'officer')
    const propose = (grounds: readonly string[]) =>
      officer.post(`/staff/requests/${reference}/propose`, {
        outcome: 'refused',
        reply: '',
        grounds,
        reasons: grounds.map((ground) => `เพราะ ${ground}`),
      })
    const named = ['s14', 's15-1', 's15-2', 's15-3', 's17', 's24']
    const answer = await propose(named)
    for (const ground of named) expect(answer.body).toContain(`เพราะ ${ground}`)
    const tooMany = await propose(Array.from({ length: 11 }, () => 's14'))
    expect(tooMany.body).toContain('ระบุเหตุได้ไม่เกิน 10 ข้อ')
  })

  it('answers an unknown step or reference with a page, never with 500', async () => {
    const service = await startService()
    const reference = await aCase(service, 'assigned')
    const officer = await signIn(service, 'officer')
    for (const path of [
      `${reference}/lapse`,
      `${reference}/submit`,
      `${reference}/constructor`,
      `${reference}/%00`,
      '69-000001-1',
      'abc',
    ])
      expect((await officer.get(`/staff/requests/${path}`)).statusCode).toBe(404)
  })
})
