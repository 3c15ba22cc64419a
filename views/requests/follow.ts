import { html, type SafeHtml } from '../html.ts'
import type { Standing as FeedbackStanding } from '#src/feedback/rules.ts'
import type { Ground, Remedy } from '#src/requests/grounds.ts'
import type { Day, FeeState, InfoRequest, Outcome } from '#src/requests/info-request.ts'
import type { Milestone } from '#src/requests/milestones.ts'
import type { Fault } from '#src/web/forms.ts'
import { page } from '../layout.ts'
import { button, buttonGroup, linkButton } from '../parts/buttons.ts'
import { dayTag, fullDay, legalDay, momentTag, shortMoment } from '../parts/dates.ts'
import { fieldErrors } from '../parts/faults.ts'
import { fileList } from '../parts/file-list.ts'
import { csrfField, errorSummary } from '../parts/forms.ts'
import { details, insetText, notificationBanner } from '../parts/notices.ts'
import { fileKind, fileSize } from '../parts/sizes.ts'
import { card, summaryList, type SummaryRow } from '../parts/summary.ts'
import { timeline } from '../parts/timeline.ts'
import { writtenBaht } from '../parts/numbers.ts'
import { writtenText } from '../parts/written-text.ts'
import { disputeWords } from './dispute.ts'
import { questionNotice, thread, tooLateBanner } from './thread.ts'
import { keptText } from '../problem.ts'
import { link, type Reader } from '../reader.ts'

/** A text in both languages. */
type Both = { th: string; en: string }

export type FollowPage = {
  infoRequest: InfoRequest
  topic: Both | undefined
  /** Who holds it now; the secretary's office when nobody does. */
  division: Both | undefined
  /** The milestones there are on the straight way, to say "step 2 of 4". */
  steps: readonly Exclude<Milestone, 'withdrawn' | 'lapsed'>[]
  /** The ones reached, the first one first. */
  milestones: readonly ReachedMilestone[]
  /** It was sent outside office hours, so it counts as received on a later day. */
  isOutOfHours: boolean
  /** While it is open: what is left of the limit. */
  left: { working: number; isOverdue: boolean } | undefined
  today: Day
  answer: Answer | undefined
  /** What we ask, while it waits for the requester. */
  question: { text: string; answerBy: Day } | undefined
  /** Since when they have said that something is wrong with the answer, and wait for our reply. */
  disputedOn: Day | undefined
  /** Why the answer takes longer than the limit, while it is not there. */
  extension: { on: Day; reason: string } | undefined
  /** Why it is considered again, while it is. */
  reopening: { on: Day; reason: string } | undefined
  /** Whether they can say how the service was, or have said it. */
  feedback: FeedbackStanding
  messages: readonly Message[]
  files: readonly FollowedFile[]
  noteLimit: number
  fileLimits: { bytesEach: number }
  sessionMinutes: number
  /** A message that did not go out, and why. */
  typed?: Record<string, string> | undefined
  faults?: readonly Fault[] | undefined
  /** The message came after the request had been closed. */
  tooLate?: boolean | undefined
}

export type ReachedMilestone = {
  milestone: Milestone
  /** It came there because it was taken up again after it had been closed. */
  isReopening: boolean
  at: number
  division: Both | undefined
  /** What the requester wrote with it. */
  note: string
}

export type Answer = {
  outcome: Outcome
  /** The day it was given; the request may have been reopened since. */
  answeredOn: Day
  reply: string
  agency: string
  weighing: string
  /** When (UTC milliseconds) and where it can be looked at. */
  visit: { at: number; place: string } | undefined
  certifiedBy: string
  fee: { satang: number; state: FeeState } | undefined
  grounds: readonly (Pick<Ground, 'section' | 'text'> & { reason: string })[]
  remedies: readonly GivenRemedy[]
  files: readonly FollowedFile[]
  /** The letter that told of it. */
  letterId: number | undefined
}

/** A remedy, with its last day where there is one. */
export type GivenRemedy = { kind: Remedy['kind']; lastDay: Day | undefined }

/** A message of one of the two sides; which member of staff wrote it is not told. */
export type Message = {
  position: number
  own: boolean
  kind: 'message' | 'ask' | 'clarify' | 'dispute' | 'uphold'
  at: number
  text: string
}

