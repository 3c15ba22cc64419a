import { describe, expect, it } from 'vitest'
import { breakIntoLines } from '#src/paper/lines.ts'

describe('a line', () => {
  const widthOf = (text: string) => text.replaceAll(/\p{M}/gu, '').length
  const broken = (text: string, width: number, onlyAtSpaces = false) =>
    breakIntoLines(text, { widthOf, width, onlyAtSpaces }).map((line) => line.text)

  it('ends between Thai words, never inside one', () => {
    expect(broken('คณะกรรมการข้อมูลข่าวสารของราชการ', 12)).toEqual([
      'คณะกรรมการ',
      'ข้อมูลข่าวสาร',
      'ของราชการ',
    ])
  })

  it('does not end where the dictionary cuts a word in two', () => {
    for (let width = 12; width < 24; width += 1)
      for (const line of broken('จึงแจ้งให้ท่านทราบก่อนพิจารณา', width).slice(0, -1))
        expect(line).not.toMatch(/ท่า$|ท่านท$|นท$/)
  })

  it('keeps a day and its number together', () => {
    expect(broken('ยื่นได้คือวันอังคารที่ 17', 16)).toEqual(['ยื่นได้คือ', 'วันอังคารที่ 17'])
    expect(broken('คำขอลงวันที่ ๖', 9)).toEqual(['คำขอลง', 'วันที่ ๖'])
  })

  it('keeps a reference, an address and a number whole', () => {
    expect(broken('หมายเลข 69-000123-7 ครับ', 19)).toEqual(['หมายเลข 69-000123-7', 'ครับ'])
    expect(broken('ถาม somchai.jaidee@example.com ได้', 26)).toEqual([
      'ถาม',
      'somchai.jaidee@example.com',
      'ได้',
    ])
    expect(broken('หมายเลข 69-000123-7', 12)).toEqual(['หมายเลข', '69-000123-7'])
    expect(broken('จ่าย 1,234.50 บาท', 11)).toEqual(['จ่าย', '1,234.50', 'บาท'])
  })

  it('does not begin with a mark that belongs to the word before', () => {
    expect(broken('เรื่องอื่น ๆ', 7)).toEqual(['เรื่อง', 'อื่น ๆ'])
    expect(broken('พระราชบัญญัติ พ.ศ. 2540', 14)).toEqual(['พระราชบัญญัติ', 'พ.ศ. 2540'])
    expect(broken('เปิดเผย (มาตรา 15)', 10)).toEqual(['เปิดเผย', '(มาตรา 15)'])
  })

  it('breaks what is wider than itself, but never a letter from its marks', () => {
    const lines = broken('ก็่'.repeat(25), 10)
    expect(lines.map(widthOf)).toEqual([10, 10, 5])
    expect(lines.every((line) => /^(ก็่)+$/.test(line))).toBe(true)
    expect(broken('a'.repeat(25), 10).map(widthOf)).toEqual([10, 10, 5])
  })

  it('breaks names and addresses at their spaces', () => {
    expect(broken('แขวงทุ่งพญาไท เขตราชเทวี', 16, true)).toEqual(['แขวงทุ่งพญาไท', 'เขตราชเทวี'])
  })
})
