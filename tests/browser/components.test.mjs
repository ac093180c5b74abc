// Every component, on the page of the sample handbook that shows them all: for axe, on a phone, by keyboard,
// without script, and on paper.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { findings } from './support/axe.mjs'
import { launch, open } from './support/browser.mjs'
import { build, onDisk } from './support/site.mjs'

let browser
let address

before(async () => {
  address = `${onDisk(build())}components.html`
  browser = await launch()
})

after(() => browser?.close())

async function shown(options) {
  const page = await open(browser, options)
  await page.goto(address)
  return page
}

describe('axe finds nothing, with every tab and every detail open in turn', () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 320]) {
      test(`${colorScheme}, ${width} px`, async () => {
        const page = await shown({ colorScheme, viewport: { width, height: 900 } })
        assert.deepEqual(await findings(page), [])
        for (const summary of await page.locator('.details > summary').all()) await summary.click()
        for (const tab of await page.getByRole('tab').all()) {
          await tab.click()
          assert.deepEqual(await findings(page), [])
        }
        const scroll = await page.evaluate(() => document.documentElement.scrollWidth)
        assert.ok(scroll <= width, `${scroll} px wide`)
        assert.deepEqual(page.problems, [])
        await page.context().close()
      })
    }
  }
})

describe('tabs', () => {
  /** The tab that is selected and the panel that is seen, by the words on the tab. */
  async function state(page) {
    return page.evaluate(() => {
      const tabs = [...document.querySelectorAll('[role="tab"]')]
      const panel = (tab) => document.getElementById(tab.getAttribute('aria-controls'))
      return {
        focused: tabs.indexOf(document.activeElement),
        selected: tabs.flatMap((tab, index) => (tab.getAttribute('aria-selected') === 'true' ? [index] : [])),
        inOrder: tabs.flatMap((tab, index) => (tab.tabIndex === 0 ? [index] : [])),
        seen: tabs.flatMap((tab, index) => (panel(tab).hasAttribute('hidden') ? [] : [index]))
      }
    })
  }

  const on = (index, focused = index) =>
    ({ focused, selected: [index], inOrder: [index], seen: [index] })

  test('go by the arrow keys, Home and End', async () => {
    const page = await shown()
    assert.deepEqual(await state(page), on(0, -1))
    await page.getByRole('tab').first().focus()
    for (const [key, index] of [
      ['ArrowRight', 1], ['ArrowRight', 0], ['ArrowLeft', 1], ['Home', 0], ['End', 1], ['a', 1], ['ArrowLeft', 0]
    ]) {
      await page.keyboard.press(key)
      assert.deepEqual(await state(page), on(index), key)
    }
    await page.keyboard.press('Tab')
    const role = await page.evaluate(() => document.activeElement.getAttribute('role'))
    assert.equal(role, 'tabpanel')
    await page.context().close()
  })

  test('have a name for each panel', async () => {
    const page = await shown()
    const panel = page.getByRole('tabpanel', { name: 'In the day' })
    assert.match(await panel.innerText(), /01632 960100/)
    assert.equal(await page.getByRole('tablist').count(), 1)
    await page.context().close()
  })

  test('open for a link into one of them', async () => {
    const page = await open(browser)
    const id = await (async () => {
      await page.goto(address)
      return page.locator('.tabs__panel').nth(1).getAttribute('id')
    })()
    await page.evaluate((hash) => { location.hash = hash }, id)
    await page.waitForFunction(() => document.querySelectorAll('[role="tab"]')[1].ariaSelected === 'true')
    await page.context().close()
  })
})

test('without script every panel and its name are seen, and details open', async () => {
  const page = await shown({ javaScriptEnabled: false })
  for (const name of ['In the day', 'At night and at weekends']) {
    assert.ok(await page.locator('.tabs__name', { hasText: name }).isVisible(), name)
  }
  for (const panel of await page.locator('.tabs__panel').all()) assert.ok(await panel.isVisible())
  await page.locator('.details > summary').first().click()
  assert.ok(await page.locator('.details__text').first().isVisible())
  await page.context().close()
})

for (const javaScriptEnabled of [true, false]) {
  test(`on paper tabs and details lie open, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
    const page = await shown({ javaScriptEnabled })
    await page.emulateMedia({ media: 'print' })
    const places = ['.tabs__name', '.tabs__panel', '.tabs__text > p', '.details__text > p', '.checklist__box']
    for (const place of places) {
      const all = await page.locator(place).all()
      assert.ok(all.length > 0, place)
      for (const one of all) {
        const box = await one.boundingBox()
        assert.ok(box && box.height > 0, `${place} is not on paper`)
      }
    }
    assert.equal(await page.locator('.tabs__list:visible').count(), 0)
    await page.context().close()
  })
}

test('a box can be ticked by its words, and what a phone can ring is a link', async () => {
  const page = await shown()
  const box = page.getByRole('checkbox', { name: 'Decide what would make you leave.' })
  await page.locator('label', { hasText: 'Decide what would make you leave.' }).click()
  assert.ok(await box.isChecked())
  assert.equal(await page.getByRole('link', { name: '01632 960101' }).first().getAttribute('href'), 'tel:01632960101')
  await page.context().close()
})
