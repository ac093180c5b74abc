// The judged questions: how often the first result, and the first five, hold a page that answers. Also what must hold
// of any handbook's search: a title finds its document, a slip and a cut word find what the whole finds.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, describe, test } from 'node:test'

import { build } from '../browser/support/site.mjs'
import { client, engine, find } from './client.mjs'

const lines = readFileSync(new URL('questions.txt', import.meta.url), 'utf8').split('\n')
const questions = lines.filter((line) => line.includes('|') && !line.startsWith('#')).map((line) => {
  const [asked, pages] = line.split('|')
  return { asked: asked.trim(), pages: pages.trim().split(/\s+/).map((page) => `${page}.html`) }
})

let loaded
before(async () => {
  loaded = await engine(process.env.SITE ?? build())
})

/** Where the first right page stands among the results, from 0; 99 if it isn't there. */
async function place({ asked, pages }, limit = 10) {
  const found = await find(loaded, asked, limit)
  const first = found.findIndex((one) => pages.includes(one.url))
  return { first: first < 0 ? 99 : first, found }
}

describe('the judged questions', () => {
  test('there are at least 120', () => {
    assert.ok(questions.length >= 120, `only ${questions.length}`)
    assert.equal(new Set(questions.map((one) => one.asked)).size, questions.length)
  })

  test('the first result answers 85 in 100, the first five 97', async () => {
    const missed = []
    let [first, five] = [0, 0]
    for (const question of questions) {
      const result = await place(question)
      if (result.first === 0) first += 1
      if (result.first < 5) five += 1
      if (result.first > 0) missed.push(`${result.first}: ${question.asked} → ${result.found.slice(0, 3).map((one) => one.url).join(', ')}`)
    }
    const figures = `success@1 ${(first / questions.length).toFixed(3)}, @5 ${(five / questions.length).toFixed(3)} of ${questions.length}`
    if (process.env.SHOW) console.log([figures, ...missed].join('\n'))
    assert.ok(first / questions.length >= 0.85 && five / questions.length >= 0.97, [figures, ...missed].join('\n'))
  })

  test('every question has a result', async () => {
    for (const { asked } of questions) assert.ok((await find(loaded, asked, 1)).length > 0, asked)
  })
})

describe('what holds of any handbook', () => {
  test('a title finds its document first', async () => {
    const { index } = loaded
    const records = await Promise.all(Array.from({ length: index.documents }, (_, number) => index.record(number)))
    const wrong = []
    for (const [title, url, , , status] of records) {
      if (status === 'withdrawn') continue
      const [first] = await find(loaded, title, 1)
      const same = records.filter((one) => one[0] === title).map((one) => one[1])
      if (!same.includes(first?.url)) wrong.push(`${title}: ${url}, not ${first?.url}`)
    }
    assert.deepEqual(wrong, [])
  })

  test('the first letters of a word find whatever the word finds', async () => {
    const urls = async (words) => (await find(loaded, words, 500)).map((one) => one.url)
    for (const [letters, word] of [['genera', 'general'], ['assessm', 'assessment'], ['conferen', 'conference'], ['recordin', 'recording']]) {
      const found = new Set(await urls(letters))
      const lost = (await urls(`${word} `)).filter((url) => !found.has(url))
      assert.deepEqual(lost, [], `${letters}, ${word}`)
    }
  })

  test('small words do not change what comes first', async () => {
    const first = async (words) => (await find(loaded, `${words} `, 1))[0]?.url
    for (const [with_, without] of [['visit a child', 'visit child'], ['the core group', 'core group'], ['how to make a safety plan', 'make safety plan']]) {
      assert.equal(await first(with_), await first(without), with_)
    }
  })

  test('spellings that mean the same find the same', async () => {
    const same = [
      ['s47', 's.47', 's 47', 'section 47', 'Section 47'],
      ['child’s plan', "child's plan", 'childs plan'],
      ['pre-proceedings', 'preproceedings', 'pre proceedings'],
      ['organisation', 'organization'],
      ['multi-agency', 'multiagency'],
      ['café', 'cafe']
    ]
    for (const [first, ...others] of same) {
      const wanted = (await find(loaded, `${first} `, 1))[0]?.url
      for (const other of others) assert.equal((await find(loaded, `${other} `, 1))[0]?.url, wanted, `${first}, ${other}`)
    }
  })

  test('a phrase in quotation marks stands in every result, and a word with a minus in none', async () => {
    const { index } = loaded
    const text = async (url) => {
      for (let number = 0; number < index.documents; number += 1) {
        const record = await index.record(number)
        if (record[1] === url) return [record[0], record[5], ...record[6].flatMap((one) => [one[0], one[2]])].join('\n').toLowerCase()
      }
      return ''
    }
    const quoted = await find(loaded, '"danger statement"', 50)
    assert.ok(quoted.length > 3)
    for (const { url } of quoted) assert.match(await text(url), /danger\s+statement/, url)
    const without = await find(loaded, 'family time -court', 50)
    assert.ok(without.length > 3)
    for (const { url } of without) assert.doesNotMatch(await text(url), /\bcourts?\b/, url)
  })

  test('a withdrawn document comes after those in force', async () => {
    const urls = (await find(loaded, 'contact with family', 100)).map((one) => one.url)
    assert.equal(urls.indexOf('policies/contact-with-family-2024.html') > 4, true)
  })

  test('whatever is typed, there is an answer in time', async () => {
    const typed = ['', ' ', 'a', 'the of and', '"', '"" ""', '-', '--', '-a -b', '"><img src=x onerror=alert(1)>', '\u0000\u0001\u001b[2J',
      'שלום עולם', 'مرحبا', '😀👩‍👧', 'constructor', '__proto__', 'toString hasOwnProperty', '\ud800', '2:1', 'x'.repeat(10000),
      'child '.repeat(2000), '('.repeat(500), '漢字かな', '%E0%A4%A', 'a'.repeat(39) + ' ' + 'é'.repeat(41)]
    for (const query of typed) {
      const start = performance.now()
      const { results } = await loaded.find(query, { limit: 10 })
      assert.ok(Array.isArray(results), query.slice(0, 40))
      assert.ok(performance.now() - start < 3000, `${query.slice(0, 40)}: ${performance.now() - start} ms`)
    }
  })

  test('more words never make a good result worse than noise', async () => {
    for (const query of ['safety plan', 'safety plan u', 'safety plan un', 'safety plan the']) {
      assert.ok((await place({ asked: query, pages: ['how-we-work/safety-planning.html', 'tools/safety-plan-template.html'] })).first < 3, query)
    }
  })
})

test('a Welsh word is looked up in every form that its first letters may take', () => {
  const { welshForms } = client()
  for (const [word, ...others] of [
    ['plant', 'blant', 'mhlant', 'phlant'],
    ['phlant', 'plant', 'blant', 'mhlant'],
    ['theulu', 'teulu', 'deulu', 'nheulu'],
    ['waith', 'hwaith', 'gwaith', 'ngwaith'],
    ['nghymru', 'cymru', 'gymru', 'chymru'],
    ['ddiogel', 'diogel', 'niogel'],
    ['ferch', 'berch', 'merch'],
    ['hysgol', 'ysgol'],
    ['llys', 'lys'],
    ['rhif', 'rif'],
    ['ffonio'],
    ['ti'],
    ['أخصائي']
  ]) {
    assert.deepEqual([...welshForms(word)], [word, ...others])
  }
})
