// What axe finds on a page, by the rules for WCAG 2.2 A and AA and its own for good practice.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Each finding in a line. Axe fetches nothing, since pages on the disk can't. */
export async function findings(page) {
  await page.evaluate(axe)
  const result = await page.evaluate((tags) => axe.run(document, { runOnly: tags, preload: false }), runOnly)
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`)
  )
}
