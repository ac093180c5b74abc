// Takes the pictures of docs/gallery: `npm run gallery` in this folder, after `cargo build`. Look at each
// before it is committed.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { launch } from './support/browser.mjs'
import { build, onDisk, project } from './support/site.mjs'

const desk = { viewport: { width: 1280, height: 860 } }
const phone = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 1 }
const dark = { colorScheme: 'dark' }

/** Each picture: its name, the page, how it is seen, and what to do before it is taken. */
const pictures = [
  ['home', 'index.html', desk],
  ['home-dark', 'index.html', { ...desk, ...dark }],
  ['home-phone', 'index.html', phone],
  ['guidance', 'guidance/child-protection/strategy-discussions-and-section-47.html', desk],
  ['guidance-dark', 'guidance/child-protection/strategy-discussions-and-section-47.html', { ...desk, ...dark }],
  ['guidance-phone', 'guidance/child-protection/strategy-discussions-and-section-47.html', phone],
  ['term', 'guidance/child-protection/strategy-discussions-and-section-47.html', desk, (page) => page.hover('a.term')],
  ['mapping', 'how-we-work/mapping.html', desk, (page) => scrollTo(page, '.mapping')],
  ['mapping-phone', 'how-we-work/mapping.html', phone, (page) => scrollTo(page, '.mapping')],
  ['genogram', 'case-examples/baby-rowan.html', desk, (page) => scrollTo(page, '.genogram, [class*="genogram"]')],
  ['flow', 'guidance/front-door/deciding-what-happens-next.html', desk, (page) => scrollTo(page, '[class*="flow"] svg, .flow')],
  ['model', 'model/index.html', desk],
  ['coverage', 'model/coverage.html', desk, (page) => scrollTo(page, 'table')],
  ['search', 'search.html?q=LAC%20visits', desk, (page) => page.waitForTimeout(800)],
  ['forced-colours', 'how-we-work/mapping.html', { ...desk, forcedColors: 'active' }, (page) => scrollTo(page, '.mapping')]
]

async function scrollTo(page, selector) {
  await page.locator(selector).first().evaluate((element) => {
    window.scrollTo({ top: element.getBoundingClientRect().top + window.scrollY - 90, behavior: 'instant' })
  })
}

const folder = join(project, 'docs', 'gallery')
const site = build()
const browser = await launch()
for (const [name, address, options, prepare] of pictures) {
  const context = await browser.newContext({ deviceScaleFactor: 1, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  await page.goto(onDisk(site) + address)
  if (prepare) await prepare(page)
  await page.waitForTimeout(300)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  await context.close()
}

// Paper: the first sheets of a policy, side by side.
const page = await browser.newPage()
await page.goto(`${onDisk(site)}policies/keeping-in-touch-with-family.html`)
const scratch = mkdtempSync(join(tmpdir(), 'handbook-gallery-'))
await page.pdf({ path: join(scratch, 'print.pdf'), preferCSSPageSize: true, printBackground: false })
execFileSync('pdftoppm', ['-r', '60', '-png', '-l', '2', join(scratch, 'print.pdf'), join(folder, 'print')])
rmSync(scratch, { recursive: true })
await browser.close()
