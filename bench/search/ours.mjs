// Our own engine for the comparison with others: the client of the theme on the index of a published site.
// Every byte that a query asks for is counted, compressed as a server sends it.

import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { client, clientFiles, contents } from '../../tests/search/client.mjs'
import { gz } from './lib.mjs'

const scripts = new URL('../../themes/default/scripts/', import.meta.url).pathname

/** `site` is a folder that `handbook build` made; `ids` says which document is at which path, if they have ids. */
export function open(site, ids) {
  const folder = join(site, 'search-index')
  const files = readdirSync(folder).map((name) => ({ name, data: readFileSync(join(folder, name)) }))
  const sizes = new Map(files.map(({ name, data }) => [name, gz(data)]))
  const byPath = ids && new Map(Object.entries(ids).map(([id, path]) => [path, id]))
  const toId = (url) => (byPath ? byPath.get(url.replace(/(\/index)?\.html$/, '')) : url)
  const clientGz = clientSize(site)
  let asked = 0
  const load = async (name) => {
    asked += sizes.get(`${name}.js`)
    return contents(readFileSync(join(folder, `${name}.js`), 'utf8'), name)
  }
  const fresh = async () => {
    const search = client()
    const engine = search.engine(await search.open(load, ''))
    const found = async (query, limit) => (await engine.find(query, { limit })).results
    const records = (results) => Promise.all(results.map((one) => engine.index.record(one.document)))
    return {
      engine,
      weights: search.weights,
      search: async (query, limit) => (await records(await found(query, limit))).map((one) => toId(one[1])),
      // What a reader waits for: the ten results of the first page, with their titles and passages.
      page: async (query) => records(await found(query, 10)),
      time: async (query) => { const start = performance.now(); await found(query, 10); return performance.now() - start }
    }
  }
  return {
    files,
    clientGz,
    load: fresh,
    /** Bytes of a first query, and of a second after it, in a fresh visit. */
    async bytes(first, second) {
      asked = 0
      const one = await fresh()
      await one.page(first)
      const firstBytes = clientGz + asked
      asked = 0
      if (second) await one.page(second)
      return { first: firstBytes, second: asked }
    }
  }
}

function clientSize(site) {
  try {
    return gz(readFileSync(join(site, 'theme-files', 'search.js')))
  } catch {
    return gz(clientFiles().map((file) => readFileSync(join(scripts, file), 'utf8')).join('\n'))
  }
}
