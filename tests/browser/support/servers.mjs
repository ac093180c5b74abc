// nginx and Apache with the settings that a build writes, included as docs/hosting says: its fences are taken from there.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

import { project } from './site.mjs'

const fence = (name, language) =>
  readFileSync(join(project, `docs/hosting/content/${name}.md`), 'utf8').match(new RegExp('```' + language + '\\n([^]*?)```'))[1]

const brotli = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so'
const modules = ['mpm_event', 'authz_core', 'alias', 'dir', 'mime', 'headers', 'deflate', 'filter', 'rewrite']

/** Each server: where it is, whether it can send what is compressed by brotli, its settings, and how it is started. */
export const servers = {
  nginx: {
    program: '/usr/sbin/nginx',
    knowsBrotli: existsSync(brotli),
    text: () => fence('nginx', 'nginx'),
    config: (root, port, text) => {
      const [module, sent] = existsSync(brotli) ? [`load_module ${brotli};`, 'brotli_static on; '] : ['', '']
      const site = text.replace('listen 80;', `listen 127.0.0.1:${port};`).replace('include ', `${sent}include `)
      return `${module} pid ${root}/pid; error_log ${root}/errors; daemon off; events {}
        http { include /etc/nginx/mime.types; access_log off; ${site} }`
    },
    run: (file) => ['-c', file]
  },
  apache: {
    program: '/usr/sbin/apache2',
    knowsBrotli: true,
    text: () => fence('apache', 'apache'),
    // Many have languages by endings: to them “.br” is Breton.
    config: (root, port, text) => `ServerName localhost\nListen 127.0.0.1:${port}\nPidFile ${root}/pid\nErrorLog ${root}/errors
      ${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
      TypesConfig /etc/mime.types\nAddLanguage br .br\n${text}`,
    run: (file) => ['-f', file, '-DFOREGROUND']
  }
}

/** A port that nobody has. */
export async function free() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Serves what is published in a folder at `/handbook/`; its settings and lists go to `root`. Gives what stops it. */
export async function serve(server, root, published, port) {
  const text = server.text().replaceAll('/srv/handbook/output', published)
  const file = join(root, 'server.conf')
  writeFileSync(file, server.config(root, port, text))
  const child = spawn(server.program, server.run(file), { stdio: 'inherit' })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const stop = () => { child.kill(); return ended }
  for (let tries = 0; tries < 300; tries++) {
    const found = await fetch(`http://127.0.0.1:${port}/handbook/`).catch(() => undefined)
    if (found?.ok) return stop
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await stop()
  assert.fail(`${server.program} didn’t start`)
}
