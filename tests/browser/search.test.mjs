// Search as readers use it: by keyboard, by touch, by screen reader, wherever the handbook is hosted, without JavaScript,
// and while it is being published anew.

import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

import { findings } from './support/axe.mjs'
import { launch, open } from './support/browser.mjs'
import { build, onDisk, serve } from './support/site.mjs'

let site
let browser
let root
let below

before(async () => {
  site = process.env.SITE ?? build()
  browser = await launch()
  root = await serve(site)
  below = await serve(site, 'practice/handbook')
})

after(async () => {
  await browser?.close()
  await root?.stop()
  await below?.stop()
})

const places = { 'on a web server': () => root.address, 'below a path': () => below.address, 'on the disk': () => onDisk(site) }
// Words are put in at once, so that there is one list, the one for all of them.
const options = (page) => page.locator('[role="option"]')

async function close(page) {
  assert.deepEqual(page.problems, [])
  await page.context().close()
}

for (const [name, base] of Object.entries(places)) {
  describe(name, () => {
    test('a query finds a page by what people call it, and the page has the words marked', async () => {
      const page = await open(browser)
      await page.goto(`${base()}policies/index.html`)
      await page.keyboard.press('/')
      await page.keyboard.insertText('LAC visits')
      await options(page).first().waitFor()
      assert.match(await options(page).first().innerText(), /Visits to children in care[\s\S]*“LAC” is another name for/)
      await page.keyboard.press('ArrowDown')
      const active = await page.getAttribute('#site-search', 'aria-activedescendant')
      assert.equal(active, await options(page).first().getAttribute('id'))
      assert.equal(await options(page).first().getAttribute('aria-selected'), 'true')
      await page.keyboard.press('Enter')
      await page.waitForSelector('mark.found')
      assert.match(page.url(), /visits-to-children-in-care\.html\?find=LAC%20visits/)
      await page.getByRole('button', { name: 'Clear the marks' }).click()
      assert.equal(await page.locator('mark.found').count(), 0)
      await close(page)
    })

    test('the address of the results can be shared, filters included', async () => {
      const page = await open(browser)
      await page.goto(`${base()}search.html?q=safety+plan&kind=tool`)
      await page.waitForSelector('.result')
      const titles = await page.locator('.result__link').allInnerTexts()
      assert.equal(titles[0], 'Safety plan template')
      const count = Number(/\d+/.exec(await page.locator('[data-part="count"]').innerText())[0])
      await page.getByRole('checkbox', { name: /^Tool/ }).uncheck()
      await page.waitForFunction((before) => !document.querySelector('[data-part="count"]').textContent.startsWith(`${before} `), count)
      assert.ok(!page.url().includes('kind='))
      await close(page)
    })
  })
}

test('control and K goes to the field; Escape closes the list; an empty field shows what was opened lately', async () => {
  const page = await open(browser)
  await page.goto(`${root.address}policies/supervision.html`)
  await page.goto(`${root.address}policies/case-recording.html`)
  await page.keyboard.press('Control+k')
  await options(page).first().waitFor()
  const names = await options(page).allInnerTexts()
  assert.deepEqual(names.map((name) => name.trim()).slice(0, 2), ['Case recording', 'Supervision'])
  await page.keyboard.press('Escape')
  assert.equal(await page.getAttribute('#site-search', 'aria-expanded'), 'false')
  await close(page)
})

test('a screen reader hears a combobox with a list, and how much was found', async () => {
  const page = await open(browser)
  await page.goto(`${root.address}index.html`)
  await page.getByRole('combobox').or(page.getByLabel('Search this handbook')).first().focus()
  await page.keyboard.insertText('neglect')
  await options(page).first().waitFor()
  const field = page.getByRole('combobox', { name: 'Search this handbook', expanded: true })
  assert.equal(await field.count(), 1)
  assert.equal(await page.getByRole('listbox', { name: 'Search results' }).count(), 1)
  assert.match(await page.locator('.site-search [role="status"]').innerText(), /^\d+ documents found$/)
  await close(page)
})

test('a finger can choose, at 320 pixels, and nothing runs over the edge', async () => {
  const page = await open(browser, { viewport: { width: 320, height: 640 }, hasTouch: true })
  await page.goto(`${root.address}index.html`)
  await page.tap('#site-search')
  await page.keyboard.insertText('saftey plan')
  await options(page).first().waitFor()
  for (const option of await options(page).all()) assert.ok((await option.boundingBox()).height >= 44)
  assert.ok((await page.locator('.site-search__button').boundingBox()).width >= 44)
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320)
  await options(page).first().tap()
  await page.waitForURL(/safety-plan/)
  await close(page)
})

