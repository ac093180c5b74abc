// A handbook in three languages: English, Welsh, and Arabic, which is written from right to left. The golden handbook
// `languages` is shown with the default theme.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

import { findings } from './support/axe.mjs'
import { launch, open } from './support/browser.mjs'
import { build, onDisk, project, serve } from './support/site.mjs'

let site, server, browser

before(async () => {
  site = build(join(project, 'tests/golden/languages/input'), ['--today', '2027-03-01'])
  server = await serve(site)
  browser = await launch()
})

after(async () => {
  await browser?.close()
  await server?.stop()
})

const places = { 'on a web server': () => server.address, 'on the disk': () => onDisk(site) }

async function close(page) {
  assert.deepEqual(page.problems, [])
  await page.context().close()
}

const titles = '.site-search__option:not(.site-search__option--all) .site-search__title > span'

/** A search in the header comes to show these results: title, the title's language and direction if it is not the page's. */
async function finds(page, query, expected) {
  await page.locator('#site-search').fill(query)
  const shown = () => page.locator(titles).evaluateAll((all) => all.map((one) => [one.textContent, one.lang, one.dir]))
  // The list that is there may still be that of the query before.
  await page.waitForFunction(([titles, wanted]) => [...document.querySelectorAll(titles)].map((one) => one.textContent).join('|') === wanted,
    [titles, expected.map(([title]) => title).join('|')], { timeout: 15000 }).catch(() => {})
  assert.deepEqual(await shown(), expected, query)
}

for (const [name, base] of Object.entries(places)) {
  describe(name, () => {
    test('a Welsh page finds Welsh pages first, an English one English pages', async () => {
      const page = await open(browser)
      await page.goto(`${base()}visits.cy.html`)
      const [welsh, english] = [['Pobl all helpu', '', ''], ['People who can help', '', '']]
      await finds(page, 'Childline', [welsh, ['People who can help', 'en-GB', 'ltr']])
      await finds(page, 'social worker', [['When we visit you', 'en-GB', 'ltr']])
      await page.goto(`${base()}visits.html`)
      await finds(page, 'Childline', [english, ['Pobl all helpu', 'cy', 'ltr']])
      await finds(page, 'gweithiwr cymdeithasol', [['Pan fyddwn ni’n ymweld â chi', 'cy', 'ltr']])
      await finds(page, 'أخصائي', [['عندما نزوركم', 'ar', 'rtl']])
      await close(page)
    })

    test('the page of results keeps the language, names that of each result, and can be narrowed to one', async () => {
      const page = await open(browser)
      await page.goto(`${base()}visits.cy.html`)
      await page.locator('#site-search').fill('Childline')
      await page.keyboard.press('Enter')
      await page.waitForSelector('.result')
      assert.match(page.url(), /search\.html\?q=Childline&lang=cy$/)
      assert.deepEqual(await page.locator('.result__link').evaluateAll((all) => all.map((one) => [one.textContent, one.lang])),
        [['Pobl all helpu', 'cy'], ['People who can help', '']])
      assert.equal(await page.locator('.result').first().locator('.result__place [lang="cy"]').first().innerText(), 'Cymraeg')
      await page.getByRole('checkbox', { name: /^English/ }).check()
      await page.waitForFunction(() => document.querySelectorAll('.result').length === 1)
      assert.equal(await page.locator('.result__link').innerText(), 'People who can help')
      await page.locator('.result__link').click()
      await page.waitForSelector('mark.found')
      assert.match(page.url(), /help\/people\.html\?find=Childline/)
      await close(page)
    })
  })
}

test('a Welsh word is not cut as an English one, and is found by its mutations', async () => {
  const page = await open(browser)
  await page.goto(`${server.address}visits.cy.html`)
  await finds(page, 'blant', [['Pan fyddwn ni’n ymweld â chi', '', '']])
  await page.goto(`${server.address}visits.cy.html?find=plant`)
  await page.waitForSelector('mark.found')
  assert.deepEqual(await page.locator('mark.found').allInnerTexts(), ['plant'])
  await close(page)
})