export type FollowedFile = { id: string; name: string; size: number }

/** One request as its requester sees it: where it stands first, then all the rest. */
export function followPage(reader: Reader, props: FollowPage): SafeHtml {
  const words = reader.words.tracking
  const { reference } = props.infoRequest
  const errors = fieldErrors(reader, props.faults ?? [], {
    ...words.messages.faults,
    file: { ...reader.words.asking.faults.file, 'request-full': words.messages.full },
  })
  return page(
    reader,
    {
      title: `${words.title(reference)}: ${standingOf(reader, props).heading}`,
      error: errors.length > 0,
      section: 'track',
      noindex: true,
    },
    html`
      ${errorSummary(reader, errors)} ${props.tooLate && tooLateBanner(reader)}
      ${whereItStands(reader, props)} ${lateNotice(reader, props)}
      ${questionNotice(reader, props) ?? todo(reader, props)} ${facts(reader, props)}
      ${props.answer && theAnswer(reader, props, props.answer)}
      ${!props.answer && disputing(reader, props)} ${afterLapse(reader, props)}
      ${feedbackOffer(reader, props)} ${history(reader, props)} ${thread(reader, props, errors)}
      ${asked(reader, props)} ${more(reader, props)}
      ${props.tooLate && keptText(reader, { note: props.typed?.['note'] ?? '' })}
    `,
  )
}

// -- Where it stands ----------------------------------------------------------------------------

function whereItStands(reader: Reader, props: FollowPage): SafeHtml {
  const { caption } = reader.words.tracking
  const { heading, text } = standingOf(reader, props)
  return html`
    <h1 class="govuk-heading-xl">
      <span class="govuk-caption-l">${caption(props.infoRequest.reference)}</span> ${heading}
    </h1>
    <p class="govuk-body-l">${text}</p>
  `
}

function standingOf({ words }: Reader, { infoRequest, milestones, answer }: FollowPage) {
  const { standing, result } = words.tracking
  if (answer && infoRequest.status === 'answered')
    return { heading: standing.answered.heading, text: result[answer.outcome] }
  if (infoRequest.status === 'awaiting-requester') return standing['waiting-for-you']
  return standing[milestones.at(-1)?.milestone ?? 'received']
}

function lateNotice(reader: Reader, { left, infoRequest }: FollowPage): SafeHtml | undefined {
  if (!left?.isOverdue) return undefined
  const { late } = reader.words.tracking
  const { phone } = reader.words.layout.contact
  return notificationBanner(reader, {
    heading: late.heading,
    more: html`
      <p class="govuk-body">${late.text(fullDay(reader.language, infoRequest.dueOn))}</p>
      <p class="govuk-body">${late.contact(phone)}</p>
      <p class="govuk-body">${late.complaint}</p>
    `,
  })
}

/** Only when something waits for the requester: a message of the officer that is the last word. */
function todo(reader: Reader, props: FollowPage): SafeHtml | undefined {
  const last = props.messages.at(-1)
  if (props.left === undefined || !last || last.own || last.kind === 'uphold') return undefined
  const words = reader.words.tracking.todo
  return insetText(html`
    <h2 class="govuk-heading-m">${words.heading}</h2>
    <p class="govuk-body">${words.reply}</p>
    <p class="govuk-body"><a class="govuk-link" href="#messages">${words.link}</a></p>
  `)
}

function facts(reader: Reader, props: FollowPage): SafeHtml {
  const { infoRequest, left, division } = props
  const words = reader.words.tracking.facts
  const { language } = reader
  const closed = infoRequest.status === 'answered' ? words.answeredOn : words.closedOn
  const rows: (SummaryRow | undefined)[] = [
    stepRow(reader, props),
    left && { key: words.dueOn, value: dueDay(reader, infoRequest.dueOn, left, props.today) },
    props.extension && {
      key: words.extension,
      value: since(words.extendedOn, reader, props.extension),
    },
    props.reopening && {
      key: words.reopening,
      value: since(words.reopenedOn, reader, props.reopening),
    },
    infoRequest.closedOn === null
      ? undefined
      : { key: closed, value: dayTag(language, infoRequest.closedOn) },
    { key: words.receivedOn, value: dayTag(language, infoRequest.receivedOn) },
    left && { key: words.division, value: division?.[language] ?? words.noDivision },
  ]
  return html`
    <h2 class="govuk-heading-l">${words.heading}</h2>
    ${summaryList(rows.filter((row) => row !== undefined))}
  `
}

