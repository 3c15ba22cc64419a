import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { accounts, actingAppointments } from '#src/database/schema.ts'
import { clashWith, faultOfPeriod, stateOf, type Held } from '#src/organisation/acting.ts'
import { appoint } from '#src/organisation/acting-commands.ts'
import { appointed } from '../support/acting.ts'
import { actorOf } from '../support/cases.ts'
import {
  openBrowser,
  password,
  signIn,
  startService,
  type Browser,
  type CastMember,
  type Fields,
  type Service,
} from '../support/service.ts'

const page = '/en/staff/acting'

/** A form that is right in itself; a head's has nobody to choose as away. */
function form({ cast }: Service, changes: Fields = {}): Fields {
  return {
    acting: String(cast.officer.id),
    from: '2/11/2569',
    to: '6 พ.ย. 2569',
    orderNumber: '123/2569',
    ...changes,
  }
}

function all({ services }: Service) {
  return services.db.read.select().from(actingAppointments).orderBy(actingAppointments.id)
}

function end(browser: Browser, id: number) {
  return browser.post(`${page}/${id}/end`, {}, { from: '/staff/password' })
}

/** Enters all of these at the same moment; what became of each. */
function atOnce(
  service: Service,
  wanted: readonly { absent: CastMember; acting: CastMember; by: CastMember }[],
): Promise<string[]> {
  const { cast, services } = service
  return Promise.all(
    wanted.map(async ({ absent, acting, by }) => {
      const days = { from: '2026-11-02', to: '2026-11-06', orderNumber: '1/2569' }
      const people = { absent: cast[absent].id, acting: cast[acting].id }
      const result = await appoint(services, { ...people, ...days }, actorOf(service, by))
      return 'fault' in result ? result.fault.fault : 'appointed'
    }),
  )
}

describe('who may name an acting officer', () => {
  it.each(['officer', 'admin', 'auditor'] as const)('is not the %s', async (member) => {
    const service = await startService()
    const id = await appointed(service, { absent: 'head', acting: 'colleague' })
    const browser = await signIn(service, member)
    expect((await browser.get(page)).statusCode).toBe(403)
    const sent = await browser.post(page, form(service), { from: '/staff/password' })
    expect(sent.statusCode).toBe(403)
    expect((await end(browser, id)).statusCode).toBe(403)
    expect(await all(service)).toMatchObject([{ id, endedAt: null }])
    expect((await browser.get('/en/staff')).body).not.toContain('/staff/acting"')
  })

  it('is not whoever only acts as head or executive', async () => {
    const service = await startService()
    await appointed(service, { absent: 'executive', acting: 'officer' })
    const browser = await signIn(service, 'officer')
    expect((await browser.get(page)).statusCode).toBe(403)
  })

  it('is a head for themselves, with both names and the order number on the page', async () => {
    const service = await startService()
    const { cast } = service
    const browser = await signIn(service, 'head')
    expect((await browser.get('/en/staff')).body).toContain('href="/en/staff/acting"')
    const answer = await browser.post(page, form(service))
    expect(answer.statusCode).toBe(303)
    expect(await all(service)).toMatchObject([
      {
        absentId: cast.head.id,
        actingId: cast.officer.id,
        appointedById: cast.head.id,
        from: '2026-11-02',
        to: '2026-11-06',
        orderNumber: '123/2569',
        endedAt: null,
      },
    ])
    const { body } = await browser.get(String(answer.headers.location))
    expect(body).toContain('The acting officer was entered')
    expect(body).toMatch(
      /ผู้ใช้ officer<[\s\S]*ผู้ใช้ head<[\s\S]*2\u00a0Nov\u00a02026 to 6\u00a0Nov\u00a02026/,
    )
    expect(body).toContain('123/2569')
  })

  it('is a head for nobody else', async () => {
    const service = await startService()
    const browser = await signIn(service, 'head')
    const absent = String(service.cast.head2.id)
    const answer = await browser.post(page, form(service, { absent }))
    expect(answer.statusCode).toBe(422)
    expect(await all(service)).toEqual([])
  })

  it.each([
    ['executive', 'executive', 303],
    ['executive', 'head', 303],
    ['executive', 'head2', 303],
    ['executive', 'secretary', 422],
    ['secretary', 'head', 303],
    ['secretary', 'executive', 303],
    ['secretary', 'officer2', 422],
    ['secretary', 'admin', 422],
  ] as const)('the %s for the %s: %i', async (member, absent, status) => {
    const service = await startService()
    const browser = await signIn(service, member)
    const answer = await browser.post(
      page,
      form(service, { absent: String(service.cast[absent].id) }),
    )
    expect(answer.statusCode).toBe(status)
    expect(await all(service)).toHaveLength(status === 303 ? 1 : 0)
    if (status === 422)
      expect(answer.body).toContain('you cannot name anybody to act for this person')
  })

  it('is no executive for another', async () => {
    const service = await startService()
    const { cast, services } = service
    await services.db.write((tx) =>
      tx
        .update(accounts)
        .set({ role: 'executive', divisionId: null })
        .where(eq(accounts.id, cast.head2.id)),
    )
    const browser = await signIn(service, 'executive')
    const answer = await browser.post(page, form(service, { absent: String(cast.head2.id) }))
    expect(answer.statusCode).toBe(422)
  })
})

