import { describe, expect, it } from 'vitest'
import { setRule } from '../support/rules.ts'
import { openBrowser, startService, type Service } from '../support/service.ts'

/** The last page of the form before it is sent. */
async function checkPage(service: Service, accessForm: string): Promise<string> {
  const browser = openBrowser(service)
  await browser.post('/requests/new/information', { subject: 'ก', details: 'ข', accessForm })
  await browser.post('/requests/new/you', { name: 'ค', phone: '02 123 4567' })
  return (await browser.get('/requests/new/check')).body.replaceAll('\u00a0', ' ')
}

describe('what copies cost', () => {
  it('is nothing unless the department has set rates, and no page speaks of an amount', async () => {
    const service = await startService()
    expect(await checkPage(service, 'certified-copy')).not.toContain('บาท')
    const home = await openBrowser(service).get('/')
    expect(home.body).toContain('ไม่เสียเงิน')
  })

  it('is told before a request for copies is sent, and in the guide', async () => {
    const service = await startService()
    await setRule(service.services, 'fees', '2026-01-01', { page: 50, certification: 500 })
    const page = await checkPage(service, 'certified-copy')
    expect(page).toContain('สำเนากระดาษหน้าละ 0.50 บาท คำรับรองสำเนาแห่งละ 5 บาท')
    expect(await checkPage(service, 'file')).not.toContain('บาท')
    const guide = (await openBrowser(service).get('/en/guide')).body.replaceAll('\u00a0', ' ')
    expect(guide).toContain('A paper copy costs 0.50 baht a page')
    expect((await openBrowser(service).get('/')).body).not.toContain('ไม่เสียเงิน')
  })
})