function since(
  say: (day: string) => string,
  { language }: Reader,
  { on, reason }: { on: Day; reason: string },
): SafeHtml {
  return html`${say(fullDay(language, on))} ${writtenText(reason)}`
}

function stepRow(reader: Reader, { steps, milestones }: FollowPage): SummaryRow | undefined {
  const { facts: words, steps: names } = reader.words.tracking
  const reached = milestones.at(-1)?.milestone
  const step = steps.findIndex((name) => name === reached)
  const name = steps[step]
  return name && { key: words.step, value: words.stepOf(step + 1, steps.length, names[name]) }
}

function dueDay(
  reader: Reader,
  dueOn: Day,
  { working, isOverdue }: { working: number; isOverdue: boolean },
  today: Day,
): SafeHtml {
  const words = reader.words.tracking.facts
  const day = dayTag(reader.language, dueOn, fullDay(reader.language, dueOn))
  if (isOverdue)
    return html`${day}
      <strong class="late nowrap"
        >(${working < 0 ? words.daysLate(-working) : words.isLate})</strong
      >`
  if (dueOn === today) return html`${day} <strong class="soon nowrap">(${words.lastDay})</strong>`
  return html`${day} <span class="nowrap">(${words.daysLeft(working)})</span>`
}

// -- The answer ---------------------------------------------------------------------------------

function theAnswer(reader: Reader, props: FollowPage, given: Answer): SafeHtml {
  const { infoRequest } = props
  const words = reader.words.tracking.answer
  return html`
    <h2 class="govuk-heading-l" id="answer">
      ${infoRequest.status === 'answered' ? words.heading : words.earlier}
    </h2>
    ${
      infoRequest.status !== 'answered' &&
      html`<p class="govuk-body">
        ${words.earlierText(fullDay(reader.language, given.answeredOn))}
      </p>`
    }
    <p class="govuk-body">
      ${words.outcome}: <strong>${reader.words.domain.outcome[given.outcome]}</strong>
    </p>
    ${given.reply && insetText(writtenText(given.reply))}
    ${
      given.agency &&
      html`
        <h3 class="govuk-heading-m">${words.agency}</h3>
        ${insetText(writtenText(given.agency))}
      `
    }
    ${
      given.files.length > 0 &&
      html`
        <h3 class="govuk-heading-m">${words.files}</h3>
        ${files(reader, infoRequest, given.files)}
      `
    }
    ${access(reader, given)} ${officialLetter(reader, infoRequest, given)}
    ${given.grounds.length > 0 && withheld(reader, given)} ${disputing(reader, props)}
    ${remedies(reader, given.remedies)}
  `
}

/** When and where it can be looked at, who certifies the copies, what they cost. */
function access(reader: Reader, { visit, certifiedBy, fee }: Answer): SafeHtml | undefined {
  const { access: words } = reader.words.tracking
  const rows: (SummaryRow | undefined)[] = [
    visit && {
      key: words.visit,
      value: words.visitAt(shortMoment(reader.language, visit.at), visit.place),
    },
    certifiedBy === '' ? undefined : { key: words.certifiedBy, value: certifiedBy },
    fee && {
      key: words.fee,
      value: feeToPay(reader, fee),
    },
  ]
  const given = rows.filter((row) => row !== undefined)
  return given.length === 0 ? undefined : summaryList(given)
}

/** The letter that told of it, as it is on paper. */
function officialLetter(
  reader: Reader,
  { reference }: Pick<InfoRequest, 'reference'>,
  { letterId }: Answer,
): SafeHtml | undefined {
  const words = reader.words.paper
  if (letterId === undefined) return undefined
  return html`<p class="govuk-body no-print">
    <a class="govuk-link" href="${link(reader, `/requests/${reference}/letters/${letterId}.pdf`)}"
      >${words.decision}</a
    >
    <span class="quiet">${words.decisionHint}</span>
  </p>`
}

