// The sample handbook on each server, and the headers that it is sent with: docs/hosting has them in tables, which
// UPDATE_EXPECTATIONS=1 writes again.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { free, serve, servers } from './support/servers.mjs'
import { policy, program, project } from './support/site.mjs'

const guide = join(project, 'docs/hosting/content/what-is-sent.md')
const text = () => readFileSync(guide, 'utf8')
const sandbox = text().match(/^sandbox .*$/m)[0]

/** A copy of the sample that says where it is served, with a form that would run a script, and an old address. */
function sample(root, address) {
  for (const name of ['content', 'themes', 'handbook.yaml', 'glossary.yaml', 'practice-model.yaml']) {
    cpSync(join(project, name), join(root, name), { recursive: true })
  }
  const add = (name, change) => writeFileSync(join(root, name), change(readFileSync(join(root, name), 'utf8')))
  add('handbook.yaml', (settings) => `${settings.replace(/^  staff:$/m, `$&\n    address: ${address}`)}
hosting: [nginx, apache, iis]\n`)
  add('content/tools/mapping-sheet.md', (page) => `${page.replace('---\n', '---\naliases: [old-tools/mapping.html]\n')}\n[A form](form.html)\n`)
  writeFileSync(join(root, 'content/tools/form.html'), '<!DOCTYPE html><title>Form</title><script>document.title = "ran"</script>\n')
}

/** What a server says when it is asked, as a row of a table. */
async function row(address, what, path, leadsTo) {
  const answer = await fetch(address + path, { redirect: 'manual', headers: { 'Accept-Encoding': 'gzip' } })
  const get = (name) => answer.headers.get(name) ?? ''
  assert.equal(get('x-content-type-options'), 'nosniff', path)
  assert.equal(get('referrer-policy'), 'same-origin', path)
  const policies = { [policy]: 'pages', [sandbox]: 'sandbox' }
  assert.ok(policies[get('content-security-policy')], `${path}: ${get('content-security-policy')}`)
  const location = get('location') && new URL(get('location'), address).href
  assert.equal(location, leadsTo ? address + leadsTo : '', path)
  // What a script is called depends on how old the server is.
  const kind = get('content-type').replace(/^\w+\/javascript/, 'text/javascript').replace('UTF-8', 'utf-8')
  const cells = [what, answer.status, `\`${kind}\``, `\`${get('cache-control')}\``,
    policies[get('content-security-policy')], get('content-encoding') || 'none']
  return `| ${cells.join(' | ')} |`
}

for (const [name, server] of Object.entries(servers)) {
  describe(`the sample handbook on ${name}`, { skip: existsSync(server.program) ? false : `${server.program} is not installed` }, () => {
    it('is sent with the headers that the guide shows', async (test) => {
      const root = mkdtempSync(join(tmpdir(), 'handbook-hosting-'))
      chmodSync(root, 0o755)
      let stop
      try {
        const port = await free()
        const address = `http://127.0.0.1:${port}/handbook/`
        sample(join(root, 'book'), address)
        execFileSync(program, ['build', join(root, 'book'), '--output', join(root, 'output')], { stdio: 'ignore' })
        stop = await serve(server, root, join(root, 'output/staff'), port)
        const script = readdirSync(join(root, 'output/staff/theme-files')).find((file) => /^theme-\w+\.js$/.test(file))
        const rows = [
          '| asked for | status | Content-Type | Cache-Control | policy | Content-Encoding |', '|---|---|---|---|---|---|',
          await row(address, 'a page', 'tools/mapping-sheet.html'),
          await row(address, 'a script', `theme-files/${script}`),
          await row(address, 'an attached file', 'tools/form.html'),
          await row(address, 'an old address', 'old-tools/mapping.html', 'tools/mapping-sheet.html'),
          await row(address, 'nothing', 'tools/nothing.html')
        ].join('\n')
        test.diagnostic(`\n${rows}`)
        const place = new RegExp(`(### ${name} sends\\n\\n)[^]*?(\\n(?=\\n#)|\\n$|$)`, 'i')
        if (process.env.UPDATE_EXPECTATIONS) writeFileSync(guide, text().replace(place, (_, head, end) => head + rows + end))
        assert.ok(text().includes(rows), `docs/hosting has other headers:\n${rows}`)
        assert.ok(text().includes(`\n${policy}\n`), 'the policy of pages stands there')
      } finally {
        await stop?.()
        rmSync(root, { recursive: true })
      }
    })
  })
}
