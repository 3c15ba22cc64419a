import { chromium } from 'playwright-core'
const [,, base, out, ...specs] = process.argv
// spec: user|path|name|width|lang
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-background-networking'] })
const ctxs = new Map()
for (const spec of specs) {
  const [user, path, name, width='1280'] = spec.split('|')
  let ctx = ctxs.get(user)
  if (!ctx) {
    ctx = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    ctxs.set(user, ctx)
    if (user !== '-') {
      const p = await ctx.newPage()
      await p.goto(base + '/staff/sign-in')
      await p.fill('[name=username]', user); await p.fill('[name=password]', 'khamkho-demo')
      await Promise.all([p.waitForNavigation(), p.click('main button[type=submit], form button')])
      await p.close()
    }
  }
  const page = await ctx.newPage()
  await page.setViewportSize({ width: Number(width), height: 900 })
  const r = await page.goto(base + path)
  await page.screenshot({ path: `${out}/${name}.png`, fullPage: true })
  const over = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
  console.log(name, r.status(), await page.title(), over ? 'OVERFLOW' : '')
  await page.close()
}
await browser.close()
