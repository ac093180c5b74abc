// The preview in an open page: a saved edit appears, and the reader keeps their place.

import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'

import { findings } from './support/axe.mjs'
import { launch, open } from './support/browser.mjs'
import { preview } from './support/preview.mjs'

const FILE = 'content/preview-test.md'

const paragraphs = (from, to) =>
  Array.from({ length: to - from }, (_, n) => `Paragraph ${from + n} has some words in it to be read.`).join('\n\n')

const page = (words, top = 'The top.') => `---
title: Preview test
summary: A page to edit.
---

${top}

## First part

${paragraphs(0, 15)}

<details><summary>More about it</summary>

Hidden words.

</details>

## Second part

${words}

${paragraphs(15, 40)}
`

let browser
let site
let tab

before(async () => { browser = await launch() })
after(async () => { await browser?.close() })

beforeEach(async () => {
  site = await preview()
  site.write(FILE, page('First words.'))
  tab = await open(browser)
})

afterEach(async () => {
  await tab?.context().close()
  await site?.stop()
})

async function visit(name = 'preview-test.html', target = tab) {
  const found = await poll(async () => (await fetch(site.address + name)).ok)
  assert.ok(found, `${name} is not served`)
  await target.goto(site.address + name)
  await target.locator('handbook-preview').waitFor({ state: 'attached' })
  await target.getByRole('status').filter({ hasText: 'Up to date' }).waitFor()
}

