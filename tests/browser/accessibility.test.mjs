// Axe finds nothing on any kind of page; nothing scrolls sideways on a phone; every page has its landmarks.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

import { findings } from './support/axe.mjs'
import { launch, open } from './support/browser.mjs'
import { build, files, onDisk } from './support/site.mjs'

let site
let browser

before(async () => {
  site = build()
  browser = await launch()
})

after(() => browser?.close())

/**
 * A few pages of each kind: by template, and documents by the components that they use, so that each component is
 * among them. AXE_ALL=1 takes every page, which takes half an hour.
 */
function sample() {
  const all = files(site, '.html')
  if (process.env.AXE_ALL) return all
  const seen = new Map()
  return all.filter((file) => {
    const html = readFileSync(join(site, file), 'utf8')
    const template = /<body class="page page--([a-z-]+)/.exec(html)?.[1] ?? 'none'
    const components = [...html.matchAll(/class="component ([a-z-]+)/g)].map((match) => match[1])
    const kinds = [template, ...(template === 'print' ? [] : components)]
    const isNew = kinds.some((kind) => (seen.get(kind) ?? 0) < 2)
    if (isNew) kinds.forEach((kind) => seen.set(kind, (seen.get(kind) ?? 0) + 1))
    // The whole handbook on one page has nothing that its sections on one page don't have.
    return isNew && file !== 'print.html'
  })
}

describe('axe finds nothing', () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 320]) {
      test(`${colorScheme}, ${width} px`, async () => {
        const page = await open(browser, { colorScheme, viewport: { width, height: 900 } })
        const chosen = sample()
        assert.ok(chosen.length > 25, `only ${chosen.length} pages`)
        for (const file of chosen) {
          await page.goto(onDisk(site) + encodeURI(file))
          if (!page.url().includes(encodeURI(file))) continue
          assert.deepEqual(await findings(page), [], file)
        }
        assert.deepEqual(page.problems, [])
        await page.context().close()
      })
    }
  }
})

test('nothing scrolls sideways at 320 px, and every page has one main heading and its landmarks', async () => {
  const page = await open(browser, { viewport: { width: 320, height: 640 }, javaScriptEnabled: false })
  for (const file of files(site, '.html')) {
    // Without scripts nothing but its load event waits for the style sheet.
    await page.goto(onDisk(site) + encodeURI(file), { waitUntil: 'load' })
    const seen = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      headings: document.querySelectorAll('h1').length,
      main: document.querySelectorAll('main').length,
      language: document.documentElement.lang,
      redirect: document.querySelector('meta[http-equiv="refresh"]') !== null
    }))
    assert.ok(seen.width <= 320, `${file} is ${seen.width} px wide`)
    assert.equal(seen.headings, 1, file)
    assert.equal(seen.language, file.match(/\.([a-z]{2})\.html$/)?.[1] ?? 'en-GB', file)
    if (!seen.redirect) assert.equal(seen.main, 1, file)
  }
  await page.context().close()
})