test('axe finds nothing in the list or in the results, light and dark', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const page = await open(browser, { colorScheme })
    await page.goto(`${root.address}index.html`)
    await page.focus('#site-search')
    await page.keyboard.insertText('contact policy')
    await options(page).first().waitFor()
    await page.keyboard.press('ArrowDown')
    assert.deepEqual(await findings(page), [])
    await page.goto(`${root.address}search.html?q=contact+policy`)
    await page.waitForSelector('.result')
    assert.deepEqual(await findings(page), [])
    await close(page)
  }
})

test('what is typed stays text', async () => {
  const page = await open(browser)
  const nasty = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
  await page.goto(`${root.address}search.html?q=${encodeURIComponent(nasty)}`)
  await page.waitForFunction(() => document.querySelector('[data-part="count"]').textContent !== '')
  assert.equal(await page.inputValue('#search'), nasty)
  assert.equal(await page.locator('main img').count(), 0)
  for (const query of ['constructor', '__proto__', '   ', '\u202e', '😀', 'x'.repeat(1500)]) {
    await page.fill('#search', query)
    await page.keyboard.press('Enter')
    await page.waitForTimeout(100)
  }
  await close(page)
})

test('nothing found: the nearest that finds something, and where else to look', async () => {
  const page = await open(browser)
  await page.goto(`${root.address}search.html?q=${encodeURIComponent('superwizzion')}`)
  await page.waitForSelector('.search-page__near a')
  await page.click('.search-page__near a')
  await page.waitForSelector('.result')
  await close(page)
})

test('without JavaScript the field leads to the A to Z, which says why', async () => {
  const page = await open(browser, { javaScriptEnabled: false })
  await page.goto(`${root.address}policies/index.html`)
  await page.fill('#site-search', 'visits')
  await page.click('.site-search__button')
  assert.match(page.url(), /a-to-z\.html\?q=visits#search-off$/)
  assert.equal(await page.locator('.search-off').isVisible(), true)
  await page.goto(`${root.address}a-to-z.html`)
  assert.equal(await page.locator('.search-off').isVisible(), false)
  await page.goto(`${root.address}search.html?q=visits`)
  assert.equal(await page.getByRole('link', { name: 'A to Z of every document' }).isVisible(), true)
  await close(page)
})

test('a page fetches nothing of search until somebody searches, and nothing from elsewhere ever', async () => {
  const page = await open(browser)
  const asked = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(`${root.address}policies/supervision.html`)
  assert.deepEqual(asked.filter((address) => address.includes('search')), [])
  await page.focus('#site-search')
  await page.keyboard.insertText('core group first meeting')
  await options(page).first().waitFor()
  assert.deepEqual(asked.filter((address) => !address.startsWith(root.address)), [])
  assert.ok(asked.every((address) => !/core|meeting/.test(address.split('/').pop())), 'what was typed is in no address')
  await close(page)
})

describe('the handbook is published anew while a page is open', () => {
  const changed = (change) => {
    const copy = join(mkdtempSync(join(tmpdir(), 'handbook-')), 'site')
    cpSync(site, copy, { recursive: true })
    change(join(copy, 'search-index'))
    return copy
  }
  const cases = {
    'a shard is missing': (folder) => readdirSync(folder).filter((name) => /^t/.test(name)).forEach((name) => rmSync(join(folder, name))),
    'a shard is of another build': (folder) => readdirSync(folder).filter((name) => /^t/.test(name)).forEach((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      writeFileSync(join(folder, name), text.replace(/got\("t/, 'got("tx'))
    })
  }
  for (const [name, change] of Object.entries(cases)) {
    test(`${name}: the reader is asked to reload, once`, async () => {
      const page = await open(browser)
      await page.goto(`${onDisk(changed(change))}search.html?q=visits`)
      await page.getByRole('button', { name: 'Reload this page' }).waitFor()
      assert.match(await page.locator('[data-part="count"]').innerText(), /was updated while this page was open/)
      assert.equal(await page.getByRole('button', { name: 'Reload this page' }).count(), 1)
      assert.deepEqual(page.problems.filter((problem) => problem.startsWith('script error')), [])
      await page.context().close()
    })
  }
})
