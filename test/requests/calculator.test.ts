import { describe, expect, it } from 'vitest'
import { dayOf } from '#src/calendar/calendar.ts'
import { findInfoRequest, findToChange, saveStep } from '#src/requests/store.ts'
import type { Action, Status } from '#src/requests/info-request.ts'
import { enterCase } from '../support/cases.ts'
import { setRule } from '../support/rules.ts'
import {
  openBrowser,
  signIn,
  startService,
  submitRequest,
  type Service,
} from '../support/service.ts'

/** What stands on the page between `<main>` and `</main>`, in words. */
function read(body: string): string {
  const main = /<main[\s\S]*<\/main>/.exec(body)?.[0] ?? ''
  return main
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/\s+/g, ' ')
}

function errorBeside(body: string, field: string): string {
  return new RegExp(`id="${field}-error">([\\s\\S]*?)</p>`).exec(body)?.[1] ?? ''
}

function valueOf(body: string, name: string): string | undefined {
  return new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(body)?.[1]
}

async function ask(question: Record<string, string>, service?: Service) {
  const { app } = service ?? (await startService())
  const answer = await app.inject(`/en/deadline?${new URLSearchParams(question).toString()}`)
  return { status: answer.statusCode, text: read(answer.body), body: answer.body }
}

describe('the calculator', () => {
  it('asks, to everybody alike and without a cookie', async () => {
    const { app } = await startService()
    const { statusCode, headers, body } = await app.inject('/deadline')
    expect(statusCode).toBe(200)
    expect(headers['set-cookie']).toBeUndefined()
    expect(body).toContain('<form method="get" action="/deadline" novalidate>')
    expect(body).not.toContain('error-summary')
  })

  it.each([
    '2569-11-06',
    '2026-11-06',
    '6/11/2569',
    '6 พ.ย. 2569',
    '๖ พฤศจิกายน พ.ศ. ๒๕๖๙',
    '6 November 2026',
    'Nov 6, 2026',
  ])('reads the day as it is written: %s', async (on) => {
    const { status, text } = await ask({ on, at: '17:30' })
    expect(status).toBe(200)
    expect(text).toContain('The department answers by Tuesday 24 November 2026 (B.E. 2569)')
  })

  it.each(['17:30', '17.30', '๑๗.๓๐', '17.30 น.', ' 17 : 30 '])(
    'reads the time as it is written: %s',
    async (at) => {
      const { text } = await ask({ on: '6/11/2569', at })
      expect(text).toContain('after office hours (08.30–16.30)')
      expect(text).toContain('received when the office next opened, on Monday 9 November 2026')
      expect(text).toContain('Saturday 7 November 2026 to Sunday 8 November 2026: weekend')
    },
  )

  it('tells the opening of the office from the moment after its close', async () => {
    const service = await startService()
    const at = async (time: string) => (await ask({ on: '9/11/2569', at: time }, service)).text
    expect(await at('08:29')).toContain('before office hours (08.30–16.30)')
    expect(await at('08:30')).toContain('within office hours: it counts as received that day')
    expect(await at('16:29')).toContain('within office hours')
    expect(await at('16:30')).toContain('on Tuesday 10 November 2026')
  })

  it('names each holiday it goes past', async () => {
    const { text } = await ask({ on: '27/3/2569' })
    expect(text).toContain('by Thursday 16 April 2026 (B.E. 2569)')
    expect(text).toContain('Monday 13 April 2026 to Wednesday 15 April 2026: Songkran Festival')
  })

  it('says which holidays are only expected, and of which years none is known', async () => {
    const service = await startService()
    const predicted = await ask({ on: '16/12/2569' }, service)
    expect(predicted.text).toContain('Some public holidays of 2027 are expected')
    expect(predicted.text).toContain('New Year&#39;s Day (expected, not announced yet)')
    const unknown = await ask({ on: '10/4/2571' }, service)
    expect(unknown.text).toContain('The public holidays of 2028 are not in our calendar yet')
    const known = await ask({ on: '9/11/2569' }, service)
    expect(known.text).not.toContain('public holidays of')
  })

  it('shows a pause beside the date, or lets it move the date where the department says so', async () => {
    const service = await startService()
    const question = { on: '9/11/2569', askedOn: '12/11/2569', answeredOn: '19/11/2569' }
    const beside = await ask(question, service)
    expect(beside.text).toContain('from Thursday 12 November 2026 to Thursday 19 November 2026')
    expect(beside.text).toContain('7 days (5 working days). This wait does not move the due date.')
    expect(beside.text).toContain('by Tuesday 24 November 2026')
    await setRule(service.services, 'pause', '2026-11-01', { movesDueDate: true })
    const moved = await ask(question, service)
    expect(moved.text).toContain('With the time of waiting, it ends on Tuesday 1 December 2026.')
    expect(moved.text).toContain('by Tuesday 1 December 2026')
    const running = await ask({ ...question, answeredOn: '' }, service)
    expect(running.text).toContain(
      'still waiting. The due date does not move while the wait goes on',
    )
  })

  it('applies an extension, and says when it is further than the department goes', async () => {
    const service = await startService()
    const within = await ask({ on: '9/11/2569', until: '9/12/2569' }, service)
    expect(within.text).toContain('by Wednesday 9 December 2026')
    expect(within.text).toContain(
      'Before any extension, the limit ends on Tuesday 24 November 2026',
    )
    expect(within.text).not.toContain('put off no later')
    const beyond = await ask({ on: '9/11/2569', until: '11/12/2569' }, service)
    expect(beyond.text).toContain('put off no later than Wednesday 9 December 2026')
  })

  it('gives the last days to appeal, which stay on a holiday, and none for a complaint', async () => {
    const { text } = await ask({ on: '9/11/2569', refusedOn: '25/11/2569' })
    expect(text).toContain('Until Thursday 10 December 2026 (B.E. 2569): 15 days')
    expect(text).toContain('Until Friday 25 December 2026 (B.E. 2569): 30 days')
    expect(text).toContain('There is no last day.')
  })

  it('counts by the rule of the day of receipt, and says so', async () => {
    const service = await startService()
    await setRule(service.services, 'limit', '2026-11-09', { days: 10, unit: 'working' })
    const before = await ask({ on: '6/11/2569', at: '16:29' }, service)
    expect(before.text).toContain('15 days (every day of the calendar)')
    const after = await ask({ on: '6/11/2569', at: '16:30' }, service)
    expect(after.text).toContain('10 working days from Tuesday 10 November 2026')
    expect(after.text).toContain('A limit of 10 working days is the practice')
  })

  it('never shows its practice as the words of the law', async () => {
    const { text } = await ask({ on: '9/11/2569' })
    expect(text).toContain('within a reasonable time')
    expect(text).toContain('a practice set by the department, not the words of the law')
  })

  it('makes an address that stays true out of "today"', async () => {
    const { app } = await startService()
    const thai = await app.inject(`/deadline?on=${encodeURIComponent('วันนี้')}&until=`)
    expect(thai.statusCode).toBe(303)
    expect(thai.headers.location).toBe('/deadline?on=02%2F11%2F2569&until=&at=10%3A00')
    const english = await app.inject('/en/deadline?on=Today&at=17.30')
    expect(english.headers.location).toBe('/en/deadline?on=2026-11-02&at=17.30')
    expect((await app.inject(thai.headers.location ?? '')).statusCode).toBe(200)
  })

  it.each([
    [{ on: '' }, 'on', 'Enter the day the request is sent'],
    [{ on: '31/2/2569' }, 'on', 'Enter the day it is sent with a year of 4 digits'],
    [{ on: '24/11/69' }, 'on', 'Enter the day it is sent with a year of 4 digits'],
    [{ on: '9/11/2569', at: '24:00' }, 'at', 'Enter the time in hours and minutes'],
    [{ on: '9/11/2569', at: 'noon' }, 'at', 'Enter the time in hours and minutes'],
    [{ on: '9/11/2569', askedOn: 'x' }, 'askedOn', 'Enter the day of the question with'],
    [{ on: '9/11/2569', answeredOn: '12/11/2569' }, 'askedOn', 'Enter the day of the question, or'],
    [{ on: '7/11/2569', askedOn: '8/11/2569' }, 'askedOn', 'cannot be before the day the request'],
    [
      { on: '9/11/2569', askedOn: '12/11/2569', answeredOn: '11/11/2569' },
      'answeredOn',
      'cannot be before the day of the question',
    ],
    [{ on: '9/11/2569', until: '24/11/2569' }, 'until', 'must be after the one before'],
    [
      { on: '9/11/2569', refusedOn: '8/11/2569' },
      'refusedOn',
      'cannot be before the day the request',
    ],
  ] as [Record<string, string>, string, string][])(
    'says what is wrong beside the field and keeps what was typed: %o',
    async (question, field, sentence) => {
      const { status, body } = await ask(question)
      expect(status).toBe(422)
      expect(body).toContain('<title>Error: ')
      expect(/<a href="#(\w+)">([^<]*)/.exec(body)?.slice(1)).toEqual([
        field,
        expect.stringContaining(sentence),
      ])
      expect(errorBeside(body, field)).toContain(sentence)
      for (const [name, value] of Object.entries(question)) expect(valueOf(body, name)).toBe(value)
      expect(body).not.toContain('The department answers by')
    },
  )

  it.each([
    'on=%00&at=%E0%B8',
    'on=1/1/2400&until=31/12/2600',
    `on=${'9'.repeat(5000)}`,
    'on=9/11/2569&on=10/11/2569',
    'on[]=1&on[a]=2',
    '__proto__=1&constructor=2&on=9/11/2569',
    'on=9/11/2569&askedOn=1/1/2600&answeredOn=31/12/2600&until=31/12/2600',
    'on=%3Cscript%3Ealert(1)%3C/script%3E',
    '%',
  ])('is not upset by %s', async (query) => {
    const { app } = await startService()
    const { statusCode, body } = await app.inject(`/deadline?${query}`)
    expect([200, 422]).toContain(statusCode)
    expect(body).not.toContain('<script>alert')
    expect(body).not.toContain('undefined')
  })

  it('passes over what somebody else added to its address', async () => {
    const { status, text } = await ask({ on: '9/11/2569', utm_source: 'mail' })
    expect(status).toBe(200)
    expect(text).toContain('by Tuesday 24 November 2026')
  })
})