/** How much, whether it is paid, and before that how to pay. */
function feeToPay(reader: Reader, { satang, state }: NonNullable<Answer['fee']>): SafeHtml {
  const { access: words } = reader.words.tracking
  const fee = words.feeOf(writtenBaht(satang), words.feeState[state])
  return state === 'due'
    ? html`${fee}<br />${words.feeHow(reader.words.layout.contact.phone)}`
    : html`${fee}`
}

/** The way to say that something is wrong with an answer, or with the end of a request, or that it has been said. */
function disputing(
  reader: Reader,
  { infoRequest: { reference, status }, disputedOn }: FollowPage,
): SafeHtml | undefined {
  if (status !== 'answered' && status !== 'lapsed') return undefined
  const words = disputeWords(reader, status)
  if (disputedOn !== undefined)
    return insetText(words.pending(fullDay(reader.language, disputedOn)))
  return html`
    <h3 class="govuk-heading-m">${words.heading}</h3>
    <p class="govuk-body">${words.offer}</p>
    ${linkButton(words.open, link(reader, `/requests/${reference}/dispute`), 'secondary')}
  `
}

function withheld(reader: Reader, { grounds, weighing }: Answer): SafeHtml {
  const words = reader.words.tracking.answer
  const { language } = reader
  return html`
    <h3 class="govuk-heading-m">${words.grounds}</h3>
    <p class="govuk-body">${words.groundsText}</p>
    ${grounds.map(({ section, text, reason }) =>
      card(
        { title: section[language], headingLevel: 3 },
        summaryList([
          { key: words.law, value: text[language] },
          { key: words.reason, value: writtenText(reason) },
        ]),
      ),
    )}
    ${
      weighing !== '' &&
      html`<h3 class="govuk-heading-m">${words.weighing}</h3>
        ${writtenText(weighing)}`
    }
  `
}

/** What one can do about the answer: a different way for what is withheld, not held, or not given. */
function remedies(reader: Reader, given: readonly GivenRemedy[]): SafeHtml | undefined {
  const words = reader.words.tracking.answer
  if (given.length === 0) return undefined
  return html`
    <h3 class="govuk-heading-m">${words.rights}</h3>
    ${given.map((remedy) => right(reader, remedy))}
    <p class="govuk-body">
      ${words.board} <a class="govuk-link" href="https://www.oic.go.th/">${words.boardLink}</a>
    </p>
  `
}

/** A request that ended without an answer leaves one remedy, which has no last day. */
function afterLapse(reader: Reader, { infoRequest, answer }: FollowPage): SafeHtml | undefined {
  if (infoRequest.status !== 'lapsed' || answer) return undefined
  return remedies(reader, [{ kind: 'complaint', lastDay: undefined }])
}

function right(reader: Reader, { kind, lastDay }: GivenRemedy): SafeHtml {
  const text = html`<p class="govuk-body">${reader.words.domain.remedy[kind]}</p>`
  return lastDay === undefined ? text : withLastDay(reader, text, lastDay)
}

function withLastDay(reader: Reader, text: SafeHtml, lastDay: Day): SafeHtml {
  const words = reader.words.tracking.answer
  const day = dayTag(reader.language, lastDay, legalDay(reader.language, lastDay))
  return html`
    <p class="govuk-body">${words.appealBy} <strong>${day}</strong></p>
    ${text}
    <p class="govuk-body">${words.appealCounted}</p>
    ${details(
      words.howToAppeal,
      html`<ul class="govuk-list govuk-list--bullet">
        ${words.appealContents.map((item) => html`<li>${item}</li>`)}
      </ul>`,
    )}
  `
}

/** The way to the department's own survey, or thanks for having answered it. */
function feedbackOffer(
  reader: Reader,
  { infoRequest: { reference }, feedback }: FollowPage,
): SafeHtml | undefined {
  if (feedback !== 'open' && feedback !== 'given') return undefined
  const { offer: words, given } = reader.words.feedback
  return html`
    <h2 class="govuk-heading-l">${words.heading}</h2>
    ${
      feedback === 'open'
        ? html`
            <p class="govuk-body">${words.text}</p>
            ${linkButton(words.open, link(reader, `/requests/${reference}/feedback`), 'secondary')}
          `
        : html`<p class="govuk-body">
            ${words.given}
            <a class="govuk-link" href="${link(reader, '/feedback')}">${given.results}</a>
          </p>`
    }
  `
}

