// The sample handbook, built once into a temporary folder, and served as councils serve it: from a
// plain web server, below a path, and from the disk. Headers are those that we ask hosts to send.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, normalize, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'

export const project = fileURLToPath(new URL('../../../', import.meta.url))
export const program = process.env.HANDBOOK_PROGRAM ?? join(project, 'target', 'debug', 'handbook')

export const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.xml': 'application/xml',
  '.json': 'application/json',
  '.ics': 'text/calendar; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8'
}

/** Builds a handbook; gives the folder of the published site, of the sample that of its edition for staff. */
export function build(handbook = project, options = [], edition = handbook === project ? 'staff' : '') {
  const output = join(mkdtempSync(join(tmpdir(), 'handbook-')), 'site')
  execFileSync(program, ['build', handbook, '--output', output, ...options], { stdio: 'pipe' })
  return join(output, edition)
}

/** Serves a folder at `http://127.0.0.1:PORT/BELOW/`; gives its address, and a function that stops it. */
export async function serve(folder, below = '') {
  const prefix = below === '' ? '/' : `/${below}/`
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://handbook.example')
    const inside = pathname.startsWith(prefix) ? decodeURIComponent(pathname.slice(prefix.length)) : null
    const file = inside === null ? null : fileFor(folder, inside)
    const body = readFileSync(file ?? join(folder, '404.html'))
    const compressed = gzipSync(body)
    response.writeHead(file === null ? 404 : 200, {
      'content-type': types[extname(file ?? '404.html')] ?? 'application/octet-stream',
      'content-encoding': 'gzip',
      'content-length': compressed.length,
      'content-security-policy': policy
    })
    response.end(compressed)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${server.address().port}${prefix}`
  const stop = () => new Promise((resolve) => {
    server.closeAllConnections()
    server.close(resolve)
  })
  return { address, stop }
}

function fileFor(folder, inside) {
  const path = normalize(join(folder, inside))
  if (path !== folder && !path.startsWith(folder + sep)) return null
  try {
    if (statSync(path).isDirectory()) return fileFor(folder, join(inside, 'index.html'))
    return path
  } catch {
    return null
  }
}

/** The address of a site that is read straight from the disk. */
export function onDisk(folder) {
  return `${pathToFileURL(folder).href}/`
}

/** Every file of a published site with this ending, as its address from the site's root. */
export function files(folder, ending, below = folder) {
  return readdirSync(below, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(below, entry.name)
      if (entry.isDirectory()) return files(folder, ending, path)
      return entry.name.endsWith(ending) ? [relative(folder, path).split(sep).join('/')] : []
    })
    .sort()
}
