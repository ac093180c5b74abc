// Nothing that authors write and nothing that is searched for can run: a published list of ways is put wherever
// words of theirs go, and a browser says whether any of it ran. The policy for content is not in force here, so that
// the pages must hold by themselves; it has a test of its own, for attachments.

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'

import { launch, open } from './support/browser.mjs'
import { preview } from './support/preview.mjs'
import { build, files, onDisk, project, serve } from './support/site.mjs'
import { addresses, html, texts } from './support/vectors.mjs'

const armed = (text, name) => text.replaceAll('RUN', `__ran(${name})`)
const every = [...html, ...addresses, ...texts]
const words = (name) => texts.map((text) => armed(text, name)).join(' ')
const yaml = (value) => JSON.stringify(value)

/** Pages whose documents hold the list, as `content/NAME.md`. */
const documents = {
  index: '# Home\n',
  blocks: html.map((one, n) => `Before ${n}.\n\n${armed(one, n)}\n\nAfter ${n}.\n`).join('\n'),
  inline: html.map((one, n) => `- Words ${armed(one.replaceAll('\n', ' '), n)} words\n`).join(''),
  open: html.map((one, n) => `${armed(one, n)}\n<details>\n\n- **x**\n\n</details>\n`).join('\n'),
  links: addresses.map((one, n) => {
    const address = armed(one, n)
    return `[a${n}](<${address.replaceAll('\n', '&NewLine;')}>) ![b${n}](<${address.replaceAll('\n', '&NewLine;')}>) [c${n}](${address}) <${address}> [d${n}]\n\n` +
      `[d${n}]: <${address.replaceAll('\n', '')}> "${address.replaceAll('\n', '')}"\n\n<a href="${address}" title='${address}'>e</a> <img src="${address}" alt="${address}">\n`
  }).join('\n'),
  attributes: texts.map((one, n) => {
    const text = armed(one, n)
    const quoted = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
    return `## Heading ${text} {#${text} .${text} onclick=${text}}\n\n[x](index.md "${quoted}") ![${text}](x.png "${quoted}") [x](<index.md?${text}#${text}>) <https://x.example/${text}>\n\n` +
      `\`\`\`${text}\n${text}\n\`\`\`\n\n| ${text} |\n|---|\n| ${text} |\n\nA note.[^${n}] \`${text}\`\n\n[^${n}]: ${text}\n\n> [!NOTE] ${text}\n> ${text}\n\n` +
      `:::quote {by="${quoted}" said-to="${quoted}"}\n${text}\n:::\n\n:::details ${text}\n${text}\n:::\n\n:::contact ${text} {phone="${quoted}" email="${quoted}" hours="${quoted}"}\n${text}\n:::\n\n` +
      `:::legislation ${text} {address="javascript:__ran(${n})"}\n${text}\n:::\n\n:::timescale {event="${quoted}" within="${quoted}" source="${quoted}"}\n${text}\n:::\n\n` +
      `:::scale ${text} {zero="${quoted}" ten="${quoted}"}\n- ${text}: 8 - ${text}\n:::\n\n:::timeline ${text}\n- 2025-09-22: ${text}\n:::\n\n` +
      `:::flow ${text}\n- a: ${text}\n  - ${text} -> b\n- b: ${text}\n:::\n\n:::genogram ${text}\n- People\n  - A ${text.replaceAll(':', '')}: woman, ${text}\n  - B: man\n- Relationships\n  - B + A ${text.replaceAll(':', '')}: ${text}\n:::\n\n` +
      `:::unknown ${text} {x="${quoted}"}\n${text}\n:::\n`
  }).join('\n')
}

/** Front matter that holds the list in each field that pages show. */
function front(n) {
  const text = words(n)
  const field = ['title', 'summary', 'owner', 'approved_by', 'version', 'kind', 'status', 'template', 'replaced_by', 'source_version', 'language', 'reviewed', 'own_field']
  const list = ['tags', 'legislation', 'related', 'supersedes', 'model', 'criteria', 'audience_note']
  return ['---', ...field.filter((name) => name !== 'template' && name !== 'status').map((name) => `${name}: ${yaml(text)}`),
    ...list.map((name) => `${name}: ${yaml([armed(addresses[n], n), ...texts.map((one) => armed(one, n))])}`),
    `aliases: ${yaml([`old${n}.html`, armed(texts[0], n), armed(addresses[n], n)])}`, `amendments: [{date: 2026-01-01, summary: ${yaml(text)}}]`,
    `search: {keywords: ${yaml([text])}}`, '---', `The word zebra, best hopes, ${text}`].join('\n')
}

/** Acts whose addresses begin as one must, and go on with the list. */
const acts = texts.map((one, n) => ({ name: `Vector Act ${1900 + n}`, address: `https://x.example/${armed(one, n)}` }))
documents.acts = acts.map(({ name }) => `Under section 47 of the ${name}, and ${name}, s.3.\n`).join('\n') +
  `\n:::legislation ${acts[0].name}\nWords.\n:::\n`