describe('who can act', () => {
  it.each([
    ['head', 'head', 'You cannot name yourself'],
    ['secretary', 'secretary', 'You cannot name yourself'],
    ['secretary', 'head', 'Somebody else than the person who is away'],
    ['secretary', 'admin', 'this person cannot act for others'],
    ['secretary', 'auditor', 'this person cannot act for others'],
  ] as const)('entered by the %s, not the %s', async (member, acting, sentence) => {
    const service = await startService()
    const browser = await signIn(service, member)
    const answer = await browser.post(
      page,
      form(service, {
        ...(member === 'secretary' && { absent: String(service.cast.head.id) }),
        acting: String(service.cast[acting].id),
      }),
    )
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(sentence)
    expect(await all(service)).toEqual([])
  })

  it.each(['officer', 'officer2', 'head2', 'secretary', 'executive'] as const)(
    'is the %s',
    async (acting) => {
      const service = await startService()
      const browser = await signIn(service, 'head')
      const sent = form(service, { acting: String(service.cast[acting].id) })
      expect((await browser.post(page, sent)).statusCode).toBe(303)
    },
  )

  it('is nobody whose account is closed', async () => {
    const service = await startService()
    const { cast, services } = service
    await services.db.write((tx) =>
      tx.update(accounts).set({ isActive: false }).where(eq(accounts.id, cast.officer.id)),
    )
    const browser = await signIn(service, 'head')
    expect((await browser.get(page)).body).not.toContain('ผู้ใช้ officer,')
    expect((await browser.post(page, form(service))).statusCode).toBe(422)
  })
})