describe('a receipt', () => {
  it('leads to the calculator with the moment it was sent, and the two agree', async () => {
    const service = await startService({ at: Date.parse('2026-11-06T17:30:00+07:00') })
    const browser = openBrowser(service)
    const { reference } = await submitRequest(service, {}, browser)
    const { body } = await browser.get(`/en/requests/${reference}/receipt`)
    const address = /href="(\/en\/deadline\?[^"]*)"/.exec(body)?.[1] ?? ''
    expect(address).toBe('/en/deadline?on=2026-11-06&amp;at=17%3A30')
    const counted = await browser.get(address.replace('&amp;', '&'))
    const { dueOn } = await findInfoRequest(service.services.db.read, reference, {
      kind: 'everything',
    })
    expect(dueOn).toBe('2026-11-24')
    expect(read(counted.body)).toContain('answers by Tuesday 24 November 2026')
  })
})

describe('a new request', () => {
  it('is due by the rule of the day it counts as received, whatever is decided later', async () => {
    const service = await startService()
    const { services } = service
    await setRule(services, 'limit', '2026-11-03', { days: 5, unit: 'working' })
    const due = async (receivedOn: string) => {
      const reference = await enterCase(service, { receivedOn })
      const { dueOn, limitOn } = await findInfoRequest(services.db.read, reference, {
        kind: 'everything',
      })
      return { dueOn, limitOn }
    }
    service.time.now = Date.parse('2026-11-03T10:00:00+07:00')
    expect(await due('2026-11-02')).toEqual({ dueOn: '2026-11-17', limitOn: '2026-11-17' })
    expect(await due('2026-11-03')).toEqual({ dueOn: '2026-11-10', limitOn: '2026-11-10' })
  })
})

