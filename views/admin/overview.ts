import { html, type SafeHtml } from '../html.ts'
import type { Gap } from '#src/organisation/gaps.ts'
import { page } from '../layout.ts'
import { insetText } from '../parts/notices.ts'
import { summaryList, type SummaryRow } from '../parts/summary.ts'
import { link, type Reader } from '../reader.ts'
import { writtenYear } from './holidays.ts'
import { nameOf } from './room.ts'

export type Overview = {
  /** How many of each are in use. */
  divisions: number
  topics: number
  users: number
  /** How many texts of letters were changed. */
  ownTexts: number
  /** The present year (common era), and how many holidays it has. */
  holidays: { year: number; days: number }
  /** The present fiscal year (B.E.), and how many items of its assessment were compared with the manual. */
  ita: { fiscalYear: number; confirmed: number; all: number }
  /** Who is missing for every request to get an answer. */
  gaps: readonly Gap[]
}

/** Where the administrator begins: the rooms, and what the service still lacks. */
export function overviewPage(reader: Reader, overview: Overview): SafeHtml {
  const { admin } = reader.words
  const words = admin.overview
  const row = (name: 'divisions' | 'topics' | 'users') => ({
    key: admin[name].title,
    value: html`${words[name]}<br /><span class="quiet">${words.inUse(overview[name])}</span>`,
    action: {
      href: link(reader, `/staff/admin/${name}`),
      text: admin.edit,
      hiddenText: admin[name].title,
    },
  })
  const { holidays, settings, ita } = reader.words
  const further = (name: 'holidays' | 'settings' | 'ita', value: string, more?: string) => ({
    key: reader.words[name].title,
    value: html`${value}${more && html`<br /><span class="quiet">${more}</span>`}`,
    action: {
      href: link(reader, `/staff/admin/${name}`),
      text: admin.edit,
      hiddenText: reader.words[name].title,
    },
  })
  const { year, days } = overview.holidays
  const assessed = overview.ita
  return page(
    reader,
    { title: admin.title, section: 'administration', noindex: true },
    html`
      <h1 class="govuk-heading-l">${admin.title}</h1>
      ${missing(reader, overview.gaps)}
      <h2 class="govuk-heading-m">${words.rooms}</h2>
      ${summaryList([
        row('divisions'),
        row('topics'),
        row('users'),
        textsRow(reader, overview),
        jobsRow(reader),
        further('holidays', holidays.overview, holidays.thisYear(writtenYear(reader, year), days)),
        further('settings', settings.overview),
        further(
          'ita',
          ita.overview,
          ita.compared(assessed.fiscalYear, assessed.confirmed, assessed.all),
        ),
      ])}
      <p class="govuk-body">
        <a class="govuk-link" href="${link(reader, '/staff/password')}">${words.ownPassword}</a>
      </p>
    `,
  )
}

function textsRow(reader: Reader, { ownTexts }: Overview): SummaryRow {
  const { texts, admin } = reader.words
  return {
    key: texts.title,
    value: html`${texts.overview}<br /><span class="quiet">${texts.ownTexts(ownTexts)}</span>`,
    action: {
      href: link(reader, '/staff/admin/texts'),
      text: admin.edit,
      hiddenText: texts.title,
    },
  }
}

function jobsRow(reader: Reader) {
  const { admin, jobs } = reader.words
  return {
    key: jobs.title,
    value: admin.overview.jobs,
    action: {
      href: link(reader, '/staff/admin/jobs'),
      text: admin.overview.see,
      hiddenText: jobs.title,
    },
  }
}

function missing(reader: Reader, gaps: readonly Gap[]): SafeHtml {
  const words = reader.words.admin.overview
  if (gaps.length === 0) return html`<p class="govuk-body">${words.noGaps}</p>`
  return insetText(html`
    <h2 class="govuk-heading-m">${words.gaps}</h2>
    <p class="govuk-body">${words.gapsIntro}</p>
    <ul class="govuk-list govuk-list--bullet">
      ${gaps.map((gap) => html`<li>${sentence(reader, gap)}</li>`)}
    </ul>
  `)
}

function sentence(reader: Reader, gap: Gap): string {
  const { lacks } = reader.words.admin.overview
  return 'division' in gap ? lacks[gap.lacks](nameOf(reader, gap.division)) : lacks[gap.lacks]
}
