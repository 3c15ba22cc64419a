import { html, type SafeHtml } from '@remix-run/html-template'
import type { TimePlan } from '#src/guide/time-plan.ts'
import type { Limit } from '#src/requests/deadlines.ts'
import { page } from '../layout.ts'
import { feeSentence, isFree, type Rates } from '../parts/fees.ts'
import { buttonGroup, linkButton, printButton } from '../parts/buttons.ts'
import { summaryList } from '../parts/summary.ts'
import { table } from '../parts/table.ts'
import { link, type Reader } from '../reader.ts'

export type GuidePage = {
  limit: Limit
  rates: Rates
  plan: TimePlan
  /** Of the office, as `08:30`. */
  officeHours: { from: string; until: string }
}

/** The service manual: everything an official guide to a service has, on one page to print. */
export function guidePage(reader: Reader, props: GuidePage): SafeHtml {
  const words = reader.words.guide
  return page(
    reader,
    { title: words.title, section: 'guide' },
    html`
      <h1 class="govuk-heading-xl">${words.title}</h1>
      <p class="govuk-body-l">${words.lead}</p>
      ${buttonGroup(
        linkButton(words.start, link(reader, '/requests/new/information')),
        printButton(reader),
      )}
      ${glance(reader, props)} ${contents(reader)}
      ${sections.map(
        (id) => html`
          <section aria-labelledby="${id}">
            <h2 class="govuk-heading-l" id="${id}">${words[id].title}</h2>
            ${content[id](reader, props)}
          </section>
        `,
      )}
    `,
  )
}

const sections = [
  'channels',
  'online',
  'steps',
  'rules',
  'papers',
  'fee',
  'rights',
  'law',
  'contact',
] as const

const content: Record<(typeof sections)[number], (reader: Reader, props: GuidePage) => SafeHtml> = {
  channels,
  online,
  steps,
  rules,
  papers,
  fee,
  rights,
  law,
  contact,
}

function glance(reader: Reader, { limit: { days, unit }, rates }: GuidePage): SafeHtml {
  const { glance: words, limit } = reader.words.guide
  return html`
    <h2 class="govuk-visually-hidden">${words.title}</h2>
    ${summaryList([
      { key: words.service, value: words.serviceName },
      { key: words.unit, value: words.unitName },
      { key: words.who, value: words.whoText },
      { key: words.time, value: words.atMost(limit(days, unit)) },
      { key: words.fee, value: isFree(rates) ? words.feeText : words.feeOfCopies },
      { key: words.papers, value: words.papersText },
    ])}
  `
}

function contents(reader: Reader): SafeHtml {
  const words = reader.words.guide
  return html`
    <nav class="no-print" aria-labelledby="contents">
      <h2 class="govuk-heading-s" id="contents">${words.contents}</h2>
      <ul class="govuk-list">
        ${sections.map(
          (id) => html`<li><a class="govuk-link" href="#${id}">${words[id].title}</a></li>`,
        )}
      </ul>
    </nav>
  `
}

function channels(reader: Reader): SafeHtml {
  const words = reader.words.guide.channels
  const { contact: ours } = reader.words.layout
  const start = html`<a class="govuk-link" href="${link(reader, '/requests/new/information')}"
    >${words.onlineLink}</a
  >`
  return html`
    <p class="govuk-body">${words.text}</p>
    ${summaryList([
      { key: words.online, value: html`${words.onlineText}<br />${start}` },
      {
        key: words.counter,
        value: html`${words.counterText}<br />${ours.address}<br />${ours.hours}`,
      },
      { key: words.post, value: html`${words.postText}<br />${ours.address}` },
      {
        key: words.phone,
        value: html`${words.phoneText}<br />${phone(reader)}<br />${ours.hours}`,
      },
    ])}
  `
}