async function poll(isReady) {
  for (let tries = 0; tries < 300; tries++) {
    if (await isReady()) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}

/** The tab's window keeps a mark: a page that was loaded again has lost it. */
const mark = (target = tab) => target.evaluate(() => { window.mark = true })
const isMarked = (target = tab) => target.evaluate(() => window.mark === true)

const panel = (target = tab) => target.locator('handbook-preview .panel')

describe('a saved edit appears in an open page', () => {
  test('which keeps scroll, focus, open details and what was typed', async () => {
    await visit()
    await mark()
    await tab.evaluate(() => {
      const field = document.createElement('input')
      field.id = 'typed'
      document.querySelector('main').append(field)
      document.querySelector('main details').open = true
      document.querySelector('#second-part').scrollIntoView({ behavior: 'instant' })
    })
    await tab.locator('#typed').focus()
    await tab.keyboard.type('half a wo')
    await tab.evaluate(() => document.querySelector('#second-part').scrollIntoView({ behavior: 'instant' }))
    // Where it comes to rest: the browser scrolls to what is typed when it has the time.
    const top = () => tab.evaluate(async () => {
      const now = () => document.querySelector('#second-part').getBoundingClientRect().top
      for (let last = NaN; last !== now();) {
        last = now()
        await new Promise((next) => setTimeout(next, 100))
      }
      return now()
    })
    const was = await top()
    site.write(FILE, page('Second words.', 'The top.\n\nA new paragraph above.\n\nAnd another.'))
    await tab.getByText('Second words.').waitFor()
    assert.equal(await tab.getByText('A new paragraph above.').count(), 1)
    assert.ok(Math.abs(await top() - was) <= 1, `from ${was} to ${await top()}`)
    assert.equal(await tab.evaluate(() => document.activeElement.id), 'typed')
    await tab.keyboard.type('rd')
    assert.equal(await tab.locator('#typed').inputValue(), 'half a word')
    assert.equal(await tab.evaluate(() => document.querySelector('main details').open), true)
    assert.ok(await isMarked())
    assert.deepEqual(tab.problems, [])
  })

  test('which keeps what is selected, even in the paragraph that changes', async () => {
    await visit()
    await tab.evaluate(() => {
      const words = Array.from(document.querySelectorAll('main p')).find((p) => p.textContent === 'First words.')
      getSelection().setBaseAndExtent(words.firstChild, 6, words.firstChild, 11)
    })
    site.write(FILE, page('Other words.'))
    await tab.getByText('Other words.').waitFor()
    assert.equal(await tab.evaluate(() => String(getSelection())), 'words')
  })

  test('a hundred times in the same place', async () => {
    await visit()
    await mark()
    await tab.evaluate(() => document.querySelector('#second-part').scrollIntoView({ behavior: 'instant' }))
    const top = () => tab.evaluate(() => document.querySelector('#second-part').getBoundingClientRect().top)
    const was = await top()
    for (let n = 1; n <= 100; n++) {
      site.write(FILE, page(`Edit ${n}.`, `The top.\n\n${'A line more.\n\n'.repeat(n % 7)}`))
      if (n % 10 === 0) await tab.getByText(`Edit ${n}.`).waitFor()
    }
    assert.ok(Math.abs(await top() - was) <= 1, `from ${was} to ${await top()}`)
    assert.ok(await isMarked())
    assert.deepEqual(tab.problems, [])
  })

  test('and nothing that stayed the same is touched', async () => {
    await visit()
    await tab.evaluate(() => {
      window.touched = []
      new MutationObserver((all) => {
        for (const one of all) window.touched.push(`${one.type} ${one.target.nodeName} ${one.target.data ?? ''}`)
      }).observe(document.querySelector('main'), { subtree: true, childList: true, attributes: true, characterData: true })
    })
    site.write(FILE, page('Other words.'))
    await tab.getByText('Other words.').waitFor()
    const touched = await tab.evaluate(() => window.touched)
    assert.deepEqual(touched, ['characterData #text Other words.'])
  })

  test('in a theme’s styles without loading the page again', async () => {
    await visit()
    await mark()
    const themes = `${site.folder}/themes/default/styles`
    const { mkdirSync, writeFileSync } = await import('node:fs')
    mkdirSync(themes, { recursive: true })
    writeFileSync(`${themes}/hacks.css`, '@layer utilities { h1 { letter-spacing: 7px; } }\n')
    await tab.waitForFunction(() => getComputedStyle(document.querySelector('h1')).letterSpacing === '7px')
    assert.ok(await isMarked())
    assert.deepEqual(tab.problems, [])
  })
})

describe('a mistake', () => {
  test('in front matter is shown over the last good page, and heals', async () => {
    await visit()
    await mark()
    await tab.locator('body').click({ position: { x: 5, y: 5 } })
    site.write(FILE, page('First words.').replace('title: Preview test', 'title: Preview: <img src=x onerror=alert(1)>'))
    await panel().waitFor()
    const text = await panel().innerText()
    assert.match(text, /Error: /)
    assert.match(text, /front-matter-unreadable/)
    assert.match(text, /content\/preview-test\.md:2:15/)
    assert.match(text, /title: Preview: <img src=x onerror=alert\(1\)>\n.*\^/)
    assert.match(text, /To put it right: /)
    assert.match(text, /last good page/)
    assert.equal(await tab.getByRole('heading', { level: 1, name: 'Preview test' }).count(), 1)
    assert.equal(await tab.getByText('First words.').count(), 1)
    assert.equal(await tab.evaluate(() => document.activeElement.nodeName), 'BODY')
    assert.deepEqual(await findings(tab), [])
    await tab.keyboard.press('Escape')
    await panel().waitFor({ state: 'hidden' })
    site.write(FILE, page('Healed words.'))
    await tab.getByText('Healed words.').waitFor()
    await tab.getByRole('status').filter({ hasText: 'Up to date' }).waitFor()
    assert.ok(await isMarked())
    assert.deepEqual(tab.problems, [])
  })

  test('closes its message by itself when it is put right', async () => {
    await visit()
    site.write(FILE, page('See [this](nowhere.md).'))
    await panel().waitFor()
    assert.match(await panel().innerText(), /There is no file “nowhere\.md”/)
    site.write(FILE, page('See nothing.'))
    await panel().waitFor({ state: 'hidden' })
  })

  test('in a template or in handbook.yaml keeps every page', async () => {
    await visit()
    const settings = site.read('handbook.yaml')
    site.write('handbook.yaml', `title: [\n${settings}`)
    await panel().waitFor()
    assert.match(await panel().innerText(), /handbook\.yaml:/)
    assert.match(await tab.title(), /Preview test/)
    site.write('handbook.yaml', settings)
    await panel().waitFor({ state: 'hidden' })

    const { mkdirSync } = await import('node:fs')
    mkdirSync(`${site.folder}/themes/default/templates`, { recursive: true })
    site.write('themes/default/templates/document.html', '{% extends "base.html" %}{% block main %}{{ page.title')
    await panel().waitFor()
    assert.match(await panel().innerText(), /template-failed/)
    assert.equal(await tab.getByText('First words.').count(), 1)
    site.remove('themes/default/templates/document.html')
    await panel().waitFor({ state: 'hidden' })
    assert.deepEqual(tab.problems, [])
  })
})

test('a page that is deleted says so, and comes back', async () => {
  await visit()
  site.remove(FILE)
  await tab.getByRole('status').filter({ hasText: 'no longer in the handbook' }).waitFor()
  assert.equal(await tab.getByText('First words.').count(), 1)
  site.write(FILE, page('Back again.'))
  await tab.getByText('Back again.').waitFor()
  tab.problems = tab.problems.filter((problem) => !problem.includes('404'))
  assert.deepEqual(tab.problems, [])
})

test('a page that was missing appears when it is written', async () => {
  await tab.goto(`${site.address}later/on.html`)
  await tab.getByRole('heading', { name: 'Page not found' }).waitFor()
  const { mkdirSync } = await import('node:fs')
  mkdirSync(`${site.folder}/content/later`)
  site.write('content/later/on.md', '---\ntitle: It came\n---\n')
  await tab.getByRole('heading', { name: 'It came' }).waitFor()
})

test('ten open tabs all hear of a change, and an eleventh is answered', async () => {
  const context = await browser.newContext()
  const tabs = []
  for (let n = 0; n < 10; n++) {
    const one = await context.newPage()
    await visit('preview-test.html', one)
    tabs.push(one)
  }
  site.write(FILE, page('For all of them.'))
  await Promise.all(tabs.map((one) => one.getByText('For all of them.').waitFor()))
  // The one that listens for all is closed; another takes its place.
  await tabs.shift().close()
  site.write(FILE, page('For those that are left.'))
  await Promise.all(tabs.map((one) => one.getByText('For those that are left.').waitFor()))
  await context.close()
})

test('a page finds the preview again after a restart', async () => {
  await visit()
  await mark()
  await site.kill()
  await tab.getByRole('status').filter({ hasText: 'has stopped' }).waitFor()
  site.write(FILE, page('Written meanwhile.'))
  await site.restart()
  await tab.getByText('Written meanwhile.').waitFor()
  await tab.getByRole('status').filter({ hasText: 'Up to date' }).waitFor()
  assert.ok(await isMarked())
})

test('the bar is worked by keyboard, can be hidden, and is not printed', async () => {
  site.write(FILE, page('See [this](nowhere.md).'))
  await tab.goto(`${site.address}preview-test.html`)
  await panel().waitFor()
  const problems = tab.getByRole('button', { name: /on this page/ })
  await problems.focus()
  await tab.keyboard.press('Enter')
  await panel().waitFor({ state: 'hidden' })
  assert.equal(await problems.getAttribute('aria-expanded'), 'false')
  await tab.keyboard.press('Enter')
  await panel().waitFor()
  await tab.getByRole('button', { name: 'Close' }).focus()
  await tab.keyboard.press('Escape')
  assert.match(await tab.evaluate(() => document.querySelector('handbook-preview').shadowRoot.activeElement.className), /button/)
  await tab.getByRole('button', { name: 'Hide' }).click()
  await tab.getByRole('button', { name: 'Show the preview’s bar' }).waitFor()
  await tab.reload()
  await tab.getByRole('button', { name: 'Show the preview’s bar' }).click()
  await tab.getByRole('button', { name: 'Open in my editor' }).waitFor()
  await tab.emulateMedia({ media: 'print' })
  assert.equal(await tab.locator('handbook-preview').isVisible(), false)
})
