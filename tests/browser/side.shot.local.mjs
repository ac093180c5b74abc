import { launch, open } from './support/browser.mjs'
import { preview } from './support/preview.mjs'
const site = await preview()
const b = await launch()
for (const [n, w, h, s] of [['desk',1280,800,'light'],['phone',320,640,'light'],['dark',1280,800,'dark']]) {
  const p = await open(b, { viewport: { width: w, height: h }, colorScheme: s })
  await p.goto(`${site.address}.handbook/side-by-side?page=/.handbook/editions/partners/for-families/who-to-ring.html`)
  await p.frameLocator('iframe[name=right]').locator('h1').waitFor()
  await p.frameLocator('iframe[name=left]').locator('h1').waitFor()
  await p.screenshot({ path: `/tmp/aud-shots/side-${n}.png` })
  await p.goto(`${site.address}for-families/who-to-ring.html`)
  await p.getByRole('navigation', { name: 'Editions' }).waitFor()
  await p.screenshot({ path: `/tmp/aud-shots/bar-${n}.png` })
}
await b.close(); await site.stop()
