import { html, type SafeHtml } from './html.ts'
import type { Language, Role } from '#src/requests/info-request.ts'
import { assets } from './assets/manifest.ts'
import { csrfField } from './parts/forms.ts'
import { backLink } from './parts/navigation.ts'
import { postName } from './parts/post.ts'
import { link, type Reader } from './reader.ts'

/** Where in the menu a page belongs. */
export type Section =
  | 'home'
  | 'guide'
  | 'track'
  | 'statistics'
  | 'queue'
  | 'counter'
  | 'atRisk'
  | 'report'
  | 'staffFeedback'
  | 'acting'
  | 'administration'

export type Frame = {
  /** The question or subject of the page; the names of service and department follow it. */
  title: string
  /** The page is a form that came back: its title says so first. */
  error?: boolean | undefined
  /** Above the heading: where one came from. */
  backLink?: { href: string; text?: string | undefined } | undefined
  /** Instead of a back link: the breadcrumbs part. */
  breadcrumbs?: SafeHtml | undefined
  /** For tables: the content may use more of a wide screen. */
  wide?: boolean | undefined
  section?: Section | undefined
  /** Search engines keep out: anything about one request. */
  noindex?: boolean | undefined
  /** A file that the browser fetches at once; the page stays. It must offer the same as a link. */
  fetches?: string | undefined
}

/** A whole document around the content of one page. */
export function page(reader: Reader, frame: Frame, main: SafeHtml): SafeHtml {
  return html`<!doctype html>
    <html lang="${reader.language}">
      ${head(reader, frame)}
      <body class="govuk-template__body ${frame.wide ? 'wide' : ''}">
        <a href="#main" class="govuk-skip-link" data-module="govuk-skip-link"
          >${reader.words.layout.skipLink}</a
        >
        <header>${band(reader)} ${navigation(reader, frame.section)}</header>
        <div class="govuk-width-container">
          ${frame.breadcrumbs} ${frame.backLink && wayBack(reader, frame.backLink)}
          <main class="govuk-main-wrapper" id="main">${main}</main>
        </div>
        ${reader.staff ? undefined : help(reader)} ${footer(reader)} ${announcer(reader)}
      </body>
    </html>`
}

