import { html, type SafeHtml } from '@remix-run/html-template'
import type { Limit } from '#src/requests/deadlines.ts'
import { page } from '../layout.ts'
import { feeSentence, isFree, type Rates } from '../parts/fees.ts'
import { startButton } from '../parts/buttons.ts'
import { link, type Reader } from '../reader.ts'

/** What the service is and whether one is in the right place; the way in, and the way back to a request. */
export function homePage(
  reader: Reader,
  { limit, rates }: { limit: Limit; rates: Rates },
): SafeHtml {
  const words = reader.words.home
  return page(
    reader,
    { title: words.title, section: 'home' },
    html`
      <h1 class="govuk-heading-xl">${words.title}</h1>
      <p class="govuk-body-l">${words.lead}</p>
      ${atAGlance(reader, limit, rates)}
      <div class="govuk-button-group">
        ${startButton(words.start, link(reader, '/requests/new/information'))}
        <a class="govuk-link" href="${link(reader, '/track')}">${words.follow}</a>
      </div>
      ${quickerWays(reader)}
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-one-half">${whatHappens(reader, limit)}</div>
        <div class="govuk-grid-column-one-half">${beforeYouStart(reader, rates)}</div>
      </div>
    `,
  )
}

function atAGlance({ words }: Reader, { days, unit }: Limit, rates: Rates): SafeHtml {
  const { who, howLong, cost, costOfCopies, toFill, facts } = words.home
  const figures = [
    who,
    { figure: howLong.figure(words.guide.limit(days, unit)), text: howLong.text },
    isFree(rates) ? cost : costOfCopies,
    toFill,
  ]
  return html`
    <h2 class="govuk-visually-hidden">${facts}</h2>
    <dl class="figures">
      ${figures.map(
        ({ figure, text }) =>
          html`<div>
            <dt>${text}</dt>
            <dd>${figure}</dd>
          </div>`,
      )}
    </dl>
  `
}

function whatHappens(reader: Reader, { days, unit }: Limit): SafeHtml {
  const words = reader.words.home
  const limit = reader.words.guide.limit(days, unit)
  return html`
    <h2 class="govuk-heading-m">${words.stepsTitle}</h2>
    <ol class="govuk-list govuk-list--number govuk-list--spaced">
      ${words.steps(limit).map(({ name, text }) => html`<li><strong>${name}</strong><br />${text}</li>`)}
    </ol>
    <p class="govuk-body">${words.stepsMore}</p>
    <p class="govuk-body">
      <a class="govuk-link" href="${link(reader, '/statistics')}">${words.statisticsLink}</a>
    </p>
    <p class="govuk-body">${words.limitText}</p>
  `
}

function beforeYouStart(reader: Reader, rates: Rates): SafeHtml {
  const words = reader.words.home
  return html`
    <h2 class="govuk-heading-m">${words.whoTitle}</h2>
    <p class="govuk-body">${words.whoText}</p>
    <p class="govuk-body">${words.foreigners}</p>

    <h2 class="govuk-heading-m">${words.prepareTitle}</h2>
    <ul class="govuk-list govuk-list--bullet">
      ${words.prepare.map((item) => html`<li>${item}</li>`)}
    </ul>
    <p class="govuk-body">${words.noPapers}</p>

    <h2 class="govuk-heading-m">${words.costTitle}</h2>
    <p class="govuk-body">${isFree(rates) ? words.costText : feeSentence(reader, rates)}</p>

    <h2 class="govuk-heading-m">${words.otherTitle}</h2>
    <p class="govuk-body">${words.otherText}</p>
    <p class="govuk-body">
      <a class="govuk-link" href="${link(reader, '/guide#channels')}">${words.otherLink}</a>
    </p>
    <p class="govuk-body">
      ${words.privacyText}
      <a class="govuk-link" href="${link(reader, '/privacy')}">${words.privacyLink}</a>
    </p>
  `
}

/** Three exits, before somebody waits two weeks for what they could have had at once. */
function quickerWays(reader: Reader): SafeHtml {
  const { exitsTitle, published, question, ownData } = reader.words.home
  const { phone, hours } = reader.words.layout.contact
  return html`
    <section class="aside govuk-!-margin-bottom-7" aria-labelledby="quicker">
      <h2 class="govuk-heading-m" id="quicker">${exitsTitle}</h2>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-one-third">
          <h3 class="govuk-heading-s">${published.title}</h3>
          <p class="govuk-body">${published.text}</p>
          <p class="govuk-body">
            <a class="govuk-link" href="https://asean.mfa.go.th/">${published.link}</a>
          </p>
        </div>
        <div class="govuk-grid-column-one-third">
          <h3 class="govuk-heading-s">${question.title}</h3>
          <p class="govuk-body">${question.text}</p>
          <p class="govuk-body">
            <a class="govuk-link nowrap" href="tel:+6622035000">${phone}</a><br />${hours}
          </p>
        </div>
        <div class="govuk-grid-column-one-third">
          <h3 class="govuk-heading-s">${ownData.title}</h3>
          <p class="govuk-body">${ownData.text}</p>
          <p class="govuk-body">
            <a class="govuk-link" href="${link(reader, '/guide#contact')}">${ownData.link}</a>
          </p>
        </div>
      </div>
    </section>
  `
}
