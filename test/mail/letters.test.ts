import { describe, expect, it } from 'vitest'
import {
  defaultText,
  languagesOf,
  textKinds,
  variablesOf,
  type TextKind,
} from '#src/mail/letter-texts.ts'
import {
  decisionLetter,
  dueMovedLetter,
  extendedLetter,
  lapsedLetter,
  messageLetter,
  objectionRejectedLetter,
  questionLetter,
  receiptLetter,
  reminderLetter,
  reopenedLetter,
  thirdPartyNoticeLetter,
  upheldLetter,
  withdrawalLetter,
  type Addressee,
  type Decision,
  type Letter,
} from '#src/mail/letters.ts'
import { sampleLetter } from '#src/mail/sample-letters.ts'
import { faultsOfText, mostLines } from '#src/mail/text-faults.ts'
import { formatReference } from '#src/requests/reference.ts'

const place = { baseUrl: 'https://requests.example.go.th' }
const reference = formatReference(2570, 41)

const to = (changes: Partial<Addressee> = {}): Addressee => ({
  id: 41,
  reference,
  language: 'en',
  email: 'requester@example.org',
  address: '1 Example Road',
  title: 'Dr',
  name: 'Typed Name',
  subject: 'Typed subject',
  receivedOn: '2026-11-02',
  dueOn: '2026-11-17',
  ...changes,
})

const party = {
  infoRequestId: 41,
  reference,
  name: 'บริษัท ตัวอย่าง จำกัด',
  email: 'company@example.org',
  address: '2 ถนนตัวอย่าง',
}

const decision = (changes: Partial<Decision> = {}): Decision => ({
  outcome: 'disclosed',
  reply: 'Here it is.',
  agency: '',
  grounds: [],
  weighing: '',
  files: 0,
  notifiedOn: '2026-11-24',
  ...changes,
})

const everyDefault = textKinds.flatMap((kind) =>
  languagesOf(kind).map((language) => ({ kind, language })),
)

describe('every letter', () => {
  it.each(everyDefault)('has a sound text of its own: $kind in $language', (text) => {
    expect(faultsOfText(text.kind, defaultText(text.kind, text.language))).toEqual([])
  })

  it.each(everyDefault)(
    'is one page with nothing left to fill in: $kind in $language',
    ({ kind, language }) => {
      const letter = sampleLetter(kind, language, '2026-11-02', place)
      const text = `${letter.subject}\n${letter.body}`
      expect(text).not.toMatch(/\{\{|\}\}|undefined|\u00a0|\n{3}/)
      expect(letter.body.split('\n').length).toBeLessThanOrEqual(mostLines)
      expect(letter.subject).toContain(formatReference(2570, 123))
      expect(letter.kind).toBe(kind)
      expect(letter.language).toBe(language)
    },
  )

  it('says the same things in both languages', () => {
    const used = (kind: TextKind, language: 'th' | 'en') => {
      const { subject, body } = defaultText(kind, language)
      return [...`${subject}\n${body}`.matchAll(/\{\{(\w+)\}\}/g)]
        .map(([, name]) => name)
        .toSorted()
    }
    for (const kind of textKinds)
      if (languagesOf(kind).length === 2) expect(used(kind, 'en')).toEqual(used(kind, 'th'))
  })

  it('has a subject without anything a person typed', () => {
    for (const { kind, language } of everyDefault)
      expect(defaultText(kind, language).subject.match(/\{\{\w+\}\}/g)).toEqual(['{{reference}}'])
  })

  it('goes to the address that was given, or on paper without a word of e-mail', () => {
    const byMail = messageLetter(to(), place)
    expect(byMail).toMatchObject({
      infoRequestId: 41,
      accountId: null,
      onceKey: null,
      toAddress: 'requester@example.org',
      toName: 'Typed Name',
      postalAddress: '1 Example Road',
      signedById: null,
      signedForId: null,
    })
    expect(byMail.body).toMatch(/sent automatically; please do not reply to it\.$/)
    const onPaper = messageLetter(to({ email: '' }), place)
    expect(onPaper).toMatchObject({ toAddress: '', postalAddress: '1 Example Road' })
    expect(onPaper.body).not.toContain('e-mail')
  })

  it('ends with what the department has set, dialled from abroad in English', () => {
    const letterhead = {
      number: '',
      nameTh: 'กรมตัวอย่าง',
      nameEn: 'Example Department',
      addressTh: 'ที่อยู่',
      addressEn: 'An address',
      phone: '0 2000 0000',
      email: 'info@example.go.th',
    }
    expect(receiptLetter(to(), { ...place, letterhead }).body).toContain(
      'Example Department\nAn address\nTelephone +66 2000 0000 (Monday to Friday, 08.30 to 16.30)\nE-mail info@example.go.th',
    )
    expect(receiptLetter(to({ language: 'th' }), { ...place, letterhead }).body).toContain(
      'กรมตัวอย่าง\nที่อยู่\nโทรศัพท์ 0 2000 0000',
    )
  })

  it('has the administrator’s text where there is one', () => {
    const own = { subject: 'Own {{reference}}', body: 'Own text.\n\n{{contact}}' }
    const texts = { message: { en: own } }
    expect(messageLetter(to(), { ...place, texts })).toMatchObject({
      subject: `Own ${reference}`,
      body: expect.stringMatching(/^Own text\.\n\nDepartment of ASEAN Affairs/),
    })
    expect(messageLetter(to({ language: 'th' }), { ...place, texts }).subject).toContain('มีข้อความ')
    expect(receiptLetter(to(), { ...place, texts }).subject).toContain('received')
  })
})