describe('the form', () => {
  const wrong: [Fields, string][] = [
    [{ acting: '' }, 'Choose who acts'],
    [{ acting: 'x' }, 'Choose who acts'],
    [{ acting: ['1', '2'] }, 'sent more than once'],
    [{ orderNumber: ' ' }, 'Enter the order number'],
    [{ orderNumber: 'ก'.repeat(101) }, '100'],
    [{ from: '' }, 'Enter the first day'],
    [{ from: 'tomorrow' }, 'Enter a day with a year of four digits'],
    [{ to: '' }, 'Enter the last day'],
    [{ to: '31/02/2570' }, 'Enter a day with a year of four digits'],
    [{ from: '5/11/2569', to: '4/11/2569' }, 'The last day cannot be before the first'],
    [{ from: '1/10/2569', to: '1/11/2569' }, 'The last day has passed'],
    [{ from: '2/11/2569', to: '2/11/2570' }, 'a year at the most'],
    [{ from: '2/11/2570', to: '3/11/2570' }, 'more than a year ahead'],
    [{ absent: '1' }, 'something we do not know'],
    [{ endedAt: '1' }, 'something we do not know'],
  ]

  it.each(wrong)('is not taken with %o', async (changes, sentence) => {
    const service = await startService()
    const browser = await signIn(service, 'head')
    const answer = await browser.post(page, form(service, changes))
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(sentence)
    if (!('orderNumber' in changes)) expect(answer.body).toContain('value="123/2569"')
    expect(await all(service)).toEqual([])
  })

  it('says all that is missing at once', async () => {
    const service = await startService()
    const browser = await signIn(service, 'secretary')
    const { body, statusCode } = await browser.post(page, {})
    expect(statusCode).toBe(422)
    const missing = ['who is away', 'who acts', 'the first day', 'the last day', 'the order number']
    for (const what of missing) expect(body).toContain(what)
  })

  it.each([
    ['๒ พฤศจิกายน พ.ศ. ๒๕๖๙', '๑/๑๑/๒๕๗๐'],
    ['2026-11-02', '1 November 2027'],
  ])('takes the days %s and %s', async (from, to) => {
    const service = await startService()
    const browser = await signIn(service, 'head')
    expect((await browser.post(page, form(service, { from, to }))).statusCode).toBe(303)
    expect(await all(service)).toMatchObject([{ from: '2026-11-02', to: '2027-11-01' }])
  })

  it('takes an order that began before it was entered', async () => {
    const service = await startService()
    const browser = await signIn(service, 'head')
    const sent = form(service, { from: '26/10/2569' })
    expect((await browser.post(page, sent)).statusCode).toBe(303)
  })
})

describe('two appointments', () => {
  it('of one absent person never share a day', async () => {
    const service = await startService()
    await appointed(service, {
      absent: 'head',
      acting: 'officer',
      from: '2026-11-04',
      to: '2026-11-06',
    })
    const browser = await signIn(service, 'head')
    const acting = String(service.cast.colleague.id)
    for (const [from, to, status] of [
      ['6/11/2569', '9/11/2569', 422],
      ['2/11/2569', '4/11/2569', 422],
      ['2/11/2569', '30/11/2569', 422],
      ['5/11/2569', '5/11/2569', 422],
      ['2/11/2569', '3/11/2569', 303],
      ['7/11/2569', '8/11/2569', 303],
    ] as const) {
      const answer = await browser.post(page, form(service, { acting, from, to }))
      expect([from, to, answer.statusCode]).toEqual([from, to, status])
      if (status === 422) expect(answer.body).toContain('Somebody acts for this person on some')
    }
  })

  it('are never entered for the same days at the same moment', async () => {
    const service = await startService()
    const browsers = [
      await signIn(service, 'head'),
      await signIn(service, 'executive'),
      await signIn(service, 'secretary'),
    ]
    for (const browser of browsers) await browser.get(page)
    const absent = String(service.cast.head.id)
    const answers = await Promise.all(
      browsers.map((browser, i) => browser.post(page, form(service, i > 0 ? { absent } : {}))),
    )
    const statuses = answers.map(({ statusCode }) => statusCode)
    expect(statuses.toSorted((a, b) => a - b)).toEqual([303, 422, 422])
    expect(await all(service)).toHaveLength(1)

    const acting = ['officer', 'colleague', 'officer2', 'head', 'secretary'] as const
    const tries = await atOnce(
      service,
      acting.map((one) => ({ absent: 'head2', acting: one, by: 'executive' })),
    )
    expect(tries.toSorted()).toEqual(['appointed', ...acting.slice(1).map(() => 'overlaps')])
  })

  it('never make two people act for each other, even when entered at the same moment', async () => {
    const service = await startService()
    const tries = await atOnce(service, [
      { absent: 'head', acting: 'head2', by: 'head' },
      { absent: 'head2', acting: 'head', by: 'head2' },
      { absent: 'head', acting: 'head2', by: 'executive' },
      { absent: 'head2', acting: 'head', by: 'secretary' },
    ])
    expect(tries.filter((one) => one === 'appointed')).toHaveLength(1)
    expect(tries.filter((one) => one === 'for-each-other')).toHaveLength(2)

    const [appointment] = await all(service)
    const [other, away] =
      appointment?.absentId === service.cast.head.id
        ? (['head2', 'head'] as const)
        : (['head', 'head2'] as const)
    const browser = await signIn(service, other)
    const refused = await browser.post(
      page,
      form(service, { acting: String(service.cast[away].id) }),
    )
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('the person who is away acts for this one')
  })

  it('never make one person act for two executives, but for two heads', async () => {
    const service = await startService()
    const { cast, services } = service
    await services.db.write((tx) =>
      tx
        .update(accounts)
        .set({ role: 'executive', divisionId: null })
        .where(eq(accounts.id, cast.colleague.id)),
    )
    await appointed(service, { absent: 'executive', acting: 'head' })
    const browser = await signIn(service, 'secretary')
    const acting = String(cast.head.id)
    const second = form(service, { absent: String(cast.colleague.id), acting })
    const refused = await browser.post(page, second)
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('this person acts for another executive')
    const later = { from: '3/11/2569', to: '4/11/2569' }
    expect((await browser.post(page, { ...second, ...later })).statusCode).toBe(303)
    const alsoForHead = form(service, { absent: String(cast.head2.id), acting })
    expect((await browser.post(page, alsoForHead)).statusCode).toBe(303)
  })
})