const settings = {
  'glossary.yaml': ['terms:', ...texts.map((one, n) => {
    const text = armed(one, n)
    return `- {term: ${yaml(`best hopes ${text}`)}, abbreviations: ${yaml([`BH${n}`, text])}, also_known_as: ${yaml([text])}, say_instead_of: ${yaml([`zebra${n}`])}, definition: ${yaml(text)}, source: ${yaml(text)}}`
  })].join('\n') + '\n',
  'practice-model.yaml': `name: ${yaml(words(1))}\nsummary: ${yaml(words(2))}\nelements:\n` +
    texts.map((one, n) => `- {id: e${n}, name: ${yaml(armed(one, n))}, group: ${yaml(armed(one, n))}, promise: ${yaml(armed(one, n))}, summary: ${yaml(armed(one, n))}, owner: ${yaml(armed(one, n))}}`).join('\n') +
    `\nframeworks:\n- {id: f, name: ${yaml(words(3))}, summary: ${yaml(words(3))}, criteria: [{id: c, name: ${yaml(words(4))}, summary: ${yaml(words(4))}, owner: ${yaml(words(4))}}]}\n`
}

/** No rule holds up what is to be shown. */
const rules = readdirSync(join(project, 'src/check/rules')).filter((file) => file.endsWith('.md')).map((file) => file.slice(0, -3).replaceAll('_', '-'))
const off = `checks: {${rules.map((rule) => `${rule}: off`).join(', ')}}\n`

/** Names that files can have, where the system takes them. */
const names = process.platform === 'win32' ? [] : ['"><img src=x: onerror=__ran(1)>', '\' onfocus=__ran(1) autofocus x=\'', 'javascript:__ran(1)', '{{ __ran(1) }}', '&quot;&gt;&lt;img src=x: onerror=__ran(1)&gt;']

const drawing = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="90" onload="__ran(1)"><script>__ran(1)</script>' +
  '<a xlink:href="javascript:__ran(1)"><text y="20">x</text></a><foreignObject width="90" height="90"><body xmlns="http://www.w3.org/1999/xhtml" onload="__ran(1)"><img src="x:" onerror="__ran(1)"/></body></foreignObject></svg>'

function write(root, more) {
  const all = { 'handbook.yaml': `title: ${yaml(words(0))}\nlegislation: ${yaml([{ name: 'Children Act 1989', address: 'javascript:__ran(1)' }, ...acts])}\n${more}`, ...settings, 'content/ran.js': '__ran(1)\n',
    'content/drawing.svg': drawing, 'content/pages.html': `<body onload="__ran(1)"><script>__ran(1)</script>${drawing}`, 'content/shown.md': '# Shown\n\n![A drawing](drawing.svg) <img src="drawing.svg" alt="A drawing"> [x](drawing.svg) [x](pages.html)\n' }
  for (const [name, text] of Object.entries(documents)) all[`content/${name}.md`] = text
  for (let n = 0; n < addresses.length; n += 1) all[`content/front/f${n}.md`] = front(n)
  for (const name of names) {
    all[`content/${name}/${name}.md`] = `# Zebra ${name.length}\n\n![x](<${name}.svg>) [x](<${name}.pdf>)\n`
    all[`content/${name}/${name}.svg`] = drawing
    all[`content/${name}/${name}.pdf`] = '%PDF-1.4\n'
  }
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return root
}

let site
let browser
let web

before(async () => {
  site = build(write(mkdtempSync(join(tmpdir(), 'handbook-xss-')), off))
  browser = await launch()
  web = await serve(site)
})

after(async () => {
  await browser?.close()
  await web?.stop()
})

/** A page that keeps in `ran` what ran, in it or in any frame. */
async function watched(options = { bypassCSP: true }) {
  const page = await open(browser, options)
  page.ran = []
  page.setDefaultTimeout(10_000)
  await page.exposeBinding('__ran', (source, name) => page.ran.push(`${source.frame.url()}: ${name}`))
  page.on('dialog', (dialog) => { page.ran.push(dialog.message()); dialog.dismiss() })
  return page
}

