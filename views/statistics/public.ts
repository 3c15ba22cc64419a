import { html, type SafeHtml } from '../html.ts'
import type { MainFigures, MonthStanding, PublishedYear } from '#src/statistics/published/year.ts'
import { page } from '../layout.ts'
import { printButton } from '../parts/buttons.ts'
import { longDay, monthName, shortDay } from '../parts/dates.ts'
import { tabs } from '../parts/navigation.ts'
import { details, insetText } from '../parts/notices.ts'
import { writtenNumber, writtenShare } from '../parts/numbers.ts'
import { table, type Cell } from '../parts/table.ts'
import { link, type Reader } from '../reader.ts'
import { chartFigure, chartTexts, type ShownChart } from './chart.ts'
import type { LabelledRow, LabelledTable } from './labels.ts'
import { contentsList, definitionList, rowHead } from './table-parts.ts'
import { writtenFigure } from './written-figure.ts'

export type PublicStatistics = {
  year: PublishedYear
  main: MainFigures
  /** With the standing of each month (`withStandings`). */
  tables: readonly LabelledTable[]
  /** Those that are worth looking at, each by the table it stands above. */
  charts: readonly ShownChart[]
  /** The fiscal years (B.E.) that have statistics, the newest first. */
  years: readonly number[]
}

/** The statistics of a fiscal year for everybody: four figures in words, then charts with their tables. */
export function publicStatisticsPage(reader: Reader, statistics: PublicStatistics): SafeHtml {
  const { words } = reader
  const { year, tables } = statistics
  const title = words.statistics.title(String(year.fiscalYear))
  return page(
    reader,
    { title, section: 'statistics' },
    html`
      <h1 class="govuk-heading-xl">${title}</h1>
      ${whatItIs(reader, statistics)} ${otherYears(reader, statistics)}
      ${mainSection(reader, statistics.main)}
      ${contentsList(reader, [
        ...tables,
        { id: 'open-data', caption: words.statistics.openData.title },
      ])}
      <p class="govuk-body no-print">
        <a class="govuk-link" href="${link(reader, '/feedback')}">${words.feedback.public.title}</a>
      </p>
      ${tables.map((figures) => section(reader, statistics, figures))}
      ${openData(reader, year.fiscalYear)} ${printButton(reader)}
    `,
  )
}

/** Each month with what is to be said of it: signed, or still to change. */
export function withStandings(
  reader: Pick<Reader, 'language' | 'words'>,
  tables: readonly LabelledTable[],
  { months, asOf }: Pick<PublishedYear, 'months' | 'asOf'>,
): LabelledTable[] {
  const { language } = reader
  const words = reader.words.statistics.months
  const standingOf = (standing: MonthStanding) => {
    if (standing.standing === 'signed')
      return words.signed(shortDay(language, standing.signedOn), String(standing.revision))
    return standing.standing === 'running'
      ? words.running(shortDay(language, asOf))
      : words[standing.standing]
  }
  return tables.map((one) =>
    one.id === 'months'
      ? {
          ...one,
          rows: one.rows.map((row, place) => {
            const standing = months[place]
            return { ...row, explanation: standing && standingOf(standing) }
          }),
        }
      : one,
  )
}

function whatItIs(reader: Reader, { year, tables }: PublicStatistics): SafeHtml {
  const { language, words } = reader
  const { lead, takenOn, running, empty, period } = words.statistics
  const months = year.months.map(({ month }) => monthName(language, month))
  return html`
    <p class="govuk-body-l">${lead(months[0] ?? '', months.at(-1) ?? '')}</p>
    <p class="govuk-body"><strong>${takenOn(longDay(language, year.takenOn))}</strong></p>
    ${year.standing === 'running' ? insetText(running(longDay(language, year.asOf))) : undefined}
    ${isEmpty(tables) ? html`<p class="govuk-body">${empty[year.standing]}</p>` : undefined}
    <p class="govuk-body">${period(String(year.fiscalYear))}</p>
  `
}

/** Nothing received, nothing closed, nothing left from before. */
function isEmpty(tables: readonly LabelledTable[]): boolean {
  const all = tables.find(({ id }) => id === 'service')?.total?.values ?? {}
  return Object.values(all).every((value) => value === 0)
}

function otherYears(reader: Reader, { year, years }: PublicStatistics): SafeHtml {
  return tabs(
    reader.words.statistics.years,
    years.map((one) => ({
      text: String(one),
      href: link(reader, `/statistics/${one}`),
      current: one === year.fiscalYear,
    })),
  )
}

