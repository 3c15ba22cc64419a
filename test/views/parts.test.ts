import { html } from '#views/html.ts'
import { describe, expect, it } from 'vitest'
import { page } from '#views/layout.ts'
import { button } from '#views/parts/buttons.ts'
import { radios } from '#views/parts/choices.ts'
import * as dates from '#views/parts/dates.ts'
import { select, textArea, textInput } from '#views/parts/field.ts'
import { errorOf, errorSummary } from '#views/parts/forms.ts'
import { pager } from '#views/parts/navigation.ts'
import { groupedCode } from '#views/parts/receipt-panel.ts'
import { fileSize } from '#views/parts/sizes.ts'
import { writtenText } from '#views/parts/written-text.ts'
import type { Reader } from '#views/reader.ts'
import { wordsIn } from '#views/words/words.ts'

const thai: Reader = {
  language: 'th',
  words: wordsIn.th,
  path: '/track?from=1',
  csrfToken: 'token',
}
const english: Reader = { ...thai, language: 'en', words: wordsIn.en }
const nbsp = '\u00a0'

describe('dates', () => {
  const tenThirty = Date.parse('2026-11-24T10:30:00+07:00')
  const beforeMidnight = Date.parse('2026-11-24T23:59:00+07:00')

  it('writes a day in the Buddhist era for Thai and the common era for English', () => {
    expect(dates.longDay('th', '2026-11-24')).toBe(`24${nbsp}พฤศจิกายน 2569`)
    expect(dates.longDay('en', '2026-11-24')).toBe(`24${nbsp}November 2026`)
    expect(dates.shortDay('th', '2026-01-01')).toBe(`1${nbsp}ม.ค. 2569`)
  })

  it('names the weekday, and for English the Thai year where it may be asked for', () => {
    expect(dates.fullDay('th', '2026-12-08')).toBe(`วันอังคารที่${nbsp}8${nbsp}ธันวาคม 2569`)
    expect(dates.fullDay('en', '2026-12-08')).toBe(`Tuesday 8${nbsp}December 2026`)
    expect(dates.legalDay('en', '2026-12-08')).toBe(
      `Tuesday 8${nbsp}December 2026 (B.E.${nbsp}2569)`,
    )
  })

  it('reads an instant as Bangkok does, up to the last minute of the day', () => {
    expect(dates.shortMoment('th', tenThirty)).toBe(`24${nbsp}พ.ย. 2569 10:30${nbsp}น.`)
    expect(dates.shortMoment('en', tenThirty)).toBe(`24${nbsp}Nov 2026, 10:30`)
    expect(dates.shortMoment('th', beforeMidnight)).toBe(`24${nbsp}พ.ย. 2569 23:59${nbsp}น.`)
  })

  it('names a month', () => {
    expect(dates.monthName('th', '2026-11')).toBe(`พฤศจิกายน${nbsp}2569`)
    expect(dates.monthName('en', '2026-11')).toBe(`November${nbsp}2026 (B.E.${nbsp}2569)`)
  })

  it('tells machines the same', () => {
    expect(String(dates.dayTag('th', '2026-11-24'))).toContain('<time datetime="2026-11-24">')
    expect(String(dates.momentTag('en', tenThirty))).toContain('datetime="2026-11-24T10:30+07:00"')
  })
})

describe('sizes', () => {
  it('writes bytes for people', () => {
    expect([0, 1023, 87_654, 1_258_291, 10_485_760].map(fileSize)).toEqual(
      ['0 B', '1023 B', '86 KB', '1.2 MB', '10 MB'].map((size) => size.replace(' ', nbsp)),
    )
  })
})

