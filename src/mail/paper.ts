import { wordsIn } from '#views/words/words.ts'
import { longDay } from '#views/parts/dates.ts'
import { dayOf } from '../calendar/calendar.ts'
import type { LetterKind } from '../database/schema.ts'
import { ruleOn, type RuleValue } from '../department/rules.ts'
import { listFilesOfAnswer } from '../files/store.ts'
import type { Action, InfoRequest, Language, Role } from '../requests/info-request.ts'
import { listHistory, type HistoryEntry } from '../requests/store.ts'
import type { Services } from '../services.ts'
import { findAccountEntry } from '../staff/store.ts'
import { fromAbroad } from './letters.ts'
import type { OfficialLetter } from './official-letter.ts'
import { findAnswerIn, type PostedLetter } from './store.ts'

/** Everything an official letter is made of. */
export type PaperFacts = {
  letter: Pick<
    PostedLetter,
    | 'kind'
    | 'language'
    | 'subject'
    | 'body'
    | 'toName'
    | 'postalAddress'
    | 'registerNumber'
    | 'createdAt'
  >
  infoRequest: Pick<
    InfoRequest,
    | 'reference'
    | 'title'
    | 'name'
    | 'requesterKind'
    | 'address'
    | 'email'
    | 'accessForm'
    | 'channel'
    | 'submittedAt'
    | 'receivedOn'
  >
  letterhead: RuleValue<'letterhead'>
  /** Who held the request when it was written; nothing for the secretary's office. */
  division: Record<Language, string> | undefined
  /** Files that went with it, and how many pages of copies where that is known. */
  enclosed: { files: number; pages: number }
  signer: Signer | undefined
  /** For whom the signer acted. */
  signedFor: Signer | undefined
}

export type Signer = {
  name: string
  post: string
  role: Role
  divisionTh: string | null
  divisionEn: string | null
}

/** Whose a letter is; only their own are shown to requesters. */
export function goesTo(kind: LetterKind): 'requester' | 'third-party' | 'staff' {
  return readers[kind]
}

const readers: Record<LetterKind, ReturnType<typeof goesTo>> = {
  receipt: 'requester',
  decision: 'requester',
  message: 'requester',
  withdrawn: 'requester',
  question: 'requester',
  reminder: 'requester',
  lapsed: 'requester',
  extended: 'requester',
  'due-moved': 'requester',
  'third-party-notice': 'third-party',
  'objection-rejected': 'third-party',
  upheld: 'requester',
  reopened: 'requester',
  'staff-digest': 'staff',
  'missed-requests': 'staff',
  'unsigned-month': 'staff',
}

/** Whose signature stands below a letter that does not say so itself: whoever took the step it tells of. */
const stepsOf: { [kind in LetterKind]?: readonly Action[] } = {
  decision: ['approve', 'clear', 'advise'],
  question: ['ask'],
  extended: ['extend'],
  'third-party-notice': ['notify-third-party'],
  'objection-rejected': ['record-objection'],
  upheld: ['uphold'],
  reopened: ['reopen'],
}

/** A stored letter as it is to stand on paper: always the same, whenever it is asked for. */
export async function readOfficialLetter(
  { db, rules }: Pick<Services, 'db' | 'rules'>,
  infoRequest: InfoRequest,
  letter: PostedLetter,
): Promise<OfficialLetter> {
  const history = await listHistory(db.read, infoRequest.id)
  const past = history.filter(({ at }) => at <= letter.createdAt)
  const { signedById, signedForId } = signersOf(letter, past)
  const answer = letter.kind === 'decision' ? await findAnswerIn(db.read, letter) : undefined
  const files = answer ? await listFilesOfAnswer(db.read, infoRequest.id, answer.id) : []
  const account = async (id: number | null) =>
    id === null ? undefined : findAccountEntry(db.read, id)
  return composeOfficialLetter({
    letter,
    infoRequest,
    letterhead: ruleOn(await rules(), 'letterhead', dayOf(letter.createdAt)),
    division: divisionIn(past),
    enclosed: { files: files.length, pages: answer?.pages ?? 0 },
    signer: await account(signedById),
    signedFor: await account(signedForId),
  })
}

function signersOf(
  { kind, signedById, signedForId }: PostedLetter,
  past: readonly HistoryEntry[],
): Pick<PostedLetter, 'signedById' | 'signedForId'> {
  if (signedById !== null) return { signedById, signedForId }
  const steps = stepsOf[kind] ?? []
  const step = past.findLast(({ action }) => steps.includes(action))
  return { signedById: step?.accountId ?? null, signedForId: step?.actingForId ?? null }
}

function divisionIn(past: readonly HistoryEntry[]): PaperFacts['division'] {
  const { divisionNameTh = null, divisionNameEn = null } = past.at(-1) ?? {}
  return divisionNameTh === null || divisionNameEn === null
    ? undefined
    : { th: divisionNameTh, en: divisionNameEn }
}

