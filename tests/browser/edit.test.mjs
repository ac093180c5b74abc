// Editing in the browser: what is typed is shown and checked, saved as it was meant, and never lost.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'

import { findings } from './support/axe.mjs'
import { launch, open } from './support/browser.mjs'
import { preview } from './support/preview.mjs'

const FILE = 'content/policies/edit-test.md'
const TEXT = `---
title: Edit test
# A comment that stays.
summary: A page to edit. # to be shortened
kind: policy
status: current
owner: Head of Service
reviewed: 2026-06-01
unknown_field: {kept: [as, it], is: "!"}
model:
  - mapping
---

First words.

## A heading

More words.
`

let browser
let site
let tab

before(async () => { browser = await launch() })
after(async () => { await browser?.close() })

beforeEach(async () => {
  site = await preview(['--edit'])
  site.write(FILE, TEXT)
  assert.ok(await poll(async () => (await fetch(`${site.address}policies/edit-test.html`)).ok))
  tab = await open(browser)
  await tab.goto(site.entrance())
})

afterEach(async () => {
  await tab?.context().close()
  await site?.stop()
})

async function poll(isReady) {
  for (let tries = 0; tries < 200; tries++) {
    if (await isReady()) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}

const says = (words, target = tab) => target.getByRole('status').filter({ hasText: words }).waitFor()
const text = (target = tab) => target.getByLabel('Text', { exact: true })
const page = (target = tab) => target.frameLocator('#page')

// The preview may have been started again, and then it has another key.
async function edit(target = tab) {
  await target.goto(site.entrance())
  await target.goto(`${site.address}.handbook/edit/?file=${FILE}`)
  await says('Saved', target)
}

async function fields() {
  await tab.locator('#form > summary').click()
}

async function typeAtEnd(words, target = tab) {
  await text(target).focus()
  await target.keyboard.press('Control+End')
  await target.keyboard.insertText(words)
}

function kept() {
  const folder = join(site.folder, '.handbook-kept', FILE)
  if (!existsSync(folder)) return []
  return readdirSync(folder).sort().map((name) => readFileSync(join(folder, name), 'utf8'))
}

describe('what is typed', () => {
  test('is reached from the page, shown at once, and written only when it is saved', async () => {
    await tab.goto(`${site.address}policies/edit-test.html`)
    await tab.getByRole('link', { name: 'Edit', exact: true }).click()
    await says('Saved')
    await page().getByText('First words.').waitFor()
    await typeAtEnd('\nTyped words.\n')
    await says('Not saved')
    await page().getByText('Typed words.').waitFor()
    assert.equal(site.read(FILE), TEXT)
    await tab.keyboard.press('Control+S')
    await says('Saved')
    assert.equal(site.read(FILE), `${TEXT}\nTyped words.\n`)
    assert.deepEqual(kept(), [TEXT])
    await tab.getByRole('link', { name: 'Back to the page' }).click()
    await tab.getByText('Typed words.').waitFor()
  })

  test('is checked, and each problem leads to its line', async () => {
    await edit()
    await typeAtEnd('\n[Lost](nowhere.md)\n')
    const problem = tab.locator('.problem').filter({ hasText: 'nowhere.md' })
    await problem.waitFor()
    await problem.getByRole('button', { name: 'Line 20' }).click()
    const selected = await text().evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd))
    assert.equal(selected, '[Lost](nowhere.md)')
  })

  test('can be undone, buttons and all', async () => {
    await edit()
    await text().focus()
    await tab.keyboard.press('Control+End')
    await tab.getByRole('button', { name: 'Bold' }).click()
    await tab.getByRole('combobox', { name: 'Component' }).selectOption('key-points')
    await tab.getByRole('button', { name: 'Add component' }).click()
    assert.match(await text().inputValue(), /\*\*important\*\*\n\n:::key-points/)
    await tab.keyboard.press('Control+Z')
    await tab.keyboard.press('Control+Z')
    assert.equal(await text().inputValue(), TEXT)
  })
})

