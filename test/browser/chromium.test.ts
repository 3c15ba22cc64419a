import { expect, it } from 'vitest'
import { chromiumPath, launchBrowser, noChromium } from '../support/browser.ts'

it('finds a Chromium to test with', async ({ skip }) => {
  if (chromiumPath === undefined && !process.env['CI']) {
    console.warn(noChromium)
    skip(noChromium)
  }
  expect((await launchBrowser()).isConnected()).toBe(true)
})