function mainSection({ words }: Reader, main: MainFigures): SafeHtml {
  const { title, nothing, percent, workingDays, ...say } = words.statistics.main
  const { inTime, median, ninetieth } = main
  const n = writtenNumber
  const figures: { figure: string; sentence: string }[] = [
    {
      figure: n(main.received),
      sentence:
        main.onlineShare === null
          ? say.receivedNone
          : say.received(n(main.received), n(main.online), writtenShare(main.onlineShare)),
    },
    {
      figure: n(main.answered),
      sentence:
        main.answered === 0 ? say.answeredNone : say.answered(n(main.answered), n(main.sameDay)),
    },
    inTime.share === null
      ? { figure: nothing, sentence: say.inTimeNone }
      : {
          figure: percent(writtenShare(inTime.share)),
          sentence: [
            say.inTime(n(inTime.count), n(inTime.all)),
            inTime.inExtension > 0 ? say.inExtension(n(inTime.inExtension)) : '',
          ]
            .filter(Boolean)
            .join(' '),
        },
    median === null || ninetieth === null
      ? { figure: nothing, sentence: say.medianNone }
      : { figure: workingDays(n(median)), sentence: say.median(n(median), n(ninetieth)) },
  ]
  return html`
    <h2 class="govuk-heading-l">${title}</h2>
    <dl class="figures">
      ${figures.map(
        ({ figure, sentence }) =>
          html`<div>
            <dt>${sentence}</dt>
            <dd>${figure}</dd>
          </div>`,
      )}
    </dl>
  `
}

function section(reader: Reader, statistics: PublicStatistics, figures: LabelledTable): SafeHtml {
  const { id, caption, rowHeader, columns, rows, total } = figures
  const { year } = statistics
  const chart = statistics.charts.find((one) => one.table === id)
  const period = reader.words.reports.shortTitle.year(String(year.fiscalYear))
  const isOfMonths = id === 'months'
  const cells = (row: LabelledRow): Cell[] => [
    isOfMonths ? row.label : rowHead(row),
    ...columns.map(({ id: column }, place) => numberCell(reader, row, column, place)),
    ...(isOfMonths
      ? [row.explanation && html`<span class="nowrap">${row.explanation}</span>`]
      : []),
  ]
  return html`
    <div class="figures-section">
      <h2 class="govuk-heading-l" id="${id}">${caption}</h2>
      ${chart && chartFigure(chart, chartTexts(reader, chart.name, figures, period))}
      ${table({
        id: `${id}-table`,
        caption,
        captionHidden: true,
        columns: [
          { label: rowHeader },
          ...columns.map(({ label }) => ({ label, numeric: true })),
          ...(isOfMonths ? [{ label: reader.words.statistics.months.standing }] : []),
        ],
        rows: rows.map(cells),
        totals: total && cells(total),
        firstCellIsHeader: true,
        narrow: 'scroll',
      })}
      ${
        rows.some(({ isHidden }) => isHidden)
          ? html`<p class="govuk-body">${reader.words.statistics.small.note}</p>`
          : undefined
      }
      ${definitionList(reader, figures)} ${isOfMonths ? signatures(reader, year.months) : undefined}
    </div>
  `
}

/** What is hidden says so once; what has no value stays blank. */
function numberCell({ words }: Reader, row: LabelledRow, column: string, place: number): Cell {
  if (row.isHidden) return place === 0 ? words.statistics.small.notShown : undefined
  const value = row.values[column] ?? null
  return value === null ? undefined : writtenFigure(value, column)
}

function signatures(
  { language, words }: Reader,
  months: readonly MonthStanding[],
): SafeHtml | undefined {
  const { hashes, hashesText, hashOfEach, signed, revised } = words.statistics.months
  const ofSigned = months.flatMap((month) => (month.standing === 'signed' ? [month] : []))
  if (ofSigned.length === 0) return undefined
  const ofRevised = ofSigned.filter(({ reason }) => reason !== '')
  return html`
    <h3 class="govuk-heading-m">${hashes}</h3>
    <p class="govuk-body">${hashesText}</p>
    ${
      ofRevised.length > 0 &&
      html`<ul class="govuk-list govuk-list--bullet">
        ${ofRevised.map(
          ({ month, revision, reason }) =>
            html`<li>
              ${revised(monthName(language, month), String(revision))}
              <span lang="th">${reason}</span>
            </li>`,
        )}
      </ul>`
    }
    ${details(
      hashOfEach,
      html`<ul class="govuk-list">
        ${ofSigned.map(
          ({ month, signedOn, revision, sha256 }) =>
            html`<li>
              <strong>${monthName(language, month)}</strong>:
              ${signed(shortDay(language, signedOn), String(revision))}<br />
              <code class="hash">${sha256}</code>
            </li>`,
        )}
      </ul>`,
    )}
  `
}

function openData(reader: Reader, fiscalYear: number): SafeHtml {
  const words = reader.words.statistics.openData
  const address = link(reader, `/statistics/${fiscalYear}`)
  return html`
    <section aria-labelledby="open-data">
      <h2 class="govuk-heading-l" id="open-data">${words.title}</h2>
      <p class="govuk-body">${words.text}</p>
      <ul class="govuk-list govuk-list--bullet">
        ${(['xlsx', 'csv', 'json'] as const).map(
          (type) =>
            html`<li>
              <a class="govuk-link" href="${address}.${type}" download>${words[type]}</a>
            </li>`,
        )}
        <li>
          <a class="govuk-link" href="/statistics/catalog.json">${words.catalog}</a>
        </li>
      </ul>
      <p class="govuk-body">
        ${words.licence}
        <a
          class="govuk-link"
          href="https://creativecommons.org/licenses/by/4.0/"
          rel="license noreferrer"
          >${words.licenceName}</a
        >
      </p>
    </section>
  `
}
