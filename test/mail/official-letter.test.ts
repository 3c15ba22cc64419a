import { describe, expect, it, vi } from 'vitest'
import { writeOfficialLetter } from '#src/mail/official-letter.ts'
import { composeOfficialLetter, type PaperFacts } from '#src/mail/paper.ts'
import {
  countPages,
  hasPoppler,
  popplerText,
  textLayer,
  withoutSpaces,
} from '../support/pdf-text.ts'

const monday = Date.parse('2026-11-02T10:00:00+07:00')

const head = {
  name: 'สมหญิง รักงาน',
  post: '',
  role: 'head',
  divisionTh: 'กองตัวอย่าง 1',
  divisionEn: 'Example Division 1',
} as const

const letterhead = {
  number: 'กต 0801/',
  nameTh: 'กรมอาเซียน กระทรวงการต่างประเทศ',
  nameEn: 'Department of ASEAN Affairs, Ministry of Foreign Affairs',
  addressTh: 'ถนนศรีอยุธยา แขวงทุ่งพญาไท เขตราชเทวี กรุงเทพฯ 10400',
  addressEn: 'Sri Ayudhya Road, Thung Phaya Thai, Ratchathewi, Bangkok 10400',
  phone: '0 2203 5000',
  email: '',
}

/** An ordinary decision; say only what matters. */
function someFacts({
  letter = {},
  infoRequest = {},
  ...changes
}: Omit<Partial<PaperFacts>, 'letter' | 'infoRequest'> & {
  letter?: Partial<PaperFacts['letter']>
  infoRequest?: Partial<PaperFacts['infoRequest']>
} = {}): PaperFacts {
  return {
    letter: {
      kind: 'decision',
      language: 'th',
      subject: '[กรมอาเซียน] ผลการพิจารณาคำขอหมายเลข 70-000001-5',
      body: 'เรียน นาย สมชาย ใจดี\n\nกรมพิจารณาคำขอแล้ว ดังนี้\n\nเปิดเผยทั้งหมด',
      toName: 'สมชาย ใจดี',
      postalAddress: '',
      registerNumber: '',
      createdAt: monday,
      ...letter,
    },
    infoRequest: {
      reference: '70-000001-5',
      title: 'นาย',
      name: 'สมชาย ใจดี',
      requesterKind: 'thai',
      address: '12 ถนนตัวอย่าง\nกรุงเทพฯ 10110',
      email: 'somchai@example.com',
      accessForm: 'file',
      channel: 'online',
      submittedAt: Date.parse('2026-10-24T21:00:00+07:00'),
      receivedOn: '2026-10-26',
      ...infoRequest,
    },
    letterhead,
    division: { th: 'กองตัวอย่าง 1', en: 'Example Division 1' },
    enclosed: { files: 0, pages: 0 },
    signer: head,
    signedFor: undefined,
    ...changes,
  }
}

function write(facts: Parameters<typeof someFacts>[0] = {}): Promise<Buffer> {
  return writeOfficialLetter(composeOfficialLetter(someFacts(facts)))
}

async function linesOf(facts: Parameters<typeof someFacts>[0] = {}): Promise<string[]> {
  return textLayer(await write(facts)).map((line) => line.trim().replaceAll('\u00a0', ' '))
}

/** Everything that Thai writing can do to a font, and to the breaking of lines. */
const marks =
  'ฟื้นปั้นปี๊ ฎู ฏุ ญู ฐู น้ำ กำ ก๊ำ ค้ำ ปี่ ป้า ฝั่ง เปิ้ล กี่ครั้ง ผู้ใหญ่ ชั้นใต้ดิน ๆ ฯลฯ “คำพูด” พ.ศ. ๒๕๔๐ สัตว์ ฤๅษี'
const longReply = `${marks} ขอเรียนว่าข้อมูลนี้ทั้งน้ำหนักและกำลังอยู่ที่ https://requests.example.go.th/library/${'long-path/'.repeat(20)} หรือถามที่ ${'somebody'.repeat(8)}@${'somewhere'.repeat(7)}.example.com `