function head({ words }: Reader, { title, error, noindex, fetches }: Frame): SafeHtml {
  const { service, department, errorPrefix } = words.layout
  const titles = [...new Set([title, service, department])].join(' – ')
  return html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${error ? errorPrefix : ''}${titles}</title>
    <meta name="theme-color" content="#123f4d" />
    ${noindex ? html`<meta name="robots" content="noindex" />` : undefined}
    ${fetches && html`<meta http-equiv="refresh" content="0;url=${fetches}" />`}
    <meta name="htmx-config" content="${htmxConfig}" />
    <link rel="icon" href="${assets.icon}" type="image/svg+xml" />
    <link rel="preload" href="${assets.font}" as="font" type="font/woff2" crossorigin />
    <link rel="stylesheet" href="${assets.css}" />
    <script type="module" src="${assets.js}"></script>
  </head>`
}

const htmxConfig = JSON.stringify({
  mode: 'same-origin',
  defaultTimeout: 15_000,
  // Going back loads the page again: what one person saw is not kept for the next.
  history: 'reload',
  includeIndicatorCSS: false,
  // Settling copies style attributes, which the policy of the pages forbids.
  defaultSettleDelay: 0,
  // When it is our fault, what was typed stays on the screen and the announcer says so.
  noSwap: [204, 304, '5xx'],
})

/** Whose website this is, which service, and in which language. */
function band(reader: Reader): SafeHtml {
  const { layout } = reader.words
  return html`
    <div class="site-header">
      ${officialLine(reader)}
      <div class="govuk-width-container site-header__row">
        <a class="site-header__name" href="${link(reader, reader.staff ? '/staff' : '/')}">
          ${mark}
          <span class="site-header__words">
            <span class="site-header__department">${layout.department}</span>
            ${
              reader.staff &&
              html`<span class="site-header__service no-print">${layout.staffService}</span>`
            }
            <span class="site-header__service ${reader.staff ? 'print-only' : ''}"
              >${layout.service}</span
            >
          </span>
        </a>
        ${languageSwitch(reader)}
      </div>
    </div>
  `
}

function officialLine({ words }: Reader): SafeHtml {
  const { line, how, explained } = words.layout.official
  return html`
    <div class="official">
      <div class="govuk-width-container">
        <details class="official__details">
          <summary class="official__summary">
            ${line} <span class="official__how">${how}</span>
          </summary>
          <p class="official__explained">${explained}</p>
        </details>
      </div>
    </div>
  `
}

/** The same page in the other language. */
function languageSwitch(reader: Reader): SafeHtml {
  const { languageSwitch: label, languages } = reader.words.layout
  const item = (language: Language) =>
    language === reader.language
      ? html`<li><span aria-current="true" lang="${language}">${languages[language]}</span></li>`
      : html`<li>
          <a
            href="${link({ language }, reader.path)}"
            rel="alternate"
            lang="${language}"
            hreflang="${language}"
            >${languages[language]}</a
          >
        </li>`
  return html`
    <nav class="language-switch" aria-label="${label}">
      <ul>
        ${item('th')}${item('en')}
      </ul>
    </nav>
  `
}

function navigation(reader: Reader, current: Section | undefined): SafeHtml {
  const { layout } = reader.words
  const sections = reader.staff ? staffSections(reader.staff) : publicSections
  return html`
    <div class="site-bar">
      <div class="govuk-width-container site-bar__row">
        <nav class="site-navigation" aria-label="${layout.navigation}">
          <ul>
            ${sections.map(
              (section) => html`
                <li>
                  <a
                    href="${link(reader, addresses[section])}"
                    ${section === current ? html`aria-current="true"` : undefined}
                    >${layout[section]}</a
                  >
                </li>
              `,
            )}
          </ul>
        </nav>
        ${reader.staff && whoIsSignedIn(reader, reader.staff)}
      </div>
    </div>
  `
}

const addresses: Record<Section, string> = {
  home: '/',
  guide: '/guide',
  track: '/track',
  statistics: '/statistics',
  queue: '/staff',
  counter: '/staff/requests/new',
  atRisk: '/staff/at-risk',
  report: '/staff/reports',
  staffFeedback: '/staff/feedback',
  acting: '/staff/acting',
  administration: '/staff/admin',
}

const publicSections = ['home', 'guide', 'track', 'statistics'] as const

const staffSectionsOf: Record<Role, readonly Section[]> = {
  officer: ['queue', 'counter'],
  head: ['queue', 'acting'],
  secretary: ['queue', 'counter', 'atRisk', 'report', 'staffFeedback', 'acting'],
  executive: ['queue', 'atRisk', 'report', 'staffFeedback', 'acting'],
  administrator: ['administration'],
  auditor: ['queue', 'atRisk', 'report', 'staffFeedback'],
}

/** What comes with the post of somebody they act for. Who acts for whom, only the person themselves decides. */
const lentSections: Partial<Record<Role, readonly Section[]>> = {
  executive: ['report', 'staffFeedback'],
}

function staffSections({ role, standsInFor = [] }: NonNullable<Reader['staff']>): Section[] {
  const lent = standsInFor.flatMap((absent) => lentSections[absent.role] ?? [])
  return [...new Set([...staffSectionsOf[role], ...lent])]
}

function whoIsSignedIn(
  reader: Reader,
  { name, role, division, standsInFor = [] }: NonNullable<Reader['staff']>,
): SafeHtml {
  const { layout, domain, acting } = reader.words
  const position = [domain.role[role], division].filter(Boolean).join(', ')
  return html`
    <div class="who">
      <p class="who__person">
        <span class="govuk-visually-hidden">${layout.signedIn} </span>
        <span class="who__name">${name}</span>
        <span class="who__position">${position}</span>
        ${standsInFor.map(
          (absent) => html`<br /><span>${acting.forPost(postName(reader, absent))}</span>`,
        )}
      </p>
      <a class="who__link" href="${link(reader, '/staff/password')}">${layout.password}</a>
      <form method="post" action="${link(reader, '/staff/sign-out')}" novalidate>
        ${csrfField(reader)}
        <button type="submit" class="who__sign-out">${layout.signOut}</button>
      </form>
    </div>
  `
}

function wayBack(reader: Reader, { href, text }: NonNullable<Frame['backLink']>): SafeHtml {
  return html`<nav aria-label="${reader.words.layout.wayBack}">
    ${backLink(reader, href, text)}
  </nav>`
}

/** In the same place on every public page (WCAG 2.2, 3.2.6). */
function help({ words }: Reader): SafeHtml {
  const { help: labels, contact } = words.layout
  return html`
    <section class="help" aria-labelledby="help-title">
      <div class="govuk-width-container">
        <h2 class="help__title" id="help-title">${labels.title}</h2>
        <dl class="help__ways">
          <div>
            <dt>${labels.phone}</dt>
            <dd><a class="help__phone" href="tel:+6622035000">${contact.phone}</a></dd>
          </div>
          <div>
            <dt>${labels.hours}</dt>
            <dd>${contact.hours}</dd>
          </div>
          <div>
            <dt>${labels.address}</dt>
            <dd>${contact.address}</dd>
          </div>
        </dl>
      </div>
    </section>
  `
}

function footer(reader: Reader): SafeHtml {
  const { layout } = reader.words
  return html`
    <footer class="site-footer">
      <div class="govuk-width-container site-footer__row">
        <nav aria-label="${layout.footer}">
          <ul>
            <li><a href="${link(reader, '/guide')}">${layout.guide}</a></li>
            <li><a href="${link(reader, '/deadline')}">${layout.deadline}</a></li>
            <li><a href="${link(reader, '/statistics')}">${layout.statistics}</a></li>
            <li><a href="${link(reader, '/feedback')}">${layout.feedback}</a></li>
            <li><a href="${link(reader, '/privacy')}">${layout.privacy}</a></li>
          </ul>
        </nav>
        <p class="site-footer__owner">${layout.department}</p>
        <p class="site-footer__credit">${layout.credit}</p>
      </div>
    </footer>
  `
}

/** Where the script tells screen readers, and in case of failure everybody, what is going on. */
function announcer({ words }: Reader): SafeHtml {
  const { loading, failed } = words.layout
  return html`<p
    class="announcer"
    id="announcer"
    role="status"
    data-loading="${loading}"
    data-failed="${failed}"
  ></p>`
}

/** A sheet of paper that speaks: our own mark, no emblem of the State. */
const mark = html`<svg
  class="site-header__mark"
  width="44"
  height="44"
  viewBox="0 0 44 44"
  aria-hidden="true"
  focusable="false"
>
  <path
    fill="currentColor"
    d="M10 4h17l9 9v18a3 3 0 0 1-3 3H21l-8 7v-7h-3a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3z"
  />
  <path class="site-header__fold" d="M27 4l9 9h-9z" />
  <path
    class="site-header__lines"
    fill="none"
    stroke-width="2.6"
    stroke-linecap="round"
    d="M13.5 19h16M13.5 26h10"
  />
</svg>`
