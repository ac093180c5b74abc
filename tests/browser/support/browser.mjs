// Debian's Chromium, and pages in it that remember everything that went wrong.

import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
]

export function launch() {
  const executablePath = places.find((place) => place && existsSync(place))
  if (!executablePath) throw new Error('No Chromium was found. Set CHROMIUM to where it is.')
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--no-first-run']
  return chromium.launch({ executablePath, args })
}

/** A page of its own, whose `problems` list what a reader must never meet. */
export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  page.problems = []
  page.on('pageerror', (error) => page.problems.push(`script error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') page.problems.push(`console: ${message.text()}`)
  })
  page.on('requestfailed', (request) => {
    // Who leaves a page ends what it was still loading.
    if (request.failure()?.errorText === 'net::ERR_ABORTED') return
    page.problems.push(`not loaded: ${request.url()}`)
  })
  return page
}