describe('an official letter in Thai', () => {
  it('has everything that the form asks for, in its order', async () => {
    const lines = await linesOf({
      letter: { registerNumber: '123' },
      enclosed: { files: 2, pages: 12 },
    })
    expect(lines).toEqual([
      'ที่ กต ๐๘๐๑/๑๒๓',
      'กรมอาเซียน กระทรวงการต่างประเทศ',
      'ถนนศรีอยุธยา แขวงทุ่งพญาไท',
      'เขตราชเทวี กรุงเทพฯ ๑๐๔๐๐',
      '๒ พฤศจิกายน ๒๕๖๙',
      'เรื่อง',
      'ผลการพิจารณาคำขอหมายเลข 70-000001-5',
      'เรียน',
      'นาย สมชาย ใจดี',
      'อ้างถึง',
      'คำขอข้อมูลข่าวสารของราชการ หมายเลข 70-000001-5 ลงวันที่ ๒๔ ตุลาคม ๒๕๖๙',
      'สิ่งที่ส่งมาด้วย',
      'ไฟล์ข้อมูลข่าวสารที่เปิดเผย จำนวน ๒ ไฟล์ รวม ๑๒ หน้า',
      'กรมพิจารณาคำขอแล้ว ดังนี้',
      'เปิดเผยทั้งหมด',
      'ขอแสดงความนับถือ',
      '(สมหญิง รักงาน)',
      'ผู้อำนวยการกองตัวอย่าง ๑',
      'กองตัวอย่าง ๑',
      'โทร. ๐ ๒๒๐๓ ๕๐๐๐',
    ])
  })

  it('leaves dots for a number that the register has not given yet', async () => {
    expect((await linesOf())[0]).toMatch(/^ที่ กต ๐๘๐๑\/\.{10,}$/)
    const unnumbered = { ...letterhead, number: '' }
    expect((await linesOf({ letterhead: unnumbered }))[0]).toMatch(/^ที่ \.{20,}$/)
  })

  it('does not say the number of the department twice where somebody typed it whole', async () => {
    const [number] = await linesOf({ letter: { registerNumber: 'กต 0801/ว 7' } })
    expect(number).toBe('ที่ กต ๐๘๐๑/ว ๗')
  })

  it('says nothing of enclosures without any', async () => {
    expect(await linesOf()).not.toContain('สิ่งที่ส่งมาด้วย')
  })

  it.each([
    ['file', 'somchai@example.com', 'ไฟล์ข้อมูลข่าวสารที่เปิดเผย จำนวน ๑ ไฟล์'],
    ['file', '', 'สำเนาเอกสารที่เปิดเผย จำนวน ๑ รายการ'],
    ['paper-copy', 'somchai@example.com', 'สำเนาเอกสารที่เปิดเผย จำนวน ๑ รายการ'],
    ['certified-copy', '', 'สำเนาเอกสารที่มีคำรับรองถูกต้อง จำนวน ๑ รายการ'],
  ] as const)('encloses a %s for “%s” as what it is', async (accessForm, email, text) => {
    const lines = await linesOf({
      infoRequest: { accessForm, email },
      enclosed: { files: 1, pages: 0 },
    })
    expect(lines).toContain(text)
  })

  it('dates a request from the counter by the day it came, and one from the web by the day it was sent', async () => {
    const text = async (channel: 'counter' | 'online') =>
      (await linesOf({ infoRequest: { channel } })).join(' ')
    expect(await text('counter')).toContain('ลงวันที่ ๒๖ ตุลาคม ๒๕๖๙')
    expect(await text('online')).toContain('ลงวันที่ ๒๔ ตุลาคม ๒๕๖๙')
  })

  it.each([
    [{ title: 'นางสาว', name: 'ฟื้นปั้นปี๊ ฎู' }, 'นางสาว ฟื้นปั้นปี๊ ฎู'],
    [{ title: '', name: 'สมชาย ใจดี' }, 'คุณสมชาย ใจดี'],
    [{ title: '', name: 'บริษัท ตัวอย่าง จำกัด', requesterKind: 'juristic' }, 'บริษัท ตัวอย่าง จำกัด'],
  ] as const)('addresses %j politely', async (infoRequest, text) => {
    expect(await linesOf({ infoRequest })).toContain(text)
  })

  it('goes to the third party by their own name', async () => {
    const letter = { kind: 'third-party-notice', toName: 'บริษัท ผู้มีส่วนได้เสีย จำกัด' } as const
    const lines = await linesOf({ letter })
    expect(lines).toContain('บริษัท ผู้มีส่วนได้เสีย จำกัด')
    expect(lines.join()).not.toContain('สมชาย')
  })

  it('keeps what only a mail needs to itself: its greeting, its address, and that a machine sent it', async () => {
    const body = [
      'เรียน นาย สมชาย ใจดี',
      'ข้อความ',
      'กรมอาเซียน กระทรวงการต่างประเทศ\n443 ถนนศรีอยุธยา\nโทรศัพท์ 0 2203 5000',
      'อีเมลนี้ส่งโดยอัตโนมัติ โปรดอย่าตอบกลับ',
    ].join('\n\n')
    const lines = await linesOf({ letter: { body } })
    expect(lines.filter((line) => line.includes('สมชาย'))).toHaveLength(1)
    expect(lines.join()).not.toContain('โดยอัตโนมัติ')
    expect(lines.join()).not.toContain('443')
    expect(lines).toContain('ข้อความ')
  })
})

