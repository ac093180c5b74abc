// The families' edition: leaving a page fast, larger text, and that it can be used by everyone.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { findings } from './support/axe.mjs'
import { launch, open } from './support/browser.mjs'
import { build, files, onDisk, serve } from './support/site.mjs'

const page = 'for-families/what-to-expect-from-us.html'
let site, server, browser

before(async () => {
  site = build(undefined, [], 'families')
  server = await serve(site)
  browser = await launch()
})

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A page whose way out leads to a page of the test's own. */
async function opened(options) {
  const it = await open(browser, options)
  await it.route('https://www.bbc.co.uk/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>Rain' }))
  await it.goto(server.address + 'index.html')
  await it.goto(server.address + page)
  return it
}

test('the button leaves the page, which is gone from the history', async () => {
  const it = await opened()
  await it.click('.reader-bar__exit')
  await it.waitForURL('https://www.bbc.co.uk/weather')
  await it.goBack()
  assert.ok(it.url().endsWith('index.html'), `${it.url()}: the page before is next, not the one that was left`)
})

test('three presses of Shift leave it, each said aloud', async () => {
  const it = await opened()
  const said = it.locator('.reader-bar [role=status]')
  await it.keyboard.press('Shift')
  assert.equal(await said.textContent(), 'Shift, press 2 more times to exit.')
  assert.equal(await it.locator('.reader-bar__light--on').count(), 1)
  await it.keyboard.press('Shift')
  assert.equal(await said.textContent(), 'Shift, press 1 more time to exit.')
  await it.keyboard.press('Shift')
  await it.waitForURL('https://www.bbc.co.uk/weather')
})

test('capitals leave no page, and a press of another key ends the counting', async () => {
  const it = await opened()
  await it.locator('#site-search').focus()
  await it.keyboard.type('ABC')
  for (const letter of ['KeyA', 'KeyB', 'KeyC', 'KeyD']) await it.keyboard.press(`Shift+${letter}`)
  for (let n = 0; n < 3; n += 1) {
    await it.keyboard.press('Shift')
    await it.keyboard.press('a')
  }
  assert.ok(it.url().endsWith(page))
  assert.equal(await it.locator('.reader-bar [role=status]').textContent(), 'Exit this page expired.')
})

test('nothing of the page is seen while the other loads, and it is whole when it comes back', async () => {
  const it = await opened()
  const seen = await it.evaluate(() => {
    const look = () => [document.title, document.body.innerText.trim().slice(0, 20)]
    document.querySelector('.reader-bar__exit').click()
    const left = look()
    window.dispatchEvent(new PageTransitionEvent('pageshow'))
    return [left, look()]
  })
  assert.deepEqual(seen[0], ['Loading.', 'Loading.'])
  assert.match(seen[1][0], /What to expect/)
  assert.notEqual(seen[1][1], 'Loading.')
})

test('without scripts it is a link, first after the way to the text', async () => {
  const it = await opened({ javaScriptEnabled: false })
  const exits = it.locator('a[href="https://www.bbc.co.uk/weather"]')
  assert.equal(await exits.count(), 2)
  await it.keyboard.press('Tab')
  await it.keyboard.press('Tab')
  assert.equal(await exits.first().evaluate((link) => link === document.activeElement), true)
  await exits.last().click()
  await it.waitForURL('https://www.bbc.co.uk/weather')
})

test('every page has it, stays in sight, and says what it can’t do', async () => {
  const it = await opened({ viewport: { width: 320, height: 640 } })
  const apart = (file) => file === '404.html'
  for (const file of files(site, '.html').filter((file) => !apart(file))) {
    await it.goto(server.address + file, { waitUntil: 'domcontentloaded' })
    const exit = it.locator('.reader-bar__exit')
    assert.equal(await exit.count(), 1, file)
    await it.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    const box = await exit.boundingBox()
    assert.ok(box.y >= 0 && box.y + box.height <= 640, `${file}: ${JSON.stringify(box)}`)
    assert.ok(await it.evaluate(() => document.documentElement.scrollWidth <= 320), `${file} runs off the screen`)
  }
  await it.click('.reader-bar__advice a')
  assert.equal(await it.locator('h1').textContent(), 'Staying safe online')
})

test('larger text is chosen by a link, goes along, and is 18 points on paper', async () => {
  for (const root of [server.address, onDisk(site)]) {
    const it = await open(browser)
    const size = () => it.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize))
    await it.goto(root + 'index.html')
    assert.equal(await size(), 16)
    await it.click('.reader-bar__link--larger')
    assert.equal(await size(), 24)
    await it.click('.prose a[href$="who-to-ring.html"]')
    await it.waitForURL(/who-to-ring/)
    assert.equal(await size(), 24)
    await it.emulateMedia({ media: 'print' })
    assert.equal(await size(), 24, '18 points are 24 pixels')
    assert.equal(await it.locator('.reader-bar').isVisible(), false)
    await it.emulateMedia({ media: 'screen' })
    await it.click('.reader-bar__link--usual')
    assert.equal(await size(), 16)
    assert.equal(await it.evaluate(() => document.cookie + localStorage.length), '0')
  }
})

test('nothing on a page of large print is smaller than 16 points', async () => {
  const it = await open(browser)
  await it.emulateMedia({ media: 'print' })
  const files = ['index.html', 'for-families/who-to-ring.html', 'for-families/your-rights-and-how-to-complain.html',
    'what-to-expect.html', 'model/mapping.html', 'for-families/print.html']
  for (const file of files) {
    await it.goto(`${server.address}${file}#page.larger`)
    // A drawing is as large as the sheet allows, and stands in words beside itself.
    const small = await it.evaluate(() => {
      const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const found = []
      while (all.nextNode()) {
        const element = all.currentNode.parentElement
        const size = parseFloat(getComputedStyle(element).fontSize)
        const isShown = element.checkVisibility() && !element.closest('.visually-hidden, script, style, svg')
        if (isShown && all.currentNode.data.trim() && size < 21.3) found.push(`${size}: ${all.currentNode.data.trim()}`)
      }
      return found
    })
    assert.deepEqual(small, [], file)
  }
})

test('axe finds nothing, in light and dark, in usual and larger text', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const it = await open(browser, { colorScheme })
    for (const file of ['index.html', page, `${page}#page.larger`, 'for-families/staying-safe-online.html', 'model/mapping.html']) {
      await it.goto(onDisk(site) + file)
      assert.deepEqual(await findings(it), [], `${file}, ${colorScheme}`)
    }
    assert.deepEqual(it.problems, [])
  }
})
