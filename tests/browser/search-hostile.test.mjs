// What authors write can't run in search results, nor take the names that the client uses.

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'

import { launch, open } from './support/browser.mjs'
import { build, onDisk } from './support/site.mjs'

const written = {
  'handbook.yaml': 'title: Test\n',
  'content/index.md': '---\ntitle: Home\n---\n\n[One](one.md) and [two](two.md).\n',
  'content/one.md':
    '---\ntitle: "Zebra <script>window.ran = 1</script> <img src=x onerror=\'window.ran = 2\'>"\n' +
    'summary: "&amp;lt; <b>zebra</b>"\n---\n\n' +
    'Zebra crossing.\n\n```html\n<img src=x onerror="window.ran = 3"> zebra\n```\n\n&lt;script&gt;window.ran = 4&lt;/script&gt; zebra\n',
  // Ids and names that become properties of window and document (DOM clobbering).
  'content/two.md':
    '---\ntitle: Giraffe\n---\n\nGiraffe.\n\n' +
    ['handbookSearch', 'search', 'location', 'querySelector', 'site-search-list', 'currentScript', 'body', 'createElement']
      .map((name) => `<a id="${name}" name="${name}">x</a>`).join('\n') + '\n'
}

let site
let browser

before(async () => {
  const root = mkdtempSync(join(tmpdir(), 'handbook-hostile-'))
  for (const [file, text] of Object.entries(written)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  site = build(root)
  browser = await launch()
})

after(() => browser?.close())

async function type(page, words) {
  await page.keyboard.press('/')
  await page.keyboard.insertText(words)
  await page.locator('[role="option"]').first().waitFor()
}

test('markup in titles, summaries and code is text in the list and on the results page', async () => {
  const page = await open(browser)
  await page.goto(`${onDisk(site)}index.html`)
  await type(page, 'zebra')
  assert.match(await page.locator('[role="option"]').first().innerText(), /Zebra <script>window\.ran = 1<\/script>/)
  await page.goto(`${onDisk(site)}search.html?q=zebra`)
  await page.locator('mark').first().waitFor()
  const results = page.locator('main')
  assert.match(await results.innerText(), /<img src=x onerror=’window\.ran = 2’>/)
  assert.equal(await results.locator('img, b, script').count(), 0)
  assert.equal(await page.evaluate(() => window.ran), undefined)
  assert.deepEqual(page.problems, [])
  await page.context().close()
})

test('ids that take the names of the client and of the browser do no harm', async () => {
  const page = await open(browser)
  await page.goto(`${onDisk(site)}two.html`)
  await type(page, 'giraffe')
  assert.match(await page.locator('[role="option"]').first().innerText(), /Giraffe/)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText('zebra')
  await page.locator('[role="option"]', { hasText: 'Zebra' }).first().waitFor()
  assert.deepEqual(page.problems, [])
  await page.context().close()
})