describe('ending it early', () => {
  it('leaves the days for somebody else from the same day on, and the record of what was', async () => {
    const service = await startService()
    const id = await appointed(service, { absent: 'head', acting: 'officer', to: '2026-11-06' })
    const browser = await signIn(service, 'head')
    service.time.now += 600_000
    const ended = await end(browser, id)
    expect(ended.statusCode).toBe(303)
    const { body } = await browser.get(String(ended.headers.location))
    expect(body).toContain('The acting has ended')
    expect(body).toContain('Ended early on 2\u00a0Nov 2026, 10:10')
    expect(body).toContain('Nobody acts for anybody at the moment')
    const acting = String(service.cast.colleague.id)
    expect((await browser.post(page, form(service, { acting }))).statusCode).toBe(303)
  })

  it('is done once, however often it is pressed', async () => {
    const service = await startService()
    const id = await appointed(service, { absent: 'head', acting: 'officer' })
    const browser = await signIn(service, 'secretary')
    expect((await end(browser, id)).statusCode).toBe(303)
    const at = service.time.now
    service.time.now += 60_000
    expect((await end(browser, id)).statusCode).toBe(303)
    expect(await all(service)).toMatchObject([{ endedAt: at }])
  })

  it('calls off what has not begun', async () => {
    const service = await startService()
    const days = { from: '2026-11-04', to: '2026-11-06' }
    const id = await appointed(service, { absent: 'head', acting: 'officer', ...days })
    const browser = await signIn(service, 'executive')
    expect((await browser.get(page)).body).toContain('Call off')
    await end(browser, id)
    const { body } = await browser.get(page)
    expect(body).toContain('Called off before it began')
    expect(body).toContain('Nothing is to come')
  })

  it.each([
    ['head2', 'head'],
    ['head', 'executive'],
  ] as const)('is not for the %s, where the %s is away', async (member, absent) => {
    const service = await startService()
    const id = await appointed(service, { absent, acting: 'officer' })
    const browser = await signIn(service, member)
    expect((await browser.get(page)).body).not.toContain('End it now')
    expect((await end(browser, id)).statusCode).toBe(404)
    expect(await all(service)).toMatchObject([{ endedAt: null }])
  })

  it('has no page for what is not there', async () => {
    const service = await startService()
    const browser = await signIn(service, 'head')
    expect((await end(browser, 999)).statusCode).toBe(404)
    const odd = await browser.post(`${page}/abc/end`, {}, { from: '/staff/password' })
    expect(odd.statusCode).toBe(404)
  })
})

