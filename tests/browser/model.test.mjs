// The practice model's pages: what a count says is what a reader finds behind it.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { launch, open } from './support/browser.mjs'
import { build, onDisk } from './support/site.mjs'

let site
let browser

before(async () => {
  site = build()
  browser = await launch()
})

after(() => browser?.close())

test('each count in the matrix leads to as many documents', async () => {
  const page = await open(browser)
  await page.goto(`${onDisk(site)}model/coverage.html`)
  const cells = await page.$$eval('.matrix__table--elements .cover__link, .matrix__table--criteria .cover__link', (links) =>
    links.map((link) => ({ href: link.href, words: link.textContent }))
  )
  assert.ok(cells.length > 50, `only ${cells.length} counts`)
  for (const address of new Set(cells.map(({ href }) => href.split('#')[0]))) {
    await page.goto(address)
    for (const { href, words } of cells.filter((cell) => cell.href.startsWith(`${address}#`))) {
      const anchor = href.split('#')[1]
      const listed = await page.$eval(`#${anchor}`, (heading) => heading.closest('section').querySelectorAll('.entry').length)
      const counted = words.match(/\d+/g).reduce((sum, number) => sum + Number(number), 0)
      assert.equal(listed, counted, `${href}: ${words}`)
    }
  }
  assert.deepEqual(page.problems, [])
  await page.context().close()
})

test('the matrix scrolls inside itself at 320 px, by keyboard too, and says of each cell what it is of', async () => {
  const page = await open(browser, { viewport: { width: 320, height: 640 } })
  await page.goto(`${onDisk(site)}model/coverage.html`)
  const region = page.locator('.matrix__scroll').first()
  await region.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowRight')
  await page.waitForFunction(() => document.querySelector('.matrix__scroll').scrollLeft > 0)
  const seen = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    headless: [...document.querySelectorAll('.matrix__table td')].filter(
      (cell) => !cell.closest('table').rows[0].cells[cell.cellIndex]?.matches('th[scope=col]') || !cell.parentElement.cells[0].matches('th[scope=row]')
    ).length
  }))
  assert.deepEqual(seen, { width: 320, headless: 0 })
  await page.context().close()
})

test('a hole says who answers for it and what starts the missing document', async () => {
  const page = await open(browser, { javaScriptEnabled: false })
  await page.goto(`${onDisk(site)}model/coverage.html`)
  const holes = await page.$$eval('.holes__hole', (all) => all.map((hole) => hole.innerText))
  assert.ok(holes.length >= 2, 'the sample has its honest holes')
  for (const hole of holes) {
    assert.match(hole, /answers for it\./)
    assert.match(hole, /handbook new [a-z-]+ "[^"]+" --(model|criteria) \S+/)
  }
  await page.getByRole('link', { name: 'Tool for “Words and Pictures”' }).click()
  assert.equal(await page.locator('h1').innerText(), 'Words and Pictures')
  await page.context().close()
})