describe('a letter that nobody here may have read the request for', () => {
  const unread: [string, Letter][] = [
    ['receipt', receiptLetter(to(), place)],
    ['withdrawal', withdrawalLetter(to(), place)],
    ['moved due day', dueMovedLetter(to(), { from: '2026-11-17', dueOn: '2026-11-18' }, place)],
  ]

  it.each(unread)('holds nothing that was typed: %s', (_, letter) => {
    expect(`${letter.toName} ${letter.subject} ${letter.body}`).not.toMatch(/Typed|Dr/)
    expect(letter.body).toMatch(/^Dear requester,/)
  })

  it('could not hold it whatever its text says', () => {
    const body = '{{name}} {{requestSubject}}'
    const texts = { receipt: { en: { subject: '{{name}}', body } } }
    const { subject, body: written } = receiptLetter(to(), { ...place, texts })
    expect(`${subject} ${written}`).not.toContain('Typed')
  })

  it('still knows on paper whom it is for', () => {
    expect(receiptLetter(to({ email: '' }), place).toName).toBe('Typed Name')
  })
})

describe('a question to the requester', () => {
  const question = 'Which year?\n\n{{contact}} as typed'

  it('is quoted as it was typed, with the day to answer by and what follows', () => {
    const { body } = questionLetter(to(), { question, answerBy: '2026-11-20' }, place)
    expect(body).toContain(question)
    expect(body).toContain('Please answer by Friday 20 November 2026')
    expect(body).toContain('may be closed')
    expect(body).toContain('shown apart')
  })

  it('is reminded of once, with the day from which it can be closed', () => {
    const facts = { question, answerBy: '2026-11-20', lapsesOn: '2026-11-27' }
    const { body } = reminderLetter(to({ language: 'th' }), facts, place)
    expect(body).toContain(question)
    expect(body).toContain('ภายในวันศุกร์ที่ 20 พฤศจิกายน 2569')
    expect(body).toContain('ตั้งแต่วันศุกร์ที่ 27 พฤศจิกายน 2569')
  })

  it('closes the request with the ways to object and to ask again', () => {
    const { body } = lapsedLetter(to(), { question }, place)
    expect(body).toContain(question)
    expect(body).toContain('make a new request at any time')
    expect(body).toContain('say so on the tracking page')
    expect(body).toContain('(section 13)')
  })
})

describe('a letter about the time', () => {
  it('says the new day, and why', () => {
    const facts = { reason: 'Many papers.', dueOn: '2026-12-02' }
    const extended = extendedLetter(to(), facts, place)
    expect(extended.body).toContain('We will answer by Wednesday 2 December 2026.')
    expect(extended.body).toContain('Many papers.')
    expect(extended.body).not.toContain('17 November')
    const reopened = reopenedLetter(to(), facts, place)
    expect(reopened.body).toContain('answer by Wednesday 2 December 2026')
    expect(reopened.body).toContain('Many papers.')
  })

  it('says both days when the calendar moved it', () => {
    const { body } = dueMovedLetter(to(), { from: '2026-11-17', dueOn: '2026-11-18' }, place)
    expect(body).toContain(
      'Earlier date: Tuesday 17 November 2026\nNew date: Wednesday 18 November 2026',
    )
  })
})

