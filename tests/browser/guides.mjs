// The pictures of the guides, from the sample handbook: node guides.mjs writes docs/editing/content/images. They change
// with the program; look at each before it is committed.

import { join } from 'node:path'

import { launch } from './support/browser.mjs'
import { preview } from './support/preview.mjs'
import { build, onDisk, project } from './support/site.mjs'

const folder = join(project, 'docs', 'editing', 'content', 'images')
const browser = await launch()
const today = '2026-12-01'
const policy = 'content/policies/case-recording.md'

/** Opens a page, prepares it, and keeps what is seen. */
async function picture(name, address, prepare = async () => {}) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 640 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  if (address.startsWith(site.address)) await page.goto(site.entrance())
  await page.goto(address)
  await prepare(page)
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' })
  await context.close()
}

const says = (page, words) => page.getByRole('status').filter({ hasText: words }).waitFor()

/** Waits until the page beside the text is there, as readers will see it. */
async function withPage(page) {
  await says(page, 'Saved')
  await page.frameLocator('#page').locator('main h1').waitFor()
}

const site = await preview(['--edit'], project, today)
try {
  const editor = `${site.address}.handbook/edit/?file=${policy}`
  await picture('editor', editor, withPage)
  await picture('fields', editor, async (page) => {
    await withPage(page)
    await page.locator('#form > summary').click()
  })
  await picture('to-put-right', editor, async (page) => {
    await withPage(page)
    const text = page.getByLabel('Text', { exact: true })
    await text.focus()
    await page.keyboard.press('Control+End')
    await page.keyboard.insertText('\nSee [the timescales](timescale.md).\n')
    await page.locator('#problems li').first().waitFor()
    await page.locator('#problems').scrollIntoViewIfNeeded()
  })
  await picture('new-document', `${site.address}.handbook/edit/new`, async (page) => {
    await page.getByRole('button', { name: 'Start writing' }).and(page.locator(':enabled')).waitFor()
    await page.getByLabel('Kind', { exact: true }).selectOption('policy')
    await page.getByLabel('Title', { exact: true }).fill('Working on your own')
  })
  site.edit('content/policies/supervision.md', 'kind: policy', 'kind: polcy')
  await picture('mistake', `${site.address}policies/supervision.html`, async (page) => {
    await page.getByText('There is no kind').first().waitFor()
  })
} finally {
  await site.stop()
}

const staff = onDisk(build(project, ['--today', today]))
await picture('reviews', `${staff}reviews.html`)
await browser.close()
