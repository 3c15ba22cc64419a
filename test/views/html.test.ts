import { expect, it } from 'vitest'
import { html, isSafeHtml } from '#views/html.ts'

it('escapes whatever is not finished HTML, also in lists', () => {
  const typed = `<b title="x" lang='y'>&`
  const escaped = '&lt;b title=&quot;x&quot; lang=&#39;y&#39;&gt;&amp;'
  expect(String(html`<p>${typed}</p>`)).toBe(`<p>${escaped}</p>`)
  expect(String(html`${[typed, [html`<i>${typed}</i>`]]}`)).toBe(`${escaped}<i>${escaped}</i>`)
})

it('takes finished HTML as it is, once', () => {
  const part = html`<i>${'a & b'}</i>`
  expect(isSafeHtml(part)).toBe(true)
  expect(String(html`<p>${part}${part}</p>`)).toBe('<p><i>a &amp; b</i><i>a &amp; b</i></p>')
})

it('prints numbers, and nothing for what is absent or a bare condition', () => {
  expect(String(html`${0}|${1.5}|${null}${undefined}${false}${true}|`)).toBe('0|1.5||')
})