describe('the pages that promise an answer', () => {
  it('say what holds today, from the day it holds', async () => {
    const service = await startService()
    const browser = openBrowser(service)
    const home = async () => read((await browser.get('/en')).body)
    expect(await home()).toContain('15 days')
    await setRule(service.services, 'limit', '2026-11-03', { days: 10, unit: 'working' })
    expect(await home()).toContain('15 days')
    service.time.now = Date.parse('2026-11-03T00:00:00+07:00')
    expect(await home()).toContain('10 working days')
    expect(read((await browser.get('/en/guide')).body)).toContain('10 working days at most')
    expect(read((await browser.get('/guide')).body)).toContain('10 วันทำการ')
  })
})

describe('the case file', () => {
  it('explains pauses, extensions and the three clocks', async () => {
    const service = await startService()
    const reference = await enterCase(service, { receivedOn: '2026-11-02' })
    await take(service, reference, '2026-11-04', 'accept', 'in-progress')
    await take(service, reference, '2026-11-06', 'ask', 'awaiting-requester')
    await take(service, reference, '2026-11-11', 'clarify', 'in-progress')
    await take(service, reference, '2026-11-12', 'extend', 'in-progress', '2026-11-28', {
      dueOn: '2026-11-30',
    })
    service.time.now = Date.parse('2026-11-16T10:00:00+07:00')
    const officer = await signIn(service, 'officer')
    const text = read((await officer.get(`/en/staff/requests/${reference}`)).body)
    expect(text).toContain('The request counts as received on Monday 2 November 2026.')
    expect(text).toContain(
      'Waiting for the requester from Friday 6 November 2026 to Wednesday 11 November 2026: 5 days (3 working days). This wait does not move the due date.',
    )
    expect(text).toContain('Before any extension, the limit ends on Tuesday 17 November 2026.')
    expect(text).toContain('Extension 1: until Saturday 28 November 2026.')
    expect(text).toContain('moves to the next working day, Monday 30 November 2026')
    expect(text).toContain('The due date is Monday 30 November 2026 (B.E. 2569).')
    const waiting = 'of which 3 working days (5 days) waiting for the requester'
    expect(text).toContain(
      `Since the first day 10 working days (14 days) since 2 Nov 2026 ${waiting}`,
    )
    expect(text).toContain(`In this division 10 working days (14 days) since 2 Nov 2026 ${waiting}`)
    expect(text).toContain('In the present step 3 working days (5 days) since 11 Nov 2026')
  })

  it('counts anew from a reopening', async () => {
    const service = await startService()
    const reference = await enterCase(service, { receivedOn: '2026-11-02' })
    await take(service, reference, '2026-11-04', 'approve', 'answered', null, {
      outcome: 'disclosed',
      closedOn: '2026-11-04',
    })
    await take(service, reference, '2026-11-10', 'reopen', 'in-progress', null, {
      dueOn: '2026-11-25',
      closedOn: null,
    })
    service.time.now = Date.parse('2026-11-12T10:00:00+07:00')
    const officer = await signIn(service, 'officer')
    const text = read((await officer.get(`/en/staff/requests/${reference}`)).body)
    expect(text).toContain('The request was taken up again on Tuesday 10 November 2026')
    expect(text).toContain('The due date is Wednesday 25 November 2026 (B.E. 2569).')
    expect(text).toContain('Since the first day 2 working days (2 days) since 10 Nov 2026')
    expect(text).toContain('In this division 2 working days (2 days) since 10 Nov 2026')
  })
})

/** One step of the history on a day, through the real door. */
async function take(
  { services, cast }: Service,
  reference: string,
  on: string,
  action: Action,
  toStatus: Status,
  until: string | null = null,
  changes: Parameters<typeof saveStep>[3] = {},
): Promise<void> {
  const at = Date.parse(`${on}T11:00:00+07:00`)
  await services.db.write(async (tx) => {
    const before = await findToChange(tx, reference, { kind: 'everything' })
    const event = {
      action,
      toStatus,
      role: 'officer' as const,
      accountId: cast.officer.id,
      actingForId: null,
      at,
      on: dayOf(at),
      note: '',
      until,
      ...(toStatus === 'answered' && { workingDays: 2 }),
    }
    await saveStep(tx, before, event, changes)
  })
}
