import { existsSync } from 'node:fs'
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
  type Response,
} from 'playwright-core'
import { afterAll, describe, expect, onTestFinished } from 'vitest'
import { aPdf } from './sample-files.ts'
import { password, startService, type CastMember, type Service } from './service.ts'
import type { Language } from '#src/requests/info-request.ts'
import { wordsIn, type Words } from '#views/words/words.ts'

/** Where Chromium lies; `CHROMIUM` names another. */
export const chromiumPath = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => existsSync(path))

export const noChromium =
  'The browser tests need Chromium, and none was found: apt-get install chromium, or set CHROMIUM to its path.'

const isNeeded = Boolean(process.env['CI'])

/** A group of tests in a browser: skipped where there is none, but not in CI, where each of them then fails. */
export const describeInBrowser = describe.skipIf(chromiumPath === undefined && !isNeeded)

/** One browser for all tests of a file; each test has windows of its own in it. */
let launched: Promise<Browser> | undefined
afterAll(async () => {
  await (await launched)?.close()
})

export function launchBrowser(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error(noChromium)
  launched ??= chromium.launch({
    executablePath: chromiumPath,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  return launched
}

/** A whole service on a real port of this machine. */
export type Site = Service & { url: string }

export async function startSite(options: Parameters<typeof startService>[0] = {}): Promise<Site> {
  return openSite(await startService(options))
}

/** Puts a service on a port. */
export async function openSite(service: Service): Promise<Site> {
  const url = await service.app.listen({ port: 0, host: '127.0.0.1' })
  service.services.config.baseUrl = url // the port is known only now, and links in letters carry it
  return { ...service, url }
}

export type WindowOptions = {
  javaScript?: boolean
  language?: Language
  /** In CSS pixels. A phone held upright is 320 at the least (WCAG 1.4.10). */
  width?: number
}

/** Somebody at a browser of their own, who complains of everything a page does wrong. */
export type Visitor = {
  page: Page
  words: Words
  language: Language
  javaScript: boolean
  /** Opens a page in their language: `/track`. Gives its status. */
  open(path: string): Promise<number>
  /** Presses the button with this text, and waits for the page it leads to. Gives its status. */
  press(name: string): Promise<number>
  /** The same for a link. */
  follow(name: string): Promise<number>
  /** Does anything else that leads to another page. Gives its status. */
  leave(act: () => Promise<unknown>): Promise<number>
  /** Text in the main part of the page. */
  see(text: string | RegExp): Promise<void>
  /** The field of this name, whatever kind it is. */
  field(name: string): Locator
  /** Takes back complaints that the test itself caused. */
  forgive(complaint: RegExp): void
}

/**
 * Opens a browser window with its own cookies. What the policy refused, scripts that failed, files that were not there,
 * broken answers and pages wider than the window are kept, and fail the test at its end.
 */
export async function openWindow(
  { url }: Pick<Site, 'url'>,
  { javaScript = true, language = 'th', width = javaScript ? 1280 : 320 }: WindowOptions = {},
): Promise<Visitor> {
  const browser = await launchBrowser()
  const context = await browser.newContext({
    baseURL: url,
    javaScriptEnabled: javaScript,
    viewport: { width, height: 900 },
    locale: language,
  })
  context.setDefaultTimeout(10_000)
  const complaints = await watch(context)
  onTestFinished(async () => {
    await context.close()
    expect(complaints, 'what the pages did wrong').toEqual([])
  })
  const page = await context.newPage()

  async function leave(act: () => Promise<unknown>): Promise<number> {
    const answered = page.waitForResponse((response) => isPage(response, page) && !isMove(response))
    const loaded = page.waitForEvent('load')
    const [answer] = await Promise.all([answered, loaded, act()])
    await complainOfWidth(page, complaints)
    return answer.status()
  }

  return {
    page,
    words: wordsIn[language],
    language,
    javaScript,
    leave,
    open: (path) => leave(() => page.goto(inLanguage(language, path))),
    press: (name) => leave(() => page.getByRole('button', { name, exact: true }).click()),
    follow: (name) => leave(() => page.getByRole('link', { name, exact: true }).click()),
    see: (text) => page.locator('#main').getByText(text).first().waitFor(),
    field: (name) => page.locator(`#main [name="${name}"]`).first(),
    forgive(complaint) {
      complaints.splice(0, Infinity, ...complaints.filter((one) => !complaint.test(one)))
    },
  }
}

function inLanguage(language: Language, path: string): string {
  return language === 'en' ? `/en${path === '/' ? '' : path}` : path
}

function isPage(response: Response, page: Page): boolean {
  return response.request().isNavigationRequest() && response.frame() === page.mainFrame()
}

function isMove(response: Response): boolean {
  return response.status() >= 300 && response.status() < 400
}

/** Gathers what goes wrong on any page of a window. */
async function watch(context: BrowserContext): Promise<string[]> {
  const complaints: string[] = []
  await context.addInitScript({
    content: `document.addEventListener('securitypolicyviolation', (event) => {
      console.error('Refused by the policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample)
    })`,
  })
  context.on('console', (message) => {
    // Of a page that answers 422 the console says so too; what is missing beside a page is noticed below.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return
    complaints.push(`${message.page()?.url()}: ${message.text()}`)
  })
  context.on('weberror', (error) => {
    complaints.push(`${error.page()?.url()}: ${error.error().message}`)
  })
  context.on('response', (response) => {
    const isAsset = !response.request().isNavigationRequest()
    if (response.status() >= (isAsset ? 400 : 500))
      complaints.push(`${response.url()} answered ${response.status()}`)
  })
  return complaints
}

/** Nobody should have to scroll sideways to read (WCAG 1.4.10). */
export async function complainOfWidth(page: Page, complaints: string[]): Promise<void> {
  const tooWide = await page.evaluate<string[]>(whatIsTooWide)
  if (tooWide.length > 0) complaints.push(`${page.url()} is too wide: ${tooWide.join(', ')}`)
}

/** The elements that reach over the edge, where the document does. */
const whatIsTooWide = `
  document.documentElement.scrollWidth <= innerWidth ? [] : [
    (document.documentElement.scrollWidth - innerWidth) + 'px',
    ...[...document.querySelectorAll('main *, header *, footer *')]
      .filter((element) =>
        element.getBoundingClientRect().right > innerWidth + 1 || element.scrollWidth > innerWidth)
      .slice(-3)
      .map((element) => element.tagName + '.' + element.className + ' ' + element.textContent.trim().slice(0, 40)),
  ]`

/** A window in which this member of the cast is signed in, at the queue. */
export async function signInAtWindow(
  site: Pick<Site, 'url'>,
  member: CastMember | (string & {}),
  options: WindowOptions = {},
): Promise<Visitor> {
  const visitor = await openWindow(site, options)
  await visitor.open('/staff')
  await visitor.field('username').fill(member)
  await visitor.field('password').fill(password)
  const status = await visitor.press(visitor.words.signIn.submit)
  expect(status, `${member} signs in`).toBe(200)
  return visitor
}

/** Somebody who followed a request with its reference and code, at its page. */
export async function trackAtWindow(
  site: Pick<Site, 'url'>,
  { reference, code }: { reference: string; code: string },
  options: WindowOptions = {},
): Promise<Visitor> {
  const visitor = await openWindow(site, options)
  await visitor.open('/track')
  await visitor.field('reference').fill(reference)
  await visitor.field('code').fill(code)
  expect(await visitor.press(visitor.words.tracking.track.submit)).toBe(200)
  return visitor
}

/** A file for a chooser. */
export function aFile(name: string, buffer = aPdf()) {
  return { name, mimeType: 'application/octet-stream', buffer }
}

/** With and without JavaScript, in both languages: a wide screen with it, a narrow one without. */
export const everyWindow = [
  { javaScript: true, language: 'th' },
  { javaScript: true, language: 'en' },
  { javaScript: false, language: 'th' },
  { javaScript: false, language: 'en' },
] as const satisfies WindowOptions[]

/** For longer journeys: each language and each way once. */
export const bothWindows = [
  { javaScript: true, language: 'th' },
  { javaScript: false, language: 'en' },
] as const satisfies WindowOptions[]

/** Names a window in the title of a test. */
export function named<Options extends WindowOptions>(windows: readonly Options[]) {
  return windows.map((options) => ({
    ...options,
    title: `${options.language}, ${options.javaScript ? 'with' : 'without'} JavaScript`,
  }))
}
