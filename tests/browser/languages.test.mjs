// A handbook in three languages: English, Welsh, and Arabic, which is written from right to left. The golden handbook
// `languages` is shown with the default theme.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

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
      await finds(page, 'gweithiwr cymdeithasol', [["Pan fyddwn ni'n ymweld â chi", 'cy', 'ltr']])
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

test('a Welsh word is not cut as an English one', async () => {
  const page = await open(browser)
  await page.goto(`${server.address}visits.cy.html?find=plant`)
  await page.waitForSelector('mark.found')
  assert.deepEqual(await page.locator('mark.found').allInnerTexts(), ['plant'])
  await close(page)
})
