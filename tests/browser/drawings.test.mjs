// Drawings are named, can be scrolled by keyboard where they are wider than their place, say the same in
// words, and need no script.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { launch, open } from './support/browser.mjs'
import { build, onDisk } from './support/site.mjs'

const flow = 'how-we-work/safety-planning.html'
const genogram = 'how-we-work/genograms-and-ecomaps.html'
const scale = 'how-we-work/mapping.html'

let site
let browser

before(async () => {
  site = build()
  browser = await launch()
})

after(() => browser?.close())

async function at(file, width) {
  const page = await open(browser, { viewport: { width, height: 800 }, javaScriptEnabled: false })
  await page.goto(onDisk(site) + file)
  return page
}

for (const [name, file] of Object.entries({ flow, genogram })) {
  test(`a ${name} scrolls inside itself by keyboard on a phone`, async () => {
    const page = await at(file, 320)
    const frame = page.locator(`.${name} .drawing__frame`).first()
    await frame.focus()
    const widths = await frame.evaluate((element) => [element.clientWidth, element.scrollWidth])
    assert.ok(widths[1] > widths[0], 'it is wider than the screen')
    let moved = 0
    for (let tries = 0; tries < 20 && moved === 0; tries += 1) {
      await page.keyboard.press('ArrowRight')
      await page.waitForTimeout(100)
      moved = await frame.evaluate((element) => element.scrollLeft)
    }
    assert.ok(moved > 0, 'the arrow key moves it')
    assert.ok(await frame.getAttribute('aria-label'))
    await page.context().close()
  })
}

test('each drawing has a name, and every step and person is in words too', async () => {
  const page = await at(flow, 1280)
  const drawing = page.getByRole('img', { name: 'Is this good enough for tonight?' })
  assert.equal(await drawing.count(), 1)
  await page.locator('.flow summary').first().click()
  const steps = page.locator('.flow__item')
  assert.equal(await steps.count(), await page.locator('.flow__box').count())
  const marker = await steps.first().evaluate((item) => getComputedStyle(item).listStyleType)
  assert.equal(marker, 'decimal', 'steps are numbered, since others lead to them by number')
  await page.goto(onDisk(site) + genogram)
  await page.locator('.genogram summary').first().click()
  const people = await page.locator('.genogram__people').first().innerText()
  assert.match(people, /Nasreen, woman, born 1992, lives here\. .*With Idris, separated 2018: Aisha\./)
  await page.context().close()
})

test('a scale shows one drawing, which fits its place', async () => {
  for (const width of [320, 1280]) {
    const page = await at(scale, width)
    const shown = page.locator('.scale .drawing__svg:visible')
    assert.equal(await shown.count(), 1)
    const fits = await shown.evaluate((svg) => {
      const { left, right } = svg.getBoundingClientRect()
      const outer = svg.closest('.scale').getBoundingClientRect()
      return left >= outer.left - 1 && right <= outer.right + 1
    })
    assert.ok(fits, `${width} px`)
    await page.context().close()
  }
})

test('no words in a drawing lie over others', async () => {
  for (const file of [flow, genogram, scale]) {
    const page = await at(file, 1280)
    const overlaps = await page.$$eval('.drawing__svg', (all) => all.flatMap((svg) => {
      const texts = [...svg.querySelectorAll('text')]
      const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect()])
      return boxes.flatMap(([one, a], index) => boxes.slice(index + 1).flatMap(([other, b]) => {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
        return across > 1 && down > 5 ? [`${one} / ${other}`] : []
      }))
    }))
    assert.deepEqual(overlaps, [], file)
    await page.context().close()
  }
})
