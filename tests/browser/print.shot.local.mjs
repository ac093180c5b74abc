import { launch, open } from './support/browser.mjs'
const b = await launch()
const base = 'file:///tmp/aud-site/families/'
for (const [n, u, large] of [['plain','for-families/who-to-ring.html',false],['large','for-families/who-to-ring.html',true],['home','index.html',true],['print','for-families/print.html',true],['rights','for-families/your-rights-and-how-to-complain.html',true],['expect','what-to-expect.html',false]]) {
  const p = await open(b, {})
  await p.goto(base + u)
  if (large) { const l = p.getByRole('button', { name: 'Larger text' }); if (await l.count()) await l.click(); else { console.log('no button', await p.locator('.reader-bar').innerText()) ; await p.getByText('Larger text').click() } }
  await p.screenshot({ path: `/tmp/aud-shots/pr-${n}.png` })
  await p.pdf({ path: `/tmp/aud-shots/pr-${n}.pdf`, format: 'A4' })
  console.log(n, p.url(), p.problems)
  await p.context().close()
}
await b.close()