describe('fields', () => {
  it('describe themselves by hint and error only where there are any', () => {
    const plain = String(textInput(thai, { name: 'subject', label: 'เรื่อง' }))
    expect(plain).not.toContain('aria-describedby')
    expect(plain).toContain('id="subject"')

    const full = String(
      textInput(thai, { name: 'subject', label: 'เรื่อง', hint: 'สั้น ๆ', error: 'กรอกเรื่อง' }),
    )
    expect(full).toContain('aria-describedby="subject-hint subject-error"')
  })

  it('keep what was typed, and cannot be broken out of', () => {
    const value = '"><script>alert(1)</script>'
    const field = String(textInput(thai, { name: 'subject', label: 'เรื่อง', value }))
    expect(field).not.toContain('<script>')
    expect(field).toContain('value="&quot;&gt;&lt;script&gt;')
  })

  it('keep the first line of a text even when it is empty', () => {
    const field = String(textArea(thai, { name: 'details', label: 'รายละเอียด', value: '\nสอง' }))
    expect(field).toContain('>\n\nสอง</textarea>')
  })

  it('say the limit of a text with and without the script', () => {
    const field = String(
      textArea(english, { name: 'details', label: 'Details', maxGraphemes: 4000 }),
    )
    expect(field).toContain('data-max-graphemes="4000"')
    expect(field).toContain('up to 4,000 characters')
    expect(field).toContain('aria-describedby="details-count"')
  })

  it('choose what was chosen', () => {
    const items = [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B' },
    ]
    expect(String(select(thai, { name: 'x', label: 'X', items, value: 'b' }))).toMatch(
      /value="b"\s+selected/,
    )
    const choices = String(radios(thai, { name: 'x', label: 'X', items, value: 'b' }))
    expect(choices).toMatch(/id="x-b"[^>]*checked/)
    expect(choices).toContain('id="x"')
  })
})

describe('the error summary', () => {
  const errors = [{ field: 'subject', message: 'กรอกเรื่อง' }]

  it('leads to each field, in the words that stand beside it', () => {
    expect(String(errorSummary(thai, errors))).toContain('<a href="#subject">กรอกเรื่อง</a>')
    expect(errorOf(errors, 'subject')).toBe('กรอกเรื่อง')
  })

  it('is not there when nothing is wrong', () => {
    expect(errorSummary(thai, [])).toBeUndefined()
    expect(pager(thai, {})).toBeUndefined()
  })
})

describe('codes and texts', () => {
  it('shows a code in fours and spells it for the ear', () => {
    const code = String(groupedCode('ABCD-2345-WXYZ-6789'))
    expect(code.replaceAll(/<[^>]+>/g, '')).toContain('ABCD-2345-WXYZ-6789')
    expect(code).toContain('A B C D 2 3 4 5 W X Y Z 6 7 8 9')
  })

  it('keeps a repetition mark with its word and lets htmx ignore what people write', () => {
    const text = String(writtenText('ต่าง ๆ <a hx-get="/x">'))
    expect(text).toContain(`ต่าง${nbsp}ๆ &lt;a`)
    expect(text).toContain('hx-ignore')
  })
})

describe('the page', () => {
  const main = html`<h1>ติดตาม</h1>`

  it('offers the same page in the other language', () => {
    expect(String(page(thai, { title: 'ติดตาม' }, main))).toContain('href="/en/track?from=1"')
    expect(String(page(english, { title: 'Follow' }, main))).toContain('href="/track?from=1"')
  })

  it('says in its title that something is wrong, before anything else', () => {
    expect(String(page(thai, { title: 'ติดตาม', error: true }, main))).toContain(
      '<title>ข้อผิดพลาด: ติดตาม – คำขอข้อมูลข่าวสาร – กรมอาเซียน',
    )
  })

  it('shows staff who they are and what is theirs, and no public help', () => {
    const staff = { name: 'สมชาย ใจดี', role: 'officer', division: 'กอง ก' } as const
    const document = String(page({ ...thai, staff }, { title: 'รายการ', section: 'queue' }, main))
    expect(document).toContain('สมชาย ใจดี')
    expect(document).toContain('action="/staff/sign-out"')
    expect(document).toContain('href="/staff/requests/new"')
    expect(document).not.toContain('/staff/reports')
    expect(document).not.toContain('id="help-title"')
  })

  it('has nothing inline that the policy would refuse', () => {
    const document = String(page(thai, { title: 'ติดตาม' }, html`${main}${button('ส่ง')}`))
    expect(document).not.toMatch(/\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|<style/)
  })

  it('writes no value that was left out', () => {
    const document = String(page(thai, { title: 'ติดตาม' }, main))
    expect(document).not.toMatch(
      />\s*(undefined|null|true|false|NaN|\[object \w+\])\s*<|="(undefined|null|NaN)/,
    )
  })
})