/** The facts as texts in the language of the letter; Thai letters count in Thai figures, but for what people type. */
export function composeOfficialLetter(facts: PaperFacts): OfficialLetter {
  const { letter, letterhead } = facts
  const { language } = letter
  const words = wordsIn[language].paper.official
  const figures = figuresOf(language)
  const addressee = addresseeOf(facts)
  const subject = letter.subject.replace(/^\[[^\]]*\]\s*/, '') // who writes stands at the head
  return {
    language,
    number: figures(numberOf(facts)),
    agency: (language === 'th'
      ? [letterhead.nameTh, letterhead.addressTh]
      : [letterhead.nameEn, letterhead.addressEn]
    )
      .filter(Boolean)
      .map(figures),
    date: figures(longDay(language, dayOf(letter.createdAt))),
    addressee: [addressee, ...addressOf(facts)],
    greeting: words.greeting(addressee),
    head: [
      { label: words.subject, text: subject },
      ...(language === 'th' ? [{ label: words.to, text: addressee }] : []),
      { label: words.refersTo, text: referenceOf(facts) },
      { label: words.enclosed, text: enclosedIn(facts) },
    ],
    body: messageIn(facts),
    closing: words.closing,
    signature: signatureOf(facts),
    contact: contactOf(facts),
    title: subject,
    writtenAt: letter.createdAt,
    labels: { number: words.number, page: (page) => words.page(figures(String(page))) },
  }
}

function figuresOf(language: Language): (text: string) => string {
  return language === 'th' ? thaiFigures : (text) => text
}

function thaiFigures(text: string): string {
  return text.replaceAll(/\d/g, (figure) => String.fromCodePoint(0x0e50 + Number(figure)))
}

/** The department's number, then that of the register, or dots to write it on; a number typed whole stays as it is. */
function numberOf({ letter: { registerNumber }, letterhead: { number } }: PaperFacts): string {
  if (number !== '' && registerNumber.startsWith(number)) return registerNumber
  return number + (registerNumber || '.'.repeat(number === '' ? 28 : 14))
}

function addresseeOf({ letter, infoRequest }: PaperFacts): string {
  if (goesTo(letter.kind) !== 'requester') return letter.toName
  const { title, name, requesterKind } = infoRequest
  if (title !== '') return `${title} ${name}`
  return requesterKind === 'juristic' ? name : wordsIn[letter.language].paper.official.person(name)
}

function addressOf({ letter, infoRequest }: PaperFacts): string[] {
  const own = goesTo(letter.kind) === 'requester' ? infoRequest.address : ''
  return (letter.postalAddress || own).split('\n').filter((line) => line.trim() !== '')
}

function referenceOf({ letter: { language }, infoRequest }: PaperFacts): string {
  const { reference, channel, submittedAt, receivedOn } = infoRequest
  const day = channel === 'online' ? dayOf(submittedAt) : receivedOn
  const date = figuresOf(language)(longDay(language, day)).replaceAll(' ', '\u00a0')
  return wordsIn[language].paper.official.request(reference, date)
}

/** Without an e-mail address, files reach the requester as copies. */
function enclosedIn({ letter: { language }, infoRequest, enclosed }: PaperFacts): string {
  if (enclosed.files === 0) return ''
  const words = wordsIn[language].paper.official
  const { accessForm, email } = infoRequest
  const figures = figuresOf(language)
  const asCopies = accessForm === 'paper-copy' || email === ''
  const named =
    accessForm === 'certified-copy' ? words.certifiedCopies : asCopies ? words.copies : words.files
  const count = named(figures(String(enclosed.files)))
  return enclosed.pages === 0 ? count : `${count} ${words.pages(figures(String(enclosed.pages)))}`
}

/** What the letter says, without what stands elsewhere on the paper or is true of a mail only. */
function messageIn({ letter, letterhead }: PaperFacts): string[][] {
  const { automatic } = wordsIn[letter.language].letters
  const { nameTh, nameEn } = letterhead
  const isFrame = (paragraph: string) =>
    paragraph === automatic ||
    [nameTh, nameEn].some((name) => name !== '' && paragraph.startsWith(`${name}\n`))
  const paragraphs = letter.body.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '')
  if (/^(เรียน|Dear)\s[^\n]*$/.test(paragraphs[0] ?? '')) paragraphs.shift()
  while (isFrame(paragraphs.at(-1) ?? '')) paragraphs.pop()
  return paragraphs.map((paragraph) => paragraph.split('\n').filter((line) => line.trim() !== ''))
}

function signatureOf({ letter, signer, signedFor }: PaperFacts): OfficialLetter['signature'] {
  if (!signer) return undefined
  const { language } = letter
  const figures = figuresOf(language)
  const { actingFor } = wordsIn[language].paper.official
  const posts = [postOf(signer, language)]
  if (signedFor) posts.push(actingFor(postOf(signedFor, language)))
  return { name: signer.name, posts: posts.map(figures) }
}

/** As the account says; for English readers, and where it says nothing, by role and division. */
function postOf({ post, role, divisionTh, divisionEn }: Signer, language: Language): string {
  const isReadable = language === 'th' || !/[\u0e00-\u0e7f]/.test(post)
  if (post !== '' && isReadable) return post
  const { paper, domain } = wordsIn[language]
  const { official } = paper
  const division = (language === 'th' ? divisionTh : divisionEn) ?? ''
  if (role === 'officer' || role === 'head') return official.post[role](division).trim()
  return role === 'secretary' || role === 'executive' ? official.post[role] : domain.role[role]
}

function contactOf({ letter: { language }, division, letterhead }: PaperFacts): string[] {
  const words = wordsIn[language].paper.official
  const figures = figuresOf(language)
  const { phone, email } = letterhead
  const lines = [
    figures(division?.[language] ?? words.secretariat),
    phone && words.phone(language === 'th' ? figures(phone) : fromAbroad(phone)),
    email && words.email(email),
  ].filter(Boolean)
  return language === 'th' ? lines : [lines.join(' · ')]
}
