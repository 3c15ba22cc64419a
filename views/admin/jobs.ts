import { html, type SafeHtml } from '../html.ts'
import type { JobName } from '#src/database/schema.ts'
import type { JobEntry } from '#src/jobs-routes.ts'
import { page } from '../layout.ts'
import { button } from '../parts/buttons.ts'
import { momentTag, shortMoment } from '../parts/dates.ts'
import { csrfField } from '../parts/forms.ts'
import { notificationBanner } from '../parts/notices.ts'
import { summaryList } from '../parts/summary.ts'
import { tag, type TagColour } from '../parts/tag.ts'
import { link, type Reader } from '../reader.ts'
import { room } from './room.ts'

export type JobsPage = {
  jobs: readonly JobEntry[]
  mayRun: boolean
  /** What became of the button just pressed. */
  result: { result: 'ran' | 'busy' | 'failed'; of: JobName } | undefined
}

/** What the service does by itself: when it last did it, what came of it, and when it will again. */
export function jobsPage(reader: Reader, { jobs, mayRun, result }: JobsPage): SafeHtml {
  const words = reader.words.jobs
  const main = html`
    ${result && resultBanner(reader, result)}
    <h1 class="govuk-heading-l">${words.title}</h1>
    <p class="govuk-body">${words.intro}</p>
    ${jobs.map((job) => jobSection(reader, job, mayRun))}
  `
  if (reader.staff?.role === 'administrator') return room(reader, { title: words.title }, main)
  const backLink = {
    href: link(reader, '/staff/at-risk'),
    text: reader.words.reminders.atRisk.title,
  }
  return page(reader, { title: words.title, section: 'atRisk', backLink, noindex: true }, main)
}

function resultBanner(reader: Reader, { result, of }: NonNullable<JobsPage['result']>): SafeHtml {
  const { about, result: sentences } = reader.words.jobs
  return notificationBanner(reader, {
    kind: result === 'ran' ? 'success' : undefined,
    heading: sentences[result](about[of].title),
  })
}

function jobSection(reader: Reader, job: JobEntry, mayRun: boolean): SafeHtml {
  const words = reader.words.jobs
  const about = words.about[job.name]
  return html`
    <section aria-labelledby="${job.name}">
      <h2 class="govuk-heading-m" id="${job.name}">${about.title}</h2>
      <p class="govuk-body">${about.does}</p>
      ${summaryList([
        { key: words.when, value: about.when },
        { key: words.last, value: lastTime(reader, job) },
        ...(job.last?.outcome === 'done'
          ? [{ key: words.did, value: whatItDid(reader, job) }]
          : []),
        ...(job.next === undefined ? [] : [{ key: words.next, value: nextTime(reader, job) }]),
      ])}
      ${
        mayRun &&
        html`<form
          method="post"
          action="${link(reader, `/staff/admin/jobs/${job.name}/run`)}"
          novalidate
        >
          ${csrfField(reader)}
          ${button(words.run, {
            kind: 'secondary',
            preventDoubleClick: true,
            hiddenText: about.title,
          })}
        </form>`
      }
    </section>
  `
}

const colours: Record<NonNullable<JobEntry['last']>['outcome'], TagColour> = {
  running: 'blue',
  done: 'green',
  failed: 'red',
  interrupted: 'orange',
}

function lastTime(reader: Reader, { last }: JobEntry): SafeHtml | string {
  const words = reader.words.jobs
  if (!last) return words.never
  return html`${tag(words.outcome[last.outcome], colours[last.outcome])}<br />${howItWent(reader, last)}`
}

function howItWent(reader: Reader, last: NonNullable<JobEntry['last']>): SafeHtml | string {
  const { language } = reader
  const words = reader.words.jobs
  const moment = shortMoment(language, last.startedAt)
  switch (last.outcome) {
    case 'running':
      return words.runningSince(moment)
    case 'failed':
      return words.failedAt(moment)
    case 'interrupted':
      return words.interruptedAt(moment)
    case 'done': {
      const tookMs = (last.endedAt ?? last.startedAt) - last.startedAt
      return html`${momentTag(language, last.startedAt)}
        <span class="quiet">${words.took(Math.floor(tookMs / 1000))}</span>`
    }
  }
}

/** What it counted, in words; what counts nothing is not worth one. */
function whatItDid(reader: Reader, { name, last }: JobEntry): SafeHtml | string {
  const words = reader.words.jobs
  const did = Object.entries(words.about[name].counts).flatMap(([what, sentence]) => {
    const count = last?.did?.[what] ?? 0
    return count > 0 ? [sentence(count)] : []
  })
  if (did.length === 0) return words.nothing
  return html`<ul class="govuk-list">
    ${did.map((sentence) => html`<li>${sentence}</li>`)}
  </ul>`
}

function nextTime(reader: Reader, { next, last }: JobEntry): SafeHtml | string {
  const words = reader.words.jobs
  if (next === undefined || next === 'now') return words.atOnce
  return last?.outcome === 'failed'
    ? words.tryingAgain(shortMoment(reader.language, next))
    : momentTag(reader.language, next)
}
