// The feed and the calendars, read by parsers that are not ours: the browser's for XML, and ical.js for iCalendar.
// The register says by itself what has fallen due since it was made.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import ICAL from 'ical.js'

import { launch, open } from './support/browser.mjs'
import { build, files, onDisk } from './support/site.mjs'

let site
let browser

before(async () => {
  site = build(undefined, ['--today', '2027-03-01'])
  browser = await launch()
})

after(() => browser?.close())

test('every calendar is whole, and has one event on the day that each review is due', () => {
  const calendars = files(site, '.ics')
  assert.ok(calendars.length > 5)
  let inAll = 0
  for (const file of calendars) {
    const calendar = new ICAL.Component(ICAL.parse(readFileSync(join(site, file), 'utf8')))
    assert.equal(calendar.getFirstPropertyValue('method'), 'PUBLISH')
    assert.ok(calendar.getFirstPropertyValue('x-wr-calname').startsWith('Northmere'))
    const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
    assert.ok(events.length > 0, file)
    assert.equal(new Set(events.map((event) => event.uid)).size, events.length, file)
    for (const event of events) {
      assert.ok(event.startDate.isDate && event.endDate.isDate, `${event.summary} is all day`)
      assert.equal(event.endDate.subtractDate(event.startDate).toSeconds(), 24 * 60 * 60)
      assert.ok(event.summary.startsWith('Review due: '))
    }
    if (file === 'reviews.ics') {
      inAll = events.length
      const policy = events.find((event) => event.summary.endsWith(': Keeping in touch with family'))
      assert.equal(policy.startDate.toString(), '2027-03-12')
      assert.equal(policy.description, 'Owner: Head of Corporate Parenting\npolicies/keeping-in-touch-with-family.html')
    }
  }
  const rows = readFileSync(join(site, 'reviews.csv'), 'utf8').trimEnd().split('\r\n').length - 1
  assert.equal(inAll, rows)
})

test('the feed is what Atom asks for, and its links lead to what changed', async () => {
  const page = await open(browser, {})
  await page.goto(`${onDisk(site)}index.html`)
  assert.equal(await page.getAttribute('link[rel=alternate]', 'href'), 'whats-changed.xml')
  const feed = await page.evaluate((text) => {
    const xml = new DOMParser().parseFromString(text, 'application/xml')
    const atom = 'http://www.w3.org/2005/Atom'
    const one = (element, name) => {
      const found = [...element.children].filter((child) => child.namespaceURI === atom && child.localName === name)
      return found.length === 1 ? found[0].textContent : `${found.length} of ${name}`
    }
    const facts = (element) => ({
      id: one(element, 'id'),
      title: one(element, 'title'),
      updated: one(element, 'updated'),
      links: [...element.children].filter((child) => child.localName === 'link').map((link) => [link.getAttribute('rel') ?? 'alternate', link.getAttribute('href')])
    })
    return {
      broken: xml.querySelector('parsererror')?.textContent ?? null,
      root: `${xml.documentElement.namespaceURI} ${xml.documentElement.localName}`,
      author: xml.querySelector('feed > author > name').textContent,
      feed: facts(xml.documentElement),
      entries: [...xml.querySelectorAll('entry')].map(facts)
    }
  }, readFileSync(join(site, 'whats-changed.xml'), 'utf8'))
  assert.equal(feed.broken, null)
  assert.equal(feed.root, 'http://www.w3.org/2005/Atom feed')
  assert.ok(feed.author.length > 0 && feed.entries.length > 20)
  const absolute = /^(urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|https:\/\/.+)$/
  for (const entry of [feed.feed, ...feed.entries]) {
    assert.match(entry.id, absolute)
    assert.match(entry.updated, /^\d{4}-\d\d-\d\dT00:00:00Z$/)
    assert.ok(entry.title.length > 0)
    assert.equal(entry.links.filter(([rel]) => rel === 'alternate').length, 1)
  }
  assert.equal(new Set(feed.entries.map((entry) => entry.id)).size, feed.entries.length)
  const days = feed.entries.map((entry) => entry.updated)
  assert.deepEqual(days, days.toSorted().reverse())
  for (const entry of feed.entries.slice(0, 5)) {
    await page.goto(onDisk(site) + entry.links[0][1])
    assert.equal(await page.locator('[id="page.amendments"]').count(), 1, entry.links[0][1])
  }
  await page.context().close()
})

test('what falls due after the register was made says so by itself', async () => {
  const seen = async (options) => {
    const page = await open(browser, options)
    await page.clock.setFixedTime(new Date('2027-04-02T09:00:00Z'))
    await page.goto(`${onDisk(site)}reviews.html`)
    const flags = await page.locator('#due-in-30-days ~ .register .register__flag').count()
    const shown = await page.locator('#due-in-30-days ~ .register .register__flag:visible').count()
    await page.context().close()
    return [flags, shown]
  }
  const [flags, shown] = await seen({})
  assert.ok(flags > 0)
  assert.equal(shown, flags)
  assert.deepEqual(await seen({ javaScriptEnabled: false }), [flags, 0])
})

test('the register leads to an owner’s part of it', async () => {
  const page = await open(browser, { viewport: { width: 320, height: 640 } })
  await page.goto(`${onDisk(site)}reviews.html`)
  await page.locator('.register__who > a').first().click()
  const name = decodeURIComponent(new URL(page.url()).hash.slice(1))
  assert.ok(await page.locator(`[id="${name}"]`).isVisible())
  await page.context().close()
})
