// Editions in the preview: the switch in its bar, and two of them side by side.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { findings } from './support/axe.mjs'
import { launch, open } from './support/browser.mjs'
import { preview } from './support/preview.mjs'

let browser
let site

before(async () => {
  site = await preview()
  browser = await launch()
})

after(async () => {
  await browser?.close()
  await site?.stop()
})

const families = (address) => `${site.address}.handbook/editions/families/${address}`
const editions = (page) => page.getByRole('navigation', { name: 'Editions' })

test('the bar leads to the same page of another edition, or to its home', async () => {
  const page = await open(browser)
  await page.goto(`${site.address}for-families/who-to-ring.html`)
  const current = editions(page).locator('[aria-current=true]')
  await current.filter({ hasText: 'staff' }).waitFor()
  await editions(page).getByRole('link', { name: 'families' }).press('Enter')
  await page.waitForURL(families('for-families/who-to-ring.html'))
  await current.filter({ hasText: 'families' }).waitFor()
  assert.equal(await page.locator('.site-header__name, .site-footer__title').last().textContent(), 'Northmere, for children and families')
  assert.deepEqual(await findings(page), [])
  // Its own links stay in the edition.
  await page.locator('main').getByRole('link', { name: 'Your rights', exact: true }).click()
  await page.waitForURL(families('for-families/your-rights-and-how-to-complain.html'))
  await editions(page).getByRole('link', { name: 'staff' }).click()
  await page.waitForURL(`${site.address}for-families/your-rights-and-how-to-complain.html`)
  await page.goto(`${site.address}policies/supervision.html`)
  await editions(page).getByRole('link', { name: 'families' }).click()
  await page.waitForURL(families('index.html'))
  assert.deepEqual(page.problems, [])
  await page.context().close()
})

test('two editions stand side by side and show the same page', async () => {
  const page = await open(browser, { viewport: { width: 1280, height: 800 } })
  await page.goto(`${site.address}for-families/who-to-ring.html`)
  await editions(page).getByRole('link', { name: 'Side by side' }).click()
  const side = (name) => page.frameLocator(`iframe[name=${name}]`)
  const edition = (name) => page.getByRole('navigation', { name: `Edition on the ${name}` })
  const shows = (name, words) => edition(name).locator('[aria-current=true]').filter({ hasText: words }).waitFor()
  const heading = (name, words) => side(name).getByRole('heading', { level: 1, name: words }).waitFor()
  await heading('left', 'Who to ring')
  await heading('right', 'Who to ring')
  await shows('left', 'staff')
  await shows('right', 'partners')
  await edition('right').getByRole('link', { name: 'families' }).press('Enter')
  await shows('right', 'families')
  await heading('right', 'Who to ring')
  await side('left').locator('main').getByRole('link', { name: 'Your rights', exact: true }).click()
  await heading('left', 'Your rights and how to complain')
  await heading('right', 'Your rights and how to complain')
  await shows('right', 'families')
  // Each side stays where it is once it has been told to.
  await page.getByLabel('Show the same page on both sides').uncheck()
  await side('left').locator('footer').getByRole('link', { name: 'A to Z' }).click()
  await heading('left', 'A to Z')
  await heading('right', 'Your rights and how to complain')
  assert.equal(await side('right').locator('handbook-preview').count(), 0)
  assert.deepEqual(await findings(page), [])
  await page.getByRole('link', { name: 'Show one alone' }).click()
  await page.waitForURL(`${site.address}a-to-z.html`)
  assert.deepEqual(page.problems, [])
  await page.context().close()
})

test('side by side fits a phone, and every part of it is reached by keyboard', async () => {
  const page = await open(browser, { viewport: { width: 320, height: 640 } })
  await page.goto(`${site.address}.handbook/side-by-side?page=/`)
  await page.locator('[data-edition=partners][aria-current=true]').waitFor()
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320)
  const reached = []
  await page.locator('#together').focus()
  for (let presses = 0; presses < 8; presses++) {
    reached.push(await page.evaluate(() => document.activeElement.textContent.trim() || document.activeElement.id))
    await page.keyboard.press('Tab')
    if (await page.evaluate(() => document.activeElement.nodeName === 'IFRAME')) break
  }
  assert.deepEqual(reached, ['together', 'Show one alone', 'staff', 'partners', 'families'])
  await page.context().close()
})