describe('a decision', () => {
  it('says what was withheld, on which section, why, and how that was weighed', () => {
    const { body } = decisionLetter(
      to(),
      decision({
        outcome: 'partly-disclosed',
        grounds: [
          { ground: 's15-1', reason: 'It would harm a negotiation.' },
          { ground: 's17', reason: 'It touches a company.' },
        ],
        weighing: 'The harm weighs more.',
        files: 1,
      }),
      place,
    )
    expect(body).toMatch(
      /follows\.\n1\. Section 15\(1\): [^\n]+\n {3}Reason: It would harm a negotiation\.\n2\. Section 17: [^\n]+\n {3}Reason: It touches a company\./,
    )
    expect(body).toContain('interests were weighed:\nThe harm weighs more.')
    expect(body).toContain('The answer comes with 1 file. Open it')
  })

  it('tells of an appeal with its last day when something is withheld, and only then', () => {
    const told = (changes: Partial<Decision>) => decisionLetter(to(), decision(changes), place).body
    const ground = (id: string) => [{ ground: id, reason: 'Because.' }]
    for (const id of ['s14', 's15-5', 's17']) {
      const body = told({ outcome: 'refused', grounds: ground(id) })
      expect(body).toContain('(section 18)')
      expect(body).toContain('the last day to appeal is Wednesday 9 December 2026 (B.E. 2569)')
      expect(body).not.toContain('section 13')
    }
    expect(told({ outcome: 'refused', grounds: ground('s24') })).toMatch(
      /section 18[\s\S]+section 13/,
    )
    expect(told({ outcome: 'not-held' })).toContain('(section 33)')
    expect(told({ outcome: 'excessive' })).toContain('(section 13)')
    for (const outcome of ['disclosed', 'already-public', 'transferred'] as const)
      expect(told({ outcome })).not.toMatch(/section (?:13|18|33)/)
  })

  it('leads to the survey, on paper as well, where links can be made', () => {
    const linked = { ...place, linkKey: 'a key' }
    const link = new RegExp(
      `https://requests\\.example\\.go\\.th/en/requests/${reference}/feedback\\?token=[0-9a-z]{26}`,
    )
    const { body } = decisionLetter(to(), decision(), linked)
    expect(body).toMatch(link)
    expect(body).toContain('on the tracking page or at')
    expect(decisionLetter(to({ email: '' }), decision(), linked).body).toMatch(link)
    const thai = decisionLetter(to({ language: 'th' }), decision(), linked).body
    expect(thai).toContain(`https://requests.example.go.th/requests/${reference}/feedback?token=`)
    const ofAnother = decisionLetter(to({ id: 42 }), decision(), linked).body
    expect(link.exec(ofAnother)?.[0]).not.toBe(link.exec(body)?.[0])
    const otherKey = decisionLetter(to(), decision(), { ...place, linkKey: 'another' }).body
    expect(link.exec(otherKey)?.[0]).not.toBe(link.exec(body)?.[0])
    expect(decisionLetter(to(), decision(), place).body).not.toContain('tracking page or at')
    for (const language of ['th', 'en'] as const) {
      const sample = sampleLetter('decision', language, '2026-11-02', linked)
      expect(sample.body.split('\n').length).toBeLessThanOrEqual(mostLines)
    }
  })

  it('has a visit, a fee and a certifier when there are any', () => {
    const plain = decisionLetter(to(), decision(), place).body
    expect(plain).not.toMatch(/Fee|baht|inspect|certified/)
    const { body } = decisionLetter(
      to(),
      decision({
        visit: { at: Date.parse('2026-11-26T13:30:00+07:00'), place: 'Room 5' },
        fee: 123_450,
        certifiedBy: 'The Director',
      }),
      place,
    )
    expect(body).toContain('When: Thursday 26 November 2026, 13:30\nWhere: Room 5')
    expect(body).toContain('Fee: 1,234.50 baht.')
    expect(body).toContain('Copies certified by: The Director')
  })

  it('says nothing of what was typed in braces', () => {
    const reply = 'Look at {{remedies}} and {{contact}}'
    expect(decisionLetter(to(), decision({ reply }), place).body).toContain(reply)
  })

  it('can be upheld, with the appeal still running from the first day', () => {
    const { body } = upheldLetter(to(), { reply: 'It is complete.' }, place)
    expect(body).toContain('It is complete.')
    expect(body).toContain('does not extend it')
  })
})

describe('a letter to a third party', () => {
  it('says what concerns them and until when they may object, never who asked', () => {
    const facts = { about: 'ใบเสนอราคา', objectionBy: '2026-11-24' }
    const letter = thirdPartyNoticeLetter(party, facts, place)
    expect(letter).toMatchObject({
      infoRequestId: 41,
      language: 'th',
      toAddress: party.email,
      toName: party.name,
      postalAddress: party.address,
    })
    expect(letter.body).toContain('ใบเสนอราคา')
    expect(letter.body).toContain('เป็นหนังสือได้ภายในวันอังคารที่ 24 พฤศจิกายน 2569')
    expect(letter.body).toContain('มาตรา 17')
    expect(letter.body).not.toContain('/track')
    for (const name of ['requestSubject', 'track', 'receivedOn'])
      expect(variablesOf['third-party-notice']).not.toContain(name)
  })

  it('says why an objection was rejected, the appeal, and that nothing is released before', () => {
    const facts = { reason: 'เป็นข้อมูลสาธารณะ', appealBy: '2026-12-09' }
    const { body } = objectionRejectedLetter(party, facts, place)
    expect(body).toContain('เป็นข้อมูลสาธารณะ')
    expect(body).toContain('ภายใน 15 วัน')
    expect(body).toContain('วันสุดท้ายที่ยื่นอุทธรณ์ได้คือวันพุธที่ 9 ธันวาคม 2569')
    expect(body).toContain('จะไม่เปิดเผยข้อมูลส่วนนี้จนกว่าจะพ้นกำหนดเวลาอุทธรณ์')
  })
})
