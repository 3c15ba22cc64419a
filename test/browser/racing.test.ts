import { expect, it } from 'vitest'
import type { ActionForm, StaffAction } from '#src/requests/action-forms.ts'
import { takeAction } from '#src/requests/commands.ts'
import { accounts } from '#src/database/schema.ts'
import { addAccount } from '#src/staff/store.ts'
import {
  bothWindows,
  describeInBrowser,
  named,
  signInAtWindow,
  startSite,
  type Site,
} from '../support/browser.ts'
import { noCopies } from '../support/cases.ts'
import { submitRequest } from '../support/service.ts'

describeInBrowser('two people with the same request', () => {
  it.each(named(bothWindows))(
    'approve it once; whoever was slower hears who was quicker and keeps the text ($title)',
    async (window) => {
      const site = await startSite()
      const reference = await aProposal(site)
      await addDeputy(site)
      const head = await signInAtWindow(site, 'head', window)
      const deputy = await signInAtWindow(site, 'deputy', window)
      const { actions, movedOn, done } = head.words.caseFile
      for (const one of [head, deputy]) await one.open(`/staff/requests/${reference}/approve`)
      await deputy.field('note').fill('เห็นชอบ แต่ขอให้แนบตารางด้วยในครั้งหน้า')

      expect(await head.press(actions.approve.button)).toBe(200)
      await head.see(done.approve)
      expect(await deputy.press(actions.approve.button)).toBe(409)
      await deputy.see(movedOn.notSaved)
      await deputy.see('ผู้ใช้ head')
      const kept = deputy.page.getByLabel(movedOn.field.note, { exact: true })
      expect(await kept.inputValue()).toBe('เห็นชอบ แต่ขอให้แนบตารางด้วยในครั้งหน้า')
      expect(await deputy.page.locator('.next-step .govuk-button').count()).toBe(0)
    },
  )

  it('press the button at the very same moment: one approves, the other is told', async () => {
    const site = await startSite()
    const reference = await aProposal(site)
    await addDeputy(site)
    const people = [await signInAtWindow(site, 'head'), await signInAtWindow(site, 'deputy')]
    for (const one of people) await one.open(`/staff/requests/${reference}/approve`)
    const statuses = await Promise.all(
      people.map((one) => one.press(one.words.caseFile.actions.approve.button)),
    )
    expect(statuses.toSorted((one, other) => one - other)).toEqual([200, 409])
  })

  it.each(named(bothWindows))(
    'accept it once; the colleague who was slower can still add a note ($title)',
    async (window) => {
      const site = await startSite()
      const { reference } = await submitRequest(site, { topic: String(site.cast.topics.first) })
      const officer = await signInAtWindow(site, 'officer', window)
      const colleague = await signInAtWindow(site, 'colleague', window)
      const { actions, movedOn, done } = officer.words.caseFile
      await officer.open(`/staff/requests/${reference}/accept`)
      await officer.field('note').fill('รับไว้ดำเนินการ')
      await colleague.open(`/staff/requests/${reference}/accept`)
      await colleague.press(actions.accept.button)
      expect(await officer.press(actions.accept.button)).toBe(409)
      await officer.see(movedOn.notSaved)

      await officer.open(`/staff/requests/${reference}/note`)
      await officer.field('note').fill('โทรหาผู้ขอแล้ว')
      await officer.press(actions.note.button)
      await officer.see(done.note)
    },
  )

  it.each(named(bothWindows))(
    'do not approve an answer they have not read: another one was proposed meanwhile ($title)',
    async (window) => {
      const site = await startSite()
      const reference = await aProposal(site)
      const head = await signInAtWindow(site, 'head', window)
      const { actions, movedOn, done } = head.words.caseFile
      await head.open(`/staff/requests/${reference}/approve`)
      await head.field('note').fill('อนุมัติตามที่เสนอ')
      await act(site, 'head', 'send-back', reference, { seen: undefined, note: 'แก้เลขที่หนังสือ' })
      await propose(site, reference, 'ส่งข้อมูลที่แก้ไขแล้วมาพร้อมนี้')

      expect(await head.press(actions.approve.button)).toBe(409)
      await head.see(movedOn.stillOpen)
      await head.see('ส่งข้อมูลที่แก้ไขแล้วมาพร้อมนี้')
      expect(await head.field('note').inputValue()).toBe('อนุมัติตามที่เสนอ')
      expect(await head.press(actions.approve.button)).toBe(200)
      await head.see(done.approve)
    },
  )
})

/** A request whose answer waits for the head of the first division. */
async function aProposal(site: Site): Promise<string> {
  const { reference } = await submitRequest(site, { topic: String(site.cast.topics.first) })
  await act(site, 'officer', 'accept', reference, { seen: undefined, note: '' })
  await propose(site, reference, 'ส่งข้อมูลมาพร้อมนี้')
  return reference
}

function propose(site: Site, reference: string, reply: string): Promise<void> {
  return act(site, 'officer', 'propose', reference, {
    seen: undefined,
    note: '',
    ...noCopies,
    outcome: 'disclosed',
    reply,
    agency: '',
    grounds: [],
    sensitive: false,
  })
}

async function act<A extends StaffAction>(
  { services, cast }: Site,
  role: 'officer' | 'head',
  action: A,
  reference: string,
  form: ActionForm<A>,
): Promise<void> {
  const { id: accountId, divisionId } = cast[role]
  await takeAction(services, action, reference, { role, accountId, divisionId }, form)
}

/** A second head of the first division, with the password of the cast. */
async function addDeputy({ services, cast }: Site): Promise<void> {
  const [known] = await services.db.read
    .select({ passwordHash: accounts.passwordHash })
    .from(accounts)
    .limit(1)
  await services.db.write((tx) =>
    addAccount(tx, {
      username: 'deputy',
      name: 'ผู้ใช้ deputy',
      role: 'head',
      divisionId: cast.head.divisionId,
      passwordHash: known?.passwordHash ?? '',
      createdAt: services.clock(),
    }),
  )
}
