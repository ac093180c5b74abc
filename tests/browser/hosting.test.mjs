// The settings that a build writes, included as docs/hosting says, in the servers that they are for, with a handbook
// below a path.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { after, before, describe, it } from 'node:test'

import { launch, open } from './support/browser.mjs'
import { preview } from './support/preview.mjs'
import { free, serve, servers } from './support/servers.mjs'
import { program } from './support/site.mjs'

// What is attached and would run a script if it could.
const pages = ['form.html', 'forms/Odd (1) & é.HTML', 'app/index.html']
const attached = ['map.svg', 'page.xhtml', 'page.xml', ...pages]
const inline = '<script>document.title = "ran"</script>'
const script = (name) => '../'.repeat(name.split('/').length - 1) + 'evil.js'
const links = [...attached, 'evil.js'].map((name) => `[A](<${name}>)\n`).join('')

/** Writes a handbook with all of that, and with old addresses. */
function book(root, address) {
  const write = (path, text) => {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  write('handbook.yaml', `title: Hosted\naddress: ${address}\nhosting: [nginx, apache, iis]\nprecompress: true\n`)
  write('content/index.md', '# Home\n\n[Next](next.md)\n\n![A map](map.svg)\n\n[Figures](figures.csv)\n')
  const aliases = 'aliases: [old/next.html, gone/, "odd (1) & é.html"]'
  write('content/next.md', `---\ntitle: Next\n${aliases}\n---\n\nSafeguarding.\n\n${links}`)
  write('content/map.svg', `<svg xmlns="http://www.w3.org/2000/svg">${inline}<script href="evil.js"/></svg>`)
  write('content/figures.csv', 'a,é\n')
  write('content/evil.js', 'document.title = "ran"; new Image().src = "/ran"\n')
  for (const name of pages) {
    write(`content/${name}`, `<!DOCTYPE html><title>still</title><p onclick="x()">Text${inline}<script src="${script(name)}"></script>`)
  }
  const markup = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>still</title><script src="evil.js"/></head></html>'
  write('content/page.xhtml', markup)
  write('content/page.xml', markup)
}

/** Opens each attached file, which must run nothing. */
async function runsNothing(browser, address) {
  const page = await browser.newPage()
  const asked = []
  page.on('request', (request) => asked.push(request.url()))
  for (const path of [...attached, 'app/']) {
    const answer = await page.goto(address + encodeURI(path))
    assert.equal(answer.status(), 200, path)
    assert.match(answer.headers()['content-security-policy'], /^sandbox /, path)
    assert.notEqual(await page.title(), 'ran', path)
  }
  assert.ok(!asked.some((url) => url.endsWith('/ran')))
  // Without these headers it would.
  const other = await browser.newPage()
  await other.setContent(inline)
  assert.equal(await other.title(), 'ran')
}

for (const [name, server] of Object.entries(servers)) {
  describe(name, { skip: existsSync(server.program) ? false : `${server.program} is not installed` }, () => {
    let root, stop, address, browser
    before(async () => {
      browser = await launch()
      root = mkdtempSync(join(tmpdir(), 'handbook-hosting-'))
      chmodSync(root, 0o755)
      const port = await free()
      address = `http://127.0.0.1:${port}/handbook/`
      book(join(root, 'book'), address)
      const output = join(root, 'output')
      execFileSync(program, ['build', join(root, 'book'), '--output', output], { stdio: 'ignore' })
      stop = await serve(server, root, output, port)
    })
    after(async () => {
      await browser?.close()
      await stop?.()
      rmSync(root, { recursive: true })
    })

    const headers = async (path) => {
      const answer = await fetch(address + path, { headers: { 'Accept-Encoding': 'gzip' } })
      return { status: answer.status, get: (header) => answer.headers.get(header) ?? '' }
    }

    it('sends each kind of file with its headers', async () => {
      const index = readdirSync(join(root, 'output/search-index')).find((file) => /^t\w{8}\.js$/.test(file))
      const passages = readdirSync(join(root, 'output/search-index')).find((file) => /^x0-\w{6}\.js$/.test(file))
      const kept = 'public, max-age=31536000, immutable'
      const themeFile = (ending) => `theme-files/${readdirSync(join(root, 'output/theme-files'))
        .find((file) => file.startsWith('theme-') && file.endsWith(ending))}`
      const files = [
        ['index.html', /^text\/html; charset=utf-8$/i, 'no-cache'],
        [themeFile('css'), /^text\/css; charset=utf-8$/i, kept],
        [themeFile('js'), /javascript; charset=utf-8$/i, kept],
        ['theme-files/redirect.js', /javascript; charset=utf-8$/i, 'no-cache'],
        ['search-index/index.js', /javascript; charset=utf-8$/i, 'no-cache'],
        [`search-index/${index}`, /javascript; charset=utf-8$/i, kept],
        [`search-index/${passages}`, /javascript; charset=utf-8$/i, kept],
        ['figures.csv', /^text\/csv; charset=utf-8$/i, 'no-cache'],
        ['map.svg', /^image\/svg\+xml/, 'no-cache']
      ]
      for (const [path, type, cache] of files) {
        const answer = await headers(path)
        assert.equal(answer.status, 200, path)
        assert.match(answer.get('content-type'), type, path)
        assert.equal(answer.get('cache-control'), cache, path)
        assert.equal(answer.get('x-content-type-options'), 'nosniff', path)
        assert.equal(answer.get('referrer-policy'), 'same-origin', path)
        assert.match(answer.get('content-security-policy'), path === 'index.html' ? /default-src 'self'/ : /sandbox/, path)
      }
      assert.equal((await headers(themeFile('css'))).get('content-encoding'), 'gzip')
    })

    it('has a page for what is not there', async () => {
      const answer = await fetch(`${address}folders/deep/nothing.html`)
      assert.equal(answer.status, 404)
      const text = await answer.text()
      assert.match(text, /page--not-found/)
      assert.ok(text.includes(`href="${address}index.html"`), 'its links lead home from any depth')
    })

    it('sends what was compressed before to whoever can read it', async () => {
      const raw = (path, headers) => new Promise((resolve, reject) => get(address + path, { headers }, (answer) => {
        const parts = []
        answer.on('data', (part) => parts.push(part))
        answer.on('end', () => resolve({ body: Buffer.concat(parts), headers: answer.headers }))
      }).on('error', reject))
      const styles = readdirSync(join(root, 'output/theme-files')).find((file) => /^theme-\w+\.css$/.test(file))
      const ways = [['gzip', 'gzip', '.gz', gunzipSync], ['gzip, deflate', 'gzip', '.gz', gunzipSync]]
      if (server.knowsBrotli) ways.push(['gzip, deflate, br, zstd', 'br', '.br', brotliDecompressSync])
      else ways.push(['gzip, deflate, br, zstd', ...ways[0].slice(1)])
      for (const path of ['index.html', `theme-files/${styles}`]) {
        const plain = await raw(path, {})
        assert.equal(plain.headers['content-encoding'], undefined, path)
        assert.ok(plain.body.equals(readFileSync(join(root, 'output', path))), path)
        for (const [asked, encoding, ending, unpack] of ways) {
          const packed = await raw(path, { 'Accept-Encoding': asked })
          assert.equal(packed.headers['content-encoding'], encoding, `${path}: ${asked}`)
          assert.ok(packed.body.equals(readFileSync(join(root, 'output', path + ending))), path)
          assert.ok(unpack(packed.body).equals(plain.body), path)
          assert.match(packed.headers.vary, /accept-encoding/i, path)
          for (const name of ['content-type', 'content-language', 'cache-control', 'content-security-policy']) {
            assert.equal(packed.headers[name], plain.headers[name], `${path} ${name}`)
          }
        }
      }
    })

    it('leads from old addresses to new ones', async () => {
      for (const old of ['old/next.html', 'gone', 'gone/', 'gone/index.html', encodeURI('odd (1) & é.html')]) {
        const answer = await fetch(address + old, { redirect: 'manual' })
        assert.equal(answer.status, 301, old)
        assert.equal(new URL(answer.headers.get('location'), address).href, `${address}next.html`, old)
      }
      for (const other of ['xold/next.html', 'a/old/next.html', 'gone/x.html', 'nginx.conf', 'web.config', '.htaccess']) {
        assert.ok([403, 404].includes((await headers(other)).status), other)
      }
    })

    it('lets no attached file run a script', () => runsNothing(browser, address))

    it('lets pages, search and old addresses work', async () => {
      const page = await open(browser)
      for (const path of ['', 'search.html?q=safeguarding', 'a-to-z.html']) {
        await page.goto(address + path, { waitUntil: 'networkidle' })
      }
      await page.goto(`${address}search.html?q=safeguarding`)
      await page.locator('main a[href*="next.html"]').first().waitFor()
      await page.goto(`${address}old/next.html`)
      await page.waitForURL(/\/handbook\/next\.html/)
      assert.deepEqual(page.problems, [])
    })
  })
}

describe('the preview', () => {
  it('lets no attached file run a script', async () => {
    const root = mkdtempSync(join(tmpdir(), 'handbook-hosting-'))
    book(root, 'http://127.0.0.1/handbook/')
    const browser = await launch()
    const site = await preview([], root)
    try {
      await runsNothing(browser, site.address)
    } finally {
      await site.stop()
      await browser.close()
      rmSync(root, { recursive: true })
    }
  })
})