// -- What happened, and what was said -----------------------------------------------------------

function history(reader: Reader, props: FollowPage): SafeHtml {
  const { milestones, infoRequest, isOutOfHours } = props
  const words = reader.words.tracking.timeline
  const { language } = reader
  const countsFrom = words.outOfHours(fullDay(language, infoRequest.receivedOn))
  const items = milestones.map(({ milestone, isReopening, at, division, note }) => ({
    title: isReopening ? words.reopened : words[milestone],
    at:
      milestone === 'received' && infoRequest.channel !== 'online'
        ? dayTag(language, infoRequest.receivedOn)
        : momentTag(language, at),
    by: milestone === 'withdrawn' ? undefined : (division?.[language] ?? words.department),
    body:
      milestone === 'received' && isOutOfHours
        ? html`<p class="govuk-body">${countsFrom}</p>`
        : note === ''
          ? undefined
          : writtenText(note),
  }))
  return html`
    <h2 class="govuk-heading-l">${words.heading}</h2>
    ${timeline(items.toReversed())}
  `
}

// -- The request as it was sent -----------------------------------------------------------------

function asked(reader: Reader, { infoRequest, topic, files: own }: FollowPage): SafeHtml {
  const words = reader.words.tracking.asked
  const { asking, domain } = reader.words
  const { information, you } = asking
  const given = (key: string, value: string) =>
    value === '' ? [] : [{ key, value: writtenText(value) }]
  return html`
    <h2 class="govuk-heading-l">${words.heading}</h2>
    ${summaryList([
      ...given(information.subject, infoRequest.subject),
      ...given(information.details, infoRequest.details),
      ...given(information.period, infoRequest.period),
      ...(topic ? [{ key: information.topic, value: topic[reader.language] }] : []),
      { key: information.accessForm, value: domain.accessForm[infoRequest.accessForm] },
      { key: information.language, value: domain.language[infoRequest.language] },
      { key: you.name, value: [infoRequest.title, infoRequest.name].filter(Boolean).join(' ') },
      ...given(you.affiliation, infoRequest.affiliation),
      ...given(you.purpose, infoRequest.purpose),
      ...given(you.email, infoRequest.email),
      ...given(you.phone, infoRequest.phone),
      ...given(you.address, infoRequest.address),
      { key: you.deliverBy, value: domain.deliverBy[infoRequest.deliverBy] },
      { key: words.channel, value: domain.channel[infoRequest.channel] },
    ])}
    ${
      own.length > 0 &&
      html`
        <h3 class="govuk-heading-m">${words.files}</h3>
        ${files(reader, infoRequest, own)}
      `
    }
  `
}

function files(
  reader: Reader,
  { reference }: Pick<InfoRequest, 'reference'>,
  items: readonly FollowedFile[],
): SafeHtml {
  return fileList(
    items.map(({ id, name, size }) => ({
      name,
      href: link(reader, `/requests/${reference}/files/${id}`),
      type: fileKind(name),
      size: fileSize(size),
    })),
  )
}

function more(reader: Reader, { infoRequest, left, sessionMinutes }: FollowPage): SafeHtml {
  const words = reader.words.tracking.more
  const at = (path: string) => link(reader, `/requests/${infoRequest.reference}/${path}`)
  return html`
    <section class="no-print" aria-labelledby="more">
      <h2 class="govuk-heading-l" id="more">${words.heading}</h2>
      ${buttonGroup(
        linkButton(words.receipt, at('receipt'), 'secondary'),
        left
          ? linkButton(words.withdraw, at('withdrawal'), 'secondary')
          : linkButton(words.newRequest, link(reader, '/requests/new/information'), 'secondary'),
      )}
      ${forgetMe(reader, sessionMinutes)}
    </section>
  `
}

/** Ends the half hour early: for whoever reads on a device that others use too. */
function forgetMe(reader: Reader, sessionMinutes: number): SafeHtml {
  const words = reader.words.tracking.more
  return html`
    <form method="post" action="${link(reader, '/track/sign-out')}" novalidate>
      ${csrfField(reader)}
      <p class="govuk-body">${words.forgetText(sessionMinutes)}</p>
      ${button(words.forget, { kind: 'secondary' })}
    </form>
  `
}
