// What a term means: for a mouse, for a keyboard, for a finger and for a screen reader, and without JavaScript.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { launch, open } from './support/browser.mjs'
import { build, onDisk } from './support/site.mjs'

let address
let browser

before(async () => {
  address = `${onDisk(build())}guidance/child-protection/strategy-discussions-and-section-47.html`
  browser = await launch()
})

after(() => browser?.close())

const panel = (page) => page.locator('.term-meaning')

test('a mouse shows it, and it stays while the pointer is on it; Escape puts it away', async () => {
  const page = await open(browser)
  await page.goto(address)
  const term = page.locator('a.term').first()
  await term.hover()
  await panel(page).waitFor()
  assert.match(await panel(page).innerText(), /Significant harm\s+Harm to a child/i)
  await panel(page).hover()
  await page.waitForTimeout(400)
  assert.equal(await panel(page).count(), 1, 'it can be pointed at (WCAG 1.4.13)')
  await page.keyboard.press('Escape')
  assert.equal(await panel(page).count(), 0)
  assert.deepEqual(page.problems, [])
  await page.context().close()
})

test('focus shows it, and leaving takes it away', async () => {
  const page = await open(browser)
  await page.goto(address)
  await page.locator('a.term').first().focus()
  await panel(page).waitFor()
  await page.keyboard.press('Tab')
  await page.waitForFunction(() => !/Significant harm/i.test(document.querySelector('.term-meaning')?.innerText ?? ''))
  await page.context().close()
})

test('the first touch shows it, the second goes to the glossary, and nothing runs over the edge', async () => {
  const page = await open(browser, { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true })
  await page.goto(address)
  const term = page.locator('a.term').first()
  await term.tap()
  await panel(page).waitFor()
  assert.ok(page.url().includes('strategy-discussions'))
  const box = await panel(page).boundingBox()
  assert.ok(box.x >= 0 && box.x + box.width <= 320, `from ${box.x}, ${box.width} wide`)
  await term.tap()
  await page.waitForURL(/glossary\.html#significant-harm/)
  await page.context().close()
})

test('the browser’s own search does not find what is hidden', async () => {
  const page = await open(browser)
  await page.goto(address)
  const found = await page.evaluate(() => {
    const meaning = document.querySelector('[hidden] [id^="meaning-"]').textContent.slice(0, 30)
    return { visible: window.find('strategy discussion'), hidden: window.find(meaning) }
  })
  assert.deepEqual(found, { visible: true, hidden: false })
  await page.context().close()
})

test('a screen reader hears it with the link, and without JavaScript the link leads to it', async () => {
  const page = await open(browser, { javaScriptEnabled: false })
  await page.goto(address)
  const term = page.locator('a.term').first()
  const described = await page.locator(`#${await term.getAttribute('aria-describedby')}`).textContent()
  assert.match(described, /^Harm to a child/)
  assert.equal(await page.locator(':is(h1, h2, h3, h4, code, nav) a.term').count(), 0)
  await term.click()
  assert.match(page.url(), /glossary\.html#significant-harm/)
  assert.ok(await page.locator('#significant-harm').isVisible())
  await page.context().close()
})
