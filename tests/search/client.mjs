// The search client as browsers run it, in Node: the theme's scripts in their order, and an index that is
// read from the folder of a published site. Every file that a query asks for is counted.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'

const project = fileURLToPath(new URL('../../', import.meta.url))
const scripts = join(project, 'themes/default/scripts')

/** The scripts that make the client, as `theme.yaml` lists them; those of the page are left out. */
export function clientFiles() {
  const theme = readFileSync(join(project, 'themes/default/theme.yaml'), 'utf8')
  const list = /^search:\n((?: {2}- .*\n)+)/m.exec(theme)[1]
  return list.trim().split('\n').map((line) => line.trim().slice(2))
}

/** The client: what `handbookSearch` is in a browser, without the parts that need a page. */
export function client() {
  const context = createContext({ console, queueMicrotask })
  for (const file of clientFiles().filter((file) => !/\/(browser|elements|field|page|marks)\.js$/.test(file))) {
    runInContext(readFileSync(join(scripts, file), 'utf8'), context, { filename: file })
  }
  return context.handbookSearch
}

/** What stands in a file of the index, as its script would hand it to the client. */
export function contents(text, name) {
  const start = `handbookSearch.got("${name}",`
  if (!text.startsWith(start)) throw new Error(`${name} holds something else`)
  return JSON.parse(text.slice(start.length, text.lastIndexOf(')')))
}

/** An engine on the index of a published site. `onFile(name, bytes)` is told of each file. */
export async function engine(site, { onFile = () => {}, search = client() } = {}) {
  const load = async (name) => {
    const bytes = readFileSync(join(site, 'search-index', `${name}.js`))
    onFile(name, bytes)
    return contents(bytes.toString('utf8'), name)
  }
  return search.engine(await search.open(load, ''))
}

/** The addresses of a query's results, with the heading that each leads to, the best first. */
export async function find(engine, query, limit = 10) {
  const { results } = await engine.find(query, { limit })
  return Promise.all(results.map(async ({ document, passage }) => {
    const [title, url, , , , , passages] = await engine.index.record(document)
    return { title, url, anchor: passages[passage]?.[1] ?? '' }
  }))
}