for (const [name, base] of Object.entries(places)) {
  test(`a document is read in the language that is chosen, ${name}`, async () => {
    const page = await open(browser, { javaScriptEnabled: false })
    await page.goto(`${base()}visits.html`)
    const here = () => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir, document.querySelector('h1').textContent])
    assert.deepEqual(await here(), ['en-GB', 'ltr', 'When we visit you'])
    const choices = page.getByRole('navigation', { name: 'Read this in another language' }).getByRole('listitem')
    assert.deepEqual(await choices.evaluateAll((all) => all.map((one) => [one.innerText.trim(), one.lang, one.dir])),
      [['English', 'en-GB', 'ltr'], ['Cymraeg', 'cy', 'ltr'], ['العربية', 'ar', 'rtl']])
    await page.getByRole('link', { name: 'Cymraeg' }).click()
    await page.waitForURL(`${base()}visits.cy.html`)
    assert.deepEqual(await here(), ['cy', 'ltr', 'Pan fyddwn ni’n ymweld â chi'])
    assert.equal(await page.locator('.languages [aria-current="true"]').innerText(), 'Cymraeg')
    await page.getByRole('link', { name: 'العربية' }).click()
    await page.waitForURL(`${base()}visits.ar.html`)
    assert.deepEqual(await here(), ['ar', 'rtl', 'عندما نزوركم'])
    await page.getByRole('link', { name: 'English' }).click()
    await page.waitForURL(`${base()}visits.html`)
    assert.deepEqual(await here(), ['en-GB', 'ltr', 'When we visit you'])
    assert.equal(await page.locator('link[rel="alternate"][hreflang]').count(), 3)
    await close(page)
  })
}

describe('a page that runs from right to left', () => {
  const opened = async (width) => {
    const page = await open(browser, { viewport: { width, height: 800 } })
    await page.goto(`${server.address}visits.ar.html`)
    return page
  }

  test('begins on the right, its header and its English phrases too', async () => {
    const page = await opened(1280)
    const left = async (selector) => (await page.locator(selector).first().boundingBox()).x
    assert.ok(await left('.site-header__title') > await left('.site-search'))
    assert.ok(await left('.languages__item:first-child') > await left('.languages__item:last-child'))
    assert.ok(await left('.document-head__title') > await left('.toc'))
    assert.ok(await left('.neighbours__link--previous') > await left('.neighbours__link--next'))
    assert.ok(await left('.steps__number') > await left('.steps__text'))
    // The line between steps runs below the numbers, at the beginning.
    assert.equal(await page.locator('.steps__step').first().evaluate((step) => getComputedStyle(step, '::before').right), '17px')
    // Arrows point to where their page is.
    assert.equal(await page.locator('.neighbours .icon').first().evaluate((icon) => getComputedStyle(icon).scale), '-1 1')
    await close(page)
  })

  /** Where the first and the last of some words of a text stand, from the left. */
  const order = (locator, words) => locator.evaluate((element, words) => words.map((word) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.nodeValue.indexOf(word)
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + word.length)
      return range.getBoundingClientRect().left
    }
    return null
  }), words)

  test('shows a telephone number, and English, from left to right', async () => {
    const page = await opened(1280)
    const [area, number] = await order(page.locator('.prose p').first(), ['01632', '960101'])
    assert.ok(area < number, `${area}, ${number}`)
    const [made, stop] = await order(page.locator('.site-footer'), ['This edition', '2027.'])
    assert.ok(made < stop, `${made}, ${stop}`)
    await close(page)
  })

  test('fits a phone, and axe finds nothing', async () => {
    for (const width of [320, 1280]) {
      const page = await opened(width)
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width)
      assert.deepEqual(await findings(page), [])
      await close(page)
    }
  })
})

describe('the sample’s Welsh pages', () => {
  let families
  before(() => { families = build(undefined, [], 'families') })

  test('who to ring and staying safe are in Welsh, with the numbers of the English page', async () => {
    const page = await open(browser)
    const numbers = () => page.locator('main').evaluate((main) => [...new Set(main.innerText.match(/\b(999|55|0\d{4} \d{6})\b/g))])
    await page.goto(`${onDisk(families)}for-families/who-to-ring.html`)
    const english = await numbers()
    await page.getByRole('link', { name: 'Cymraeg' }).click()
    await page.waitForURL(/who-to-ring\.cy\.html$/)
    assert.deepEqual(await numbers(), english)
    assert.ok(english.length > 6)
    // The way out, and what it can't do, are said in the page's language.
    assert.match(await page.locator('.reader-bar__exit').innerText(), /Gadael y dudalen hon/)
    await page.getByRole('link', { name: 'Cadw’n ddiogel ar-lein' }).first().click()
    await page.waitForURL(/staying-safe-online\.cy\.html$/)
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'cy')
    await close(page)
  })

  test('axe finds nothing on them, and nothing runs over the edge', async () => {
    for (const file of ['who-to-ring', 'staying-safe-online']) {
      const page = await open(browser, { viewport: { width: 320, height: 640 } })
      await page.goto(`${onDisk(families)}for-families/${file}.cy.html`)
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320)
      assert.deepEqual(await findings(page), [])
      await close(page)
    }
  })
})