describe('whom to ask', () => {
  it('has every way there is', async () => {
    const reachable = { ...letterhead, email: 'saraban.department-of-asean-affairs@example.go.th' }
    expect((await linesOf({ letterhead: reachable })).slice(-3)).toEqual([
      'กองตัวอย่าง ๑',
      'โทร. ๐ ๒๒๐๓ ๕๐๐๐',
      'ไปรษณีย์อิเล็กทรอนิกส์ saraban.department-of-asean-affairs@example.go.th',
    ])
  })

  it('is the secretary’s office while no division holds the request', async () => {
    expect((await linesOf({ division: undefined })).at(-2)).toBe('สำนักงานเลขานุการกรม')
  })
})

describe('the signature', () => {
  const block = async (facts: Parameters<typeof someFacts>[0]) => {
    const lines = await linesOf(facts)
    return lines.slice(lines.indexOf('ขอแสดงความนับถือ') + 1, -2)
  }

  it.each([
    [{ ...head, post: 'ผู้อำนวยการกองอาเซียน 2' }, 'ผู้อำนวยการกองอาเซียน ๒'],
    [head, 'ผู้อำนวยการกองตัวอย่าง ๑'],
    [{ ...head, role: 'officer' as const }, 'เจ้าหน้าที่ กองตัวอย่าง ๑'],
    [{ ...head, role: 'secretary' as const, divisionTh: null, divisionEn: null }, 'เลขานุการกรม'],
  ])('names the post of %j', async (signer, post) => {
    expect(await block({ signer })).toEqual(['(สมหญิง รักงาน)', post])
  })

  it('names for whom somebody acted', async () => {
    const signer = { ...head, name: 'สมศักดิ์ แทนที่', role: 'officer' as const }
    const signedFor = { ...head, post: 'ผู้อำนวยการกองอาเซียน 2' }
    expect(await block({ signer, signedFor })).toEqual([
      '(สมศักดิ์ แทนที่)',
      'เจ้าหน้าที่ กองตัวอย่าง ๑',
      'รักษาราชการแทน ผู้อำนวยการกองอาเซียน ๒',
    ])
  })

  it('is dots to sign and write on where nobody is known', async () => {
    const [name, post] = await block({ signer: undefined })
    expect(name).toMatch(/^\(\.{20,}\)$/)
    expect(post).toMatch(/^\.{20,}$/)
  })
})

describe('an official letter in English', () => {
  const english = {
    letter: {
      language: 'en' as const,
      subject: '[Department of ASEAN Affairs] Decision on request 70-000001-5',
      body: 'Dear Dr Ada Lovelace,\n\nOutcome: disclosed in full',
      registerNumber: '7',
    },
    infoRequest: { title: 'Dr', name: 'Ada Lovelace', address: '1 Example Road\nBangkok 10110' },
    enclosed: { files: 2, pages: 0 },
  }

  it('has the same facts as English readers know them', async () => {
    const signer = { ...head, post: 'ผู้อำนวยการกองตัวอย่าง' } // no post for somebody who reads no Thai
    expect(await linesOf({ ...english, signer })).toEqual([
      'No. กต 0801/7',
      'Department of ASEAN Affairs, Ministry',
      'of Foreign Affairs',
      'Sri Ayudhya Road, Thung Phaya Thai,',
      'Ratchathewi, Bangkok 10400',
      '2 November 2026',
      'Dr Ada Lovelace',
      '1 Example Road',
      'Bangkok 10110',
      'Dear Dr Ada Lovelace,',
      'Subject:',
      'Decision on request 70-000001-5',
      'Reference:',
      'Request for official information 70-000001-5 of 24 October 2026',
      'Enclosures:',
      'Files disclosed (2)',
      'Outcome: disclosed in full',
      'Yours sincerely,',
      'สมหญิง รักงาน',
      'Director, Example Division 1',
      'Example Division 1 · Telephone +66 2203 5000',
    ])
  })
})

