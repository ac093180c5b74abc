// The settings of docs/hosting.md in the servers that they are for, with a handbook below a path.

import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import { launch, open } from './support/browser.mjs'
import { program, project } from './support/site.mjs'

const guide = readFileSync(join(project, 'docs/hosting.md'), 'utf8')
const settings = (language) => guide.match(new RegExp('```' + language + '\\n([^]*?)```'))[1]

const servers = {
  nginx: {
    program: '/usr/sbin/nginx',
    config: (root, port, text) => `pid ${root}/pid; error_log ${root}/errors; daemon off; events {}
      http { include /etc/nginx/mime.types; types { text/csv csv; text/calendar ics; } access_log off;
      ${text.replace('listen 80;', `listen 127.0.0.1:${port};`)} }`,
    run: (file) => ['-c', file]
  },
  apache: {
    program: '/usr/sbin/apache2',
    config: (root, port, text) => `ServerName localhost\nListen 127.0.0.1:${port}\nPidFile ${root}/pid\nErrorLog ${root}/errors
      ${['mpm_event', 'authz_core', 'alias', 'dir', 'mime', 'headers', 'deflate', 'filter']
        .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
      TypesConfig /etc/mime.types\n${text}`,
    run: (file) => ['-f', file, '-DFOREGROUND']
  }
}

for (const [name, server] of Object.entries(servers)) {
  describe(name, { skip: existsSync(server.program) ? false : `${server.program} is not installed` }, () => {
    let root, child, address
    before(async () => {
      root = mkdtempSync(join(tmpdir(), 'handbook-hosting-'))
      chmodSync(root, 0o755)
      mkdirSync(join(root, 'book/content'), { recursive: true })
      const write = (path, text) => writeFileSync(join(root, 'book', path), text)
      const port = await free()
      address = `http://127.0.0.1:${port}/handbook/`
      write('handbook.yaml', `title: Hosted\naddress: ${address}\n`)
      write('content/index.md', '# Home\n\n[Next](next.md)\n\n![A map](map.svg)\n\n[Figures](figures.csv)\n')
      write('content/next.md', '---\ntitle: Next\naliases: [old/next.html]\n---\n\nSafeguarding.\n')
      write('content/map.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "ran"</script></svg>')
      write('content/figures.csv', 'a,é\n')
      const output = join(root, 'output')
      execFileSync(program, ['build', join(root, 'book'), '--output', output], { stdio: 'ignore' })
      const text = settings(name).replaceAll('/srv/handbook/output', output)
      const file = join(root, 'server.conf')
      writeFileSync(file, server.config(root, port, text))
      child = spawn(server.program, server.run(file), { stdio: 'inherit' })
      for (let tries = 0; ; tries++) {
        const found = await fetch(address).catch(() => undefined)
        if (found?.ok) break
        assert.ok(tries < 50, `${name} didn’t start`)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    })
    after(async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill()
      await ended
      rmSync(root, { recursive: true })
    })

    const headers = async (path) => {
      const answer = await fetch(address + path, { headers: { 'Accept-Encoding': 'gzip' } })
      return { status: answer.status, get: (header) => answer.headers.get(header) ?? '' }
    }

    it('sends each kind of file with its headers', async () => {
      const index = readdirSync(join(root, 'output/search-index')).find((file) => /^t\w{8}\.js$/.test(file))
      const files = [
        ['index.html', /^text\/html; charset=utf-8$/i, 'no-cache'],
        ['theme-files/theme.css', /^text\/css; charset=utf-8$/i, 'no-cache'],
        ['search-index/index.js', /javascript; charset=utf-8$/i, 'no-cache'],
        [`search-index/${index}`, /javascript; charset=utf-8$/i, 'public, max-age=31536000, immutable'],
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
        assert.match(answer.get('content-security-policy'), path === 'map.svg' ? /sandbox/ : /default-src 'self'/, path)
      }
      assert.equal((await headers('theme-files/theme.css')).get('content-encoding'), 'gzip')
    })

    it('has a page for what is not there', async () => {
      const answer = await fetch(`${address}folders/deep/nothing.html`)
      assert.equal(answer.status, 404)
      const text = await answer.text()
      assert.match(text, /page--not-found/)
      assert.ok(text.includes(`href="${address}index.html"`), 'its links lead home from any depth')
    })

    it('lets pages, search and old addresses work, and no drawing run a script', async () => {
      const browser = await launch()
      const page = await open(browser)
      for (const path of ['', 'search.html?q=safeguarding', 'a-to-z.html']) {
        await page.goto(address + path, { waitUntil: 'networkidle' })
      }
      await page.goto(`${address}search.html?q=safeguarding`)
      await page.locator('main a[href*="next.html"]').first().waitFor()
      await page.goto(`${address}old/next.html`)
      await page.waitForURL(/\/handbook\/next\.html/)
      assert.deepEqual(page.problems, [])
      await page.goto(`${address}map.svg`)
      assert.notEqual(await page.title(), 'ran')
      await browser.close()
    })
  })
}

async function free() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}