function online(reader: Reader): SafeHtml {
  const words = reader.words.guide.online
  return html`
    <ol class="govuk-list govuk-list--number">
      ${words.steps.map((step) => html`<li>${step}</li>`)}
    </ol>
    <p class="govuk-body">${words.note}</p>
  `
}

function steps(reader: Reader, { limit: { days, unit }, plan, officeHours }: GuidePage): SafeHtml {
  const { steps: words, limit, glance: atAGlance } = reader.words.guide
  const atMost = (number: number) => atAGlance.atMost(limit(number, unit))
  return html`
    ${table({
      caption: words.caption,
      captionHidden: true,
      narrow: 'cards',
      firstCellIsHeader: true,
      columns: [
        { label: words.columns.step },
        { label: words.columns.who },
        { label: words.columns.time },
      ],
      rows: [
        [words.ask.step, words.ask.who, words.ask.time],
        [words.receive.step, words.receive.who, words.receive.time],
        [words.forward.step, words.forward.who, atMost(plan.forward)],
        [words.search.step, words.search.who, atMost(plan.search)],
        [words.decide.step, words.decide.who, atMost(plan.decide)],
        [html`<strong>${words.total}</strong>`, '', html`<strong>${atMost(days)}</strong>`],
      ],
    })}
    <ul class="govuk-list govuk-list--bullet">
      ${words
        .notes(clockTime(officeHours.from), clockTime(officeHours.until))
        .map((note) => html`<li>${note}</li>`)}
    </ul>
    <p class="govuk-body">
      <a class="govuk-link" href="${link(reader, '/deadline')}">${words.deadlineLink}</a>
    </p>
    <p class="govuk-body">
      <a class="govuk-link" href="${link(reader, '/statistics')}">${words.statisticsLink}</a>
    </p>
  `
}

function rules(reader: Reader): SafeHtml {
  return html`
    <ul class="govuk-list govuk-list--bullet">
      ${reader.words.guide.rules.items.map((item) => html`<li>${item}</li>`)}
    </ul>
  `
}

function papers(reader: Reader): SafeHtml {
  return html`<p class="govuk-body">${reader.words.guide.papers.text}</p>`
}

function fee(reader: Reader, { rates }: GuidePage): SafeHtml {
  return html`<p class="govuk-body">${feeSentence(reader, rates)}</p>`
}

function rights(reader: Reader): SafeHtml {
  const words = reader.words.guide.rights
  return html`
    ${summaryList([
      { key: words.refused, value: words.refusedText },
      { key: words.late, value: words.lateText },
      { key: words.notHeld, value: words.notHeldText },
      { key: words.ownData, value: words.ownDataText },
      { key: words.service, value: words.serviceText },
    ])}
    <p class="govuk-body">
      ${words.board} <a class="govuk-link" href="https://www.oic.go.th/">${words.boardLink}</a>
    </p>
  `
}

function law(reader: Reader): SafeHtml {
  const words = reader.words.guide.law
  return html`
    ${summaryList([
      { key: words.information, value: words.informationText },
      { key: words.electronic, value: words.electronicText },
      { key: words.personal, value: words.personalText },
    ])}
    <p class="govuk-body">${words.unnamed}</p>
  `
}

function contact(reader: Reader): SafeHtml {
  const { contact: words, glance: atAGlance } = reader.words.guide
  const { contact: ours } = reader.words.layout
  return summaryList([
    { key: words.unit, value: atAGlance.unitName },
    { key: words.address, value: ours.address },
    { key: words.phone, value: phone(reader) },
    { key: words.hours, value: ours.hours },
    {
      key: words.website,
      value: html`<a class="govuk-link" href="https://asean.mfa.go.th/">asean.mfa.go.th</a>`,
    },
  ])
}

function phone({ words }: Reader): SafeHtml {
  return html`<a class="govuk-link nowrap" href="tel:+6622035000">${words.layout.contact.phone}</a>`
}

/** As offices write a time of day: `08.30`. */
function clockTime(time: string): string {
  return time.replace(':', '.')
}