describe('the pages of a letter', () => {
  it('are one for a short letter, and as many as a long one needs', async () => {
    expect(countPages(await write())).toBe(1)
    const long = Array.from({ length: 8 }, () => longReply).join('\n\n')
    expect(countPages(await write({ letter: { body: long } }))).toBeGreaterThan(2)
  })

  it('carry their number, and the words that follow on the next', async () => {
    const body = Array.from({ length: 60 }, (_, i) => `ข้อความวรรคที่ ${i + 1}`).join('\n\n')
    const lines = await linesOf({ letter: { body } })
    const second = lines.indexOf('- ๒ -')
    expect(lines[second - 1]).toBe(`/${lines[second + 1]}...`)
    expect(lines).toContain('- ๓ -')
  })

  it.each(Array.from({ length: 30 }, (_, i) => i + 1))(
    'never leave the signature without text: %i paragraphs',
    async (count) => {
      const body = Array.from({ length: count }, (_, i) => `ข้อความวรรคที่ ${i + 1}`).join('\n\n')
      const lines = await linesOf({ letter: { body } })
      const last = lines.findLastIndex((line) => /^- [๐-๙] -$/.test(line))
      const closing = lines.indexOf('ขอแสดงความนับถือ')
      if (last >= 0) expect(closing - last).toBeGreaterThan(2)
      expect(lines.filter((line) => line.startsWith('ข้อความวรรคที่'))).toHaveLength(count)
    },
  )
})

describe('what a PDF says to those who search, copy or listen', () => {
  it('is exactly what was written, with every mark', async () => {
    const body = [marks, longReply.repeat(9), 'ก'.repeat(300), 'ก็่'.repeat(150)].join('\n\n')
    const said = textLayer(await write({ letter: { body } })).filter((line) => isText(line))
    expect(withoutSpaces(said.join(''))).toContain(withoutSpaces(body))
    // Where a line ended at a space, the space is still there: words do not run together.
    expect(said.join('')).toContain('ข้อมูลข่าวสารของราชการ หมายเลข')
  })

  it.skipIf(!hasPoppler && !process.env['CI'])('is so for poppler, too', async () => {
    const body = [marks, longReply.repeat(3)].join('\n\n')
    const words = popplerText(await write({ letter: { body } }))
      .split('\n')
      .filter((line) => isText(line))
    expect(withoutSpaces(words.join(''))).toContain(withoutSpaces(body))
  })

  it('comes with the font, the language and the title', async () => {
    const pdf = (await write()).toString('latin1')
    expect(pdf).toContain('/FontFile2')
    expect(pdf).toContain('+Sarabun-Regular')
    expect(pdf).toContain('/Lang (th)')
    expect(pdf).toContain('/DisplayDocTitle true')
    expect(pdf).toContain('/Marked true')
  })

  it('is the same, byte by byte, for the same letter', async () => {
    const first = await write({ letter: { body: longReply } })
    vi.useFakeTimers({ toFake: ['Date'], now: monday + 86_400_000 * 365 })
    const later = await write({ letter: { body: longReply } }).finally(() => vi.useRealTimers())
    expect(later.equals(first)).toBe(true)
    const other = await write({ letter: { body: `${longReply}.` } })
    expect(other.equals(first)).toBe(false)
  })
})

/** Neither the number of a page nor the words that lead on to the next. */
function isText(line: string): boolean {
  return !/^\f?- [๐-๙] -$/.test(line) && !/^\/.*\.\.\.$/.test(line)
}
