import { expect, it } from 'vitest'
import { describeInBrowser, named, signInAtWindow, startSite } from '../support/browser.ts'

const windows = named([
  { language: 'th', javaScript: false },
  { language: 'en', javaScript: true },
])

const written = {
  th: {
    subject:
      'รายงานการประชุมรัฐมนตรีต่างประเทศอาเซียน ครั้งที่ ๕๘ และเอกสารประกอบการประชุมที่เกี่ยวข้องทั้งหมดของกรมอาเซียน',
    name: 'นางสาวตัวอย่าง ทดสอบ',
  },
  en: {
    subject:
      'Minutes of the 58th ASEAN Foreign Ministers’ Meeting and all papers of the department that belong to it',
    name: 'Ada Example',
  },
}

describeInBrowser('the slip for somebody at the counter', () => {
  it.each(windows)('prints on one sheet, A4 or A5: $title', async (options) => {
    const site = await startSite()
    const secretary = await signInAtWindow(site, 'secretary', options)
    await secretary.open('/staff/requests/new')
    await secretary.page.check('#main [name="channel"][value="post"]')
    const { subject, name } = written[options.language]
    const fields = { subject, details: subject, name, address: '1 ถนนตัวอย่าง กรุงเทพฯ 10400' }
    for (const [field, text] of Object.entries(fields)) await secretary.field(field).fill(text)
    expect(await secretary.press(secretary.words.counter.submit)).toBe(200)
    await secretary.see(/[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}/)
    for (const format of ['A4', 'A5'] as const) {
      const pdf = await secretary.page.pdf({ format })
      expect(pdf.toString('latin1').match(/\/Type \/Page\b/g), format).toHaveLength(1)
    }
  })
})