describe('the form', () => {
  test('changes the field and nothing else', async () => {
    await edit()
    await fields()
    await tab.getByLabel('Title', { exact: true }).fill('Section 47: what we do')
    await tab.getByLabel('Status').selectOption('under-review')
    await tab.getByLabel('Review by').fill('2027-06-01')
    await tab.getByRole('checkbox', { name: 'Mapping' }).uncheck()
    await tab.getByRole('checkbox', { name: 'Scaling' }).check()
    await tab.getByRole('checkbox', { name: 'Staff' }).check()
    await tab.getByLabel('Summary').fill('Shorter.')
    await tab.getByRole('button', { name: 'Save' }).click()
    await says('Saved')
    const expected = TEXT
      .replace('title: Edit test', 'title: "Section 47: what we do"')
      .replace('summary: A page to edit. # to', 'summary: Shorter. # to')
      .replace('status: current', 'status: under-review')
      .replace('model:\n  - mapping\n', 'model: [scaling]\nreview_by: 2027-06-01\naudience: [staff]\n')
    assert.equal(site.read(FILE), expected)
  })

  test('shows what the text says, and leaves alone what it can’t show', async () => {
    site.edit(FILE, 'status: current', 'status: >-\n  current')
    await edit()
    await fields()
    assert.equal(await tab.getByLabel('Owner').inputValue(), 'Head of Service')
    assert.equal(await tab.getByLabel('Reviewed', { exact: true }).inputValue(), '2026-06-01')
    assert.ok(await tab.getByRole('checkbox', { name: 'Mapping' }).isChecked())
    assert.ok(await tab.getByLabel('Status').isDisabled())
    await text().evaluate((area) => area.setSelectionRange(0, area.value.length))
    await text().focus()
    await tab.keyboard.insertText('Words alone.')
    assert.equal(await tab.getByLabel('Owner').inputValue(), '')
    await tab.getByLabel('Owner').fill('Me')
    await tab.getByLabel('Owner').blur()
    assert.equal(await text().inputValue(), '---\nowner: Me\n---\n\nWords alone.')
  })
})

describe('no text is lost', () => {
  test('when somebody else changes the file', async () => {
    await edit()
    await typeAtEnd('\nMine.\n')
    const theirs = TEXT.replace('First', 'Their')
    site.write(FILE, theirs)
    await tab.getByRole('button', { name: 'Save', exact: true }).click()
    await tab.getByRole('heading', { name: 'Somebody else has changed this file' }).waitFor()
    assert.equal(await tab.getByLabel('Your text').inputValue(), `${TEXT}\nMine.\n`)
    assert.equal(await tab.getByLabel('The file now').inputValue(), theirs)
    assert.match(await tab.locator('#conflict-words').textContent(), /from line 14 on/)
    assert.equal(site.read(FILE), theirs)
    await tab.getByRole('button', { name: 'Save mine over it' }).click()
    await says('Saved')
    assert.equal(site.read(FILE), `${TEXT}\nMine.\n`)
    assert.deepEqual(kept(), [theirs])
  })

  test('and the text follows the file while nothing is typed', async () => {
    await edit()
    const theirs = TEXT.replace('First', 'Their')
    site.write(FILE, theirs)
    assert.ok(await poll(async () => await text().inputValue() === theirs))
    await page().getByText('Their words.').waitFor()
    await typeAtEnd('\nMine.\n')
    site.write(FILE, TEXT)
    await says('The file has been changed')
    assert.equal(await text().inputValue(), `${theirs}\nMine.\n`)
  })

  test('when one takes the file as it is, for that can be undone', async () => {
    await edit()
    await typeAtEnd('\nMine.\n')
    site.write(FILE, 'Theirs.\n')
    await tab.getByRole('button', { name: 'Save', exact: true }).click()
    await tab.getByRole('button', { name: 'Take the file as it is now' }).click()
    assert.equal(await text().inputValue(), 'Theirs.\n')
    await tab.keyboard.press('Control+Z')
    assert.equal(await text().inputValue(), `${TEXT}\nMine.\n`)
  })

  test('when the browser ends before it is saved', async () => {
    await edit()
    await typeAtEnd('\nNearly lost.\n')
    await says('Not saved')
    const context = tab.context()
    await tab.close({ runBeforeUnload: false })
    tab = await context.newPage()
    await edit()
    assert.equal(await text().inputValue(), TEXT)
    await tab.getByRole('button', { name: 'Go on with it' }).click()
    assert.equal(await text().inputValue(), `${TEXT}\nNearly lost.\n`)
    await tab.keyboard.press('Control+S')
    await says('Saved')
    assert.equal(site.read(FILE), `${TEXT}\nNearly lost.\n`)
    await edit()
    assert.ok(await tab.locator('#found').isHidden())
  })

  test('when the preview has ended', async () => {
    await edit()
    await site.kill()
    await typeAtEnd('\nNobody there.\n')
    await tab.keyboard.press('Control+S')
    await says('can’t be reached')
    await site.restart()
    await edit()
    await tab.getByRole('button', { name: 'Go on with it' }).click()
    assert.equal(await text().inputValue(), `${TEXT}\nNobody there.\n`)
  })

  test('when one leaves without thinking', async () => {
    await edit()
    await typeAtEnd('\nMore.\n')
    const asked = new Promise((resolve) => tab.once('dialog', (dialog) => { resolve(dialog.type()); dialog.dismiss() }))
    await tab.getByRole('link', { name: 'Back to the page' }).click({ noWaitAfter: true })
    assert.equal(await asked, 'beforeunload')
    assert.equal(await text().inputValue(), `${TEXT}\nMore.\n`)
  })
})