it('is listed without effect while an account is closed', async () => {
  const service = await startService()
  await appointed(service, { absent: 'head', acting: 'officer' })
  const browser = await signIn(service, 'secretary')
  expect((await browser.get(page)).body).not.toContain('Without effect')
  await service.services.db.write((tx) =>
    tx.update(accounts).set({ isActive: false }).where(eq(accounts.id, service.cast.head.id)),
  )
  expect((await browser.get(page)).body).toContain('Without effect')
})

it('leaves a line in the log that names nobody', async () => {
  const lines: string[] = []
  const service = await startService({ log: { write: (line) => void lines.push(line) } })
  const browser = await signIn(service, 'head')
  await browser.post(page, form(service))
  const [appointment] = await all(service)
  await end(browser, appointment?.id ?? 0)
  const log = lines.join('')
  const by = service.cast.head.id
  expect(log).toContain(`"appointment":${appointment?.id},"by":${by},"msg":"acting begun"`)
  expect(log).toContain(`"appointment":${appointment?.id},"by":${by},"msg":"acting ended"`)
  expect(log).not.toContain('123/2569')
})

describe('the rules', () => {
  const held: Held = {
    absentId: 1,
    absentRole: 'executive',
    actingId: 2,
    from: '2026-11-04',
    to: '2026-11-06',
    endedAt: null,
  }
  const wanted = {
    absentId: 3,
    absentRole: 'head' as const,
    actingId: 4,
    from: '2026-11-06',
    to: '2026-11-09',
  }
  const noon = (day: string) => Date.parse(`${day}T12:00:00+07:00`)

  it.each([
    ['others', {}, undefined],
    ['the same absent person', { absentId: 1 }, 'overlaps'],
    ['a day later', { absentId: 1, from: '2026-11-07' }, undefined],
    ['the other way round', { absentId: 2, actingId: 1 }, 'for-each-other'],
    ['another executive', { absentRole: 'executive', actingId: 2 }, 'two-executives'],
    ['a head beside the executive', { actingId: 2 }, undefined],
  ] as const)('see a clash, or none, with %s', (_, changes, fault) => {
    expect(clashWith({ ...wanted, ...changes }, [held])?.fault).toBe(fault)
  })

  it('count what was ended early up to the day before', () => {
    const same = { ...wanted, absentId: 1, from: '2026-11-05' }
    const endedOn = (day: string) => [{ ...held, endedAt: noon(day) }]
    expect(clashWith(same, endedOn('2026-11-06'))?.fault).toBe('overlaps')
    expect(clashWith(same, endedOn('2026-11-05'))).toBeUndefined()
    expect(clashWith(same, endedOn('2026-11-01'))).toBeUndefined()
    expect(clashWith(same, endedOn('2026-11-30'))?.fault).toBe('overlaps')
  })

  it('let an order last a year, and no day longer', () => {
    const period = { from: '2026-11-02', to: '2027-11-01' }
    expect(faultOfPeriod(period, '2026-11-02')).toBeUndefined()
    expect(faultOfPeriod({ ...period, to: '2027-11-02' }, '2026-11-02')).toBe('too-long')
  })

  it('begin and end at midnight in Bangkok', () => {
    const at = (time: string) => stateOf(held, Date.parse(`${time}+07:00`))
    expect(at('2026-11-03T23:59:59')).toBe('coming')
    expect(at('2026-11-04T00:00:00')).toBe('now')
    expect(at('2026-11-06T23:59:59')).toBe('now')
    expect(at('2026-11-07T00:00:00')).toBe('over')
  })
})

const members: readonly CastMember[] = ['head', 'executive', 'secretary']
it.each(members)('shows the page to the %s, with its form', async (member) => {
  const service = await startService()
  const browser = openBrowser(service)
  await browser.post('/staff/sign-in', { username: member, password })
  const { body, statusCode } = await browser.get(page)
  expect(statusCode).toBe(200)
  expect(body.includes('name="absent"')).toBe(member !== 'head')
  expect(body).toContain('name="acting"')
})
