// What holds for every page of the sample handbook, wherever it is hosted.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { launch, open } from './support/browser.mjs'
import { build, files, onDisk, serve } from './support/site.mjs'

let site
let browser
let root
let below

before(async () => {
  site = build()
  browser = await launch()
  root = await serve(site)
  below = await serve(site, 'practice/handbook')
})

after(async () => {
  await browser?.close()
  await root?.stop()
  await below?.stop()
})

// The pages that nobody needs to find by following links.
const apart = (page) => page === '404.html'

/** Follows every link from the home page; gives the pages found, and what could not be opened. */
async function crawl(page, base) {
  const found = new Set()
  const broken = []
  const waiting = [`${base}index.html`]
  while (waiting.length > 0) {
    const address = waiting.pop()
    const bare = address.split(/[?#]/)[0]
    const name = decodeURIComponent(bare.slice(base.length)) || 'index.html'
    const file = name.endsWith('/') ? `${name}index.html` : name
    if (found.has(file)) continue
    found.add(file)
    const response = await page.goto(bare, { waitUntil: 'domcontentloaded' })
    if (response && response.status() >= 400) broken.push(bare)
    const links = await page.$$eval('a[href]', (all) => all.map((link) => link.href))
    waiting.push(...links.filter((link) => link.startsWith(base) && /(\.html|\/)([?#]|$)/.test(link)))
  }
  return { found, broken }
}

describe('every page is reached by links from the home page', () => {
  const places = {
    'on a web server': () => root.address,
    'below a path': () => below.address,
    'on the disk': () => onDisk(site)
  }
  for (const [name, base] of Object.entries(places)) {
    for (const javaScriptEnabled of [true, false]) {
      test(`${name}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
        const page = await open(browser, { javaScriptEnabled })
        const { found, broken } = await crawl(page, base())
        const all = files(site, '.html').filter((file) => !apart(file))
        const missed = all.filter((file) => !found.has(file))
        const redirects = new Set(await redirectPages(page, base(), missed))
        assert.deepEqual(broken, [])
        assert.deepEqual(missed.filter((file) => !redirects.has(file)), [])
        assert.deepEqual(page.problems, [])
        assert.ok(found.size > 60, `only ${found.size} pages`)
        await page.context().close()
      })
    }
  }
})

/** Old addresses lead on; nothing needs to lead to them. */
async function redirectPages(page, base, candidates) {
  const context = await page.context().browser().newContext({ javaScriptEnabled: false })
  const quiet = await context.newPage()
  const redirects = []
  for (const file of candidates) {
    await quiet.goto(base + encodeURI(file), { waitUntil: 'commit' })
    await quiet.waitForLoadState('domcontentloaded')
    if (!quiet.url().endsWith(encodeURI(file)) || (await quiet.$('meta[http-equiv="refresh"]'))) {
      redirects.push(file)
    }
  }
  await context.close()
  return redirects
}
