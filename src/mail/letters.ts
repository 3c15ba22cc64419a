import { wordsIn } from '#views/words/words.ts'
import { legalDay, longDay } from '#views/parts/dates.ts'
import type { LetterKind } from '../database/schema.ts'
import { appealLastDay } from '../requests/deadlines.ts'
import { grounds, isGround } from '../requests/grounds.ts'
import { withholds, type Day, type InfoRequest, type Outcome } from '../requests/info-request.ts'

/** One letter, ready for the outbox. */
export type Letter = {
  /** Nothing for what goes to staff about many requests. */
  infoRequestId: number | null
  /** The member of staff it goes to. */
  accountId?: number
  /** Says what it is the only one of. */
  onceKey?: string
  kind: LetterKind
  language: InfoRequest['language']
  /** Empty when no address was given: then it is for paper. */
  toAddress: string
  toName: string
  subject: string
  body: string
}

type Addressee = Pick<
  InfoRequest,
  'id' | 'reference' | 'language' | 'email' | 'title' | 'name' | 'receivedOn' | 'dueOn'
>

/** Where the links in letters lead; from the settings, never from a request. */
type Place = { baseUrl: string }

/**
 * Says that a request has arrived. It holds nothing that was typed into the form, neither name nor subject:
 * nobody has shown yet that the address is theirs, and the service must not carry messages to strangers.
 */
export function receiptLetter(to: Addressee, { baseUrl }: Place): Letter {
  const { letters } = wordsIn[to.language]
  return {
    ...headOf(to, 'receipt'),
    toName: '',
    subject: letters.receipt.subject(to.reference),
    body: bodyOf(to, baseUrl, letters.toRequester, [
      letters.receipt.received(to.reference),
      letters.receipt.receivedOn(longDay(to.language, to.receivedOn)),
      letters.receipt.dueOn(longDay(to.language, to.dueOn)),
      letters.receipt.follow,
    ]),
  }
}

export type Decision = {
  outcome: Outcome
  reply: string
  agency: string
  grounds: readonly { ground: string; reason: string }[]
  /** How many files go with the answer. */
  files: number
  /** The day the requester is told: the appeal period runs from it. */
  notifiedOn: Day
}

/** The answer, and where something is withheld on which ground, why, and until when one may appeal (s.15, s.18). */
export function decisionLetter(to: Addressee, decision: Decision, { baseUrl }: Place): Letter {
  const { letters, domain } = wordsIn[to.language]
  const words = letters.decision
  return {
    ...headOf(to, 'decision'),
    subject: words.subject(to.reference),
    body: bodyOf(to, baseUrl, letters.dear(greeted(to)), [
      words.considered(to.reference),
      words.outcome(domain.outcome[decision.outcome]),
      decision.reply,
      decision.agency && words.agency(decision.agency),
      ...(decision.grounds.length > 0 ? [words.grounds, groundsText(to, decision)] : []),
      withholds(decision.outcome) &&
        words.appeal(legalDay(to.language, appealLastDay(decision.notifiedOn))),
      decision.outcome === 'not-held' && words.notHeld,
      decision.files > 0 ? words.files(decision.files) : words.readOnline,
    ]),
  }
}

/** Says that an officer wrote; what was written is read on the page of the request, behind the code. */
export function messageLetter(to: Addressee, { baseUrl }: Place): Letter {
  const { letters } = wordsIn[to.language]
  return {
    ...headOf(to, 'message'),
    subject: letters.message.subject(to.reference),
    body: bodyOf(to, baseUrl, letters.dear(greeted(to)), [
      letters.message.wrote(to.reference),
      letters.message.read,
    ]),
  }
}

/** Confirms that a request was withdrawn, in case it was not the requester who did. */
export function withdrawalLetter(to: Addressee, { baseUrl }: Place): Letter {
  const { letters } = wordsIn[to.language]
  return {
    ...headOf(to, 'withdrawn'),
    subject: letters.withdrawn.subject(to.reference),
    body: bodyOf(to, baseUrl, letters.dear(greeted(to)), [
      letters.withdrawn.done(to.reference),
      letters.withdrawn.notYou,
    ]),
  }
}

function headOf(to: Addressee, kind: LetterKind) {
  return {
    infoRequestId: to.id,
    kind,
    language: to.language,
    toAddress: to.email,
    toName: to.name,
  }
}

function greeted({ title, name, language }: Addressee): string {
  if (title === '') return language === 'th' ? `คุณ${name}` : name
  return `${title} ${name}`
}

/** Paragraphs between a greeting and the close that every letter has. */
function bodyOf(
  to: Addressee,
  baseUrl: string,
  greeting: string,
  paragraphs: readonly (string | false)[],
): string {
  const { letters } = wordsIn[to.language]
  const track = `${baseUrl}${to.language === 'en' ? '/en' : ''}/track`
  return [
    greeting,
    ...paragraphs.filter((paragraph) => paragraph !== false && paragraph !== ''),
    letters.followAt(track, to.reference),
    letters.close,
    ...(to.email === '' ? [] : [letters.automatic]),
  ]
    .join('\n\n')
    .replaceAll('\u00a0', ' ') // mail programs break lines as they like, and people search for dates
}

function groundsText({ language }: Addressee, decision: Decision): string {
  return decision.grounds
    .map(({ ground, reason }, index) => {
      const known = isGround(ground) ? grounds.find(({ id }) => id === ground) : undefined
      const law = known ? `${known.section[language]}: ${known.text[language]}` : ground
      return `${index + 1}. ${law}\n   ${wordsIn[language].letters.decision.reason} ${reason}`
    })
    .join('\n')
}