/** What a reader might do to a page, to every element of it; then what is in it that could run still. */
function provoke() {
  for (const element of document.querySelectorAll('body, body *')) {
    for (const kind of ['mouseover', 'pointerenter', 'animationstart', 'load']) element.dispatchEvent(new Event(kind))
    if (element.matches('details')) element.open = true
    if (element.matches('main [tabindex], main input, main select, main textarea')) element.focus()
    if (element.matches('form[action^="javascript" i]')) element.requestSubmit()
  }
  // The last four ran in browsers of the past; here a link to one is clicked, and does nothing.
  const plain = ['http:', 'https:', 'file:', 'mailto:', 'tel:', 'view-source:', 'feed:', 'livescript:', 'mocha:']
  const found = []
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName
    if (['iframe', 'frame', 'object', 'embed', 'base', 'style', 'applet', 'portal'].includes(name)) found.push(`<${name}>`)
    if (name === 'script' && !element.src.includes('/theme-files/') && !element.src.includes('search')) found.push(`<script> ${element.outerHTML.slice(0, 100)}`)
    for (const attribute of element.attributes) {
      const bare = attribute.localName.toLowerCase()
      if (/^on[a-z]/.test(bare)) found.push(`${bare}=${attribute.value}`)
      if (['href', 'src', 'action', 'formaction', 'data', 'srcdoc', 'background', 'poster'].includes(bare)) {
        const protocol = URL.parse(attribute.value, location.href)?.protocol ?? 'file:'
        if (!plain.includes(protocol) && !(['img', 'link'].includes(name) && protocol === 'data:')) found.push(`<${name} ${bare}=${attribute.value}>`)
        if (name === 'a' && !['http:', 'https:', 'file:', 'mailto:', 'tel:'].includes(protocol)) element.click()
      }
    }
  }
  return found
}

async function provoked(page, address) {
  await page.goto(address)
  return (await page.evaluate(provoke)).map((one) => `${address}: ${one}`)
}

test('the list does run where nobody is in its way', async () => {
  const page = await watched()
  const ran = []
  for (const [n, one] of html.entries()) {
    page.ran.length = 0
    await page.setContent(armed(one, n), { waitUntil: 'commit' }).catch(() => {})
    await page.evaluate(provoke).catch(() => {})
    await page.waitForTimeout(15)
    if (page.ran.length > 0) ran.push(n)
  }
  // Others need files, an older browser, or to be read twice.
  assert.ok(ran.length > 50, `${ran.length} of ${html.length}: ${ran}`)
  await page.context().close()
})

for (const [name, base] of Object.entries({ 'on a web server': () => web.address, 'on the disk': () => onDisk(site) })) {
  test(`nothing that authors write runs ${name}`, async () => {
    const page = await watched()
    const pages = files(site, '.html').filter((file) => file !== 'pages.html')
    assert.ok(pages.length > 60, `${pages.length} pages`)
    const found = []
    for (const file of pages) found.push(...await provoked(page, base() + file.split('/').map(encodeURIComponent).join('/')))
    await page.waitForTimeout(200)
    assert.deepEqual([...page.ran, ...found], [])
    assert.deepEqual(page.problems.filter((one) => one.startsWith('script error')), [])
    await page.context().close()
  })

  test(`nothing that is searched for or found runs ${name}`, async () => {
    const page = await watched()
    const found = []
    for (const [n, one] of every.entries()) {
      const query = encodeURIComponent(armed(one, n))
      const address = n % 2 ? `search.html?q=${query}#${query}` : `front/f1.html?find=${query}#${query}`
      found.push(...await provoked(page, base() + address))
    }
    for (const [n, one] of every.entries()) await page.fill('#site-search', `zebra ${armed(one, n)}`)
    await page.fill('#site-search', 'zebra')
    await page.locator('[role="option"]').first().waitFor()
    found.push(...await page.evaluate(provoke))
    await page.goto(`${base()}search.html?q=zebra`)
    await page.locator('main mark').first().waitFor()
    found.push(...await page.evaluate(provoke))
    await page.waitForTimeout(200)
    assert.deepEqual([...page.ran, ...found], [])
    assert.deepEqual(page.problems.filter((one) => one.startsWith('script error')), [])
    await page.context().close()
  })
}

test('the address of an Act is an address, whatever stands in it', async () => {
  const page = await watched()
  await page.goto(`${web.address}acts.html`)
  const leads = await page.locator('main a[href^="https://x.example/"]').evaluateAll((links) => links.map((link) => new URL(link.href).host))
  assert.ok(leads.length >= acts.length, `${leads.length} links for ${acts.length} Acts`)
  assert.deepEqual(new Set(leads), new Set(['x.example']))
  await page.context().close()
})

test('drawings and pages that are attached run nothing under the policy that hosts are asked to send', async () => {
  const page = await watched({})
  for (const file of ['drawing.svg', 'pages.html']) {
    await page.goto(web.address + file)
    await page.waitForTimeout(100)
  }
  assert.deepEqual(page.ran, [])
  await page.context().close()
})

test('nothing runs in the preview, whose panel says all that is wrong', async () => {
  const shown = await preview([], write(mkdtempSync(join(tmpdir(), 'handbook-xss-')), ''))
  try {
    // Each in a page of its own: what one was provoked to may still be under way.
    for (const file of ['index.html', 'blocks.html', 'inline.html', 'links.html', 'attributes.html', 'front/f0.html']) {
      const page = await watched()
      await page.goto(shown.address + file)
      await page.waitForTimeout(300)
      const found = await page.evaluate(provoke)
      assert.deepEqual(page.ran, [], file)
      assert.deepEqual(found.filter((one) => !one.includes('/preview.js')), [], file)
      await page.context().close()
    }
  } finally {
    await shown.stop()
  }
})