test('a new document is begun from its kind, and opens to be written', async () => {
  await edit()
  await tab.getByRole('link', { name: 'New document' }).click()
  const start = tab.getByRole('button', { name: 'Start writing' })
  await tab.getByLabel('Kind', { exact: true }).selectOption('policy')
  assert.equal(await tab.getByLabel('Section', { exact: true }).inputValue(), 'policies')
  assert.deepEqual(await findings(tab), [])
  await start.click()
  await tab.getByText('Give it a title.').waitFor()
  await tab.getByLabel('Title', { exact: true }).fill('Working on your own')
  await start.click()
  await says('Saved')
  assert.match(await text().inputValue(), /^---\ntitle: Working on your own\n[^]*kind: policy\n/)
  assert.ok(existsSync(join(site.folder, 'content/policies/working-on-your-own.md')))
  await tab.goto(`${site.address}.handbook/edit/new`)
  await tab.getByLabel('Kind', { exact: true }).selectOption('policy')
  await tab.getByLabel('Title', { exact: true }).fill('Working on your own')
  await start.click()
  await tab.getByText('There is a document of this name already.').waitFor()
  assert.deepEqual(tab.problems.filter((one) => !one.includes('409') && !one.includes('404')), [])
})

test('a pasted picture is saved beside the document, with words for those who can’t see it', async () => {
  await edit()
  // While the page beside loads, the browser may give the keys to it.
  await page().getByText('First words.').waitFor()
  await text().focus()
  await tab.keyboard.press('Control+End')
  await text().evaluate(async (area) => {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 4
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
    const data = new DataTransfer()
    data.items.add(new File([blob], '../Our Map.PNG', { type: 'image/png' }))
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  const words = tab.getByLabel('Say it for people who can’t see it')
  await words.fill('A map [draft]')
  await words.press('Enter')
  await poll(async () => (await text().inputValue()) !== TEXT)
  assert.equal(await text().inputValue(), `${TEXT}![A map \\[draft\\]](our-map.png)`)
  assert.ok(existsSync(join(site.folder, 'content/policies/our-map.png')))
  const picture = page().getByRole('img', { name: 'A map [draft]' })
  await picture.waitFor()
  assert.ok(await poll(() => picture.evaluate((image) => image.naturalWidth === 4)), 'it is shown')
})

test('a page from elsewhere can neither read the token nor write', async () => {
  const address = `${site.address}.handbook/edit/`
  const elsewhere = createServer((_, response) => {
    response.setHeader('content-type', 'text/html')
    response.end('<!doctype html><title>Elsewhere</title>')
  }).listen(0, '127.0.0.1')
  await once(elsewhere, 'listening')
  try {
    await tab.goto(`http://127.0.0.1:${elsewhere.address().port}/`)
    const tried = await tab.evaluate(async ({ address, file }) => {
      const outcomes = []
      const save = `${address}save?file=${file}&version=x`
      for (const [url, options] of [
        [address, {}],
        [save, { method: 'POST', body: 'hostile' }],
        [save, { method: 'POST', body: 'hostile', mode: 'no-cors' }],
        [save, { method: 'POST', body: 'hostile', headers: { 'handbook-token': 'guessed' } }]
      ]) {
        outcomes.push(await fetch(url, options).then((response) => response.type, () => 'refused'))
      }
      const frame = document.createElement('iframe')
      frame.src = address
      document.body.append(frame)
      await new Promise((resolve) => { frame.onload = resolve; setTimeout(resolve, 1000) })
      try { outcomes.push(frame.contentDocument === null ? 'unreadable' : 'read') } catch { outcomes.push('unreadable') }
      return outcomes
    }, { address, file: FILE })
    assert.deepEqual(tried, ['refused', 'refused', 'refused', 'refused', 'unreadable'])
    assert.equal(site.read(FILE), TEXT)
  } finally {
    elsewhere.close()
  }
})

for (const [name, options] of [
  ['wide and light', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }],
  ['narrow and dark', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' }]
]) {
  test(`the editor is sound where it is ${name}`, async () => {
    await tab.context().close()
    tab = await open(browser, options)
    const errors = []
    tab.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()) })
    tab.on('pageerror', (error) => errors.push(error.message))
    await edit()
    await fields()
    await typeAtEnd('\n[Lost](nowhere.md)\n')
    await tab.locator('.problem').filter({ hasText: 'nowhere.md' }).waitFor()
    assert.deepEqual(await findings(tab), [])
    const width = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    assert.ok(width <= 0, `${width} too wide`)
    assert.deepEqual(errors, [])
  })
}
