#!/usr/bin/env node
// evaluate.mjs SITE QUERIES.json [--weights '{"title":1.2}']
// How well, how fast and with how many bytes the search of a published site answers judged questions.
// QUERIES.json: {"queries": [{"id", "text", "rels": {"path/of/page": 1}}]}, as collection_to_handbook.py writes it.

import { readFileSync } from 'node:fs'

import { gz, quantile, score, variant } from './lib.mjs'
import { open } from './ours.mjs'

const [site, file] = process.argv.slice(2)
const { queries } = JSON.parse(readFileSync(file, 'utf8'))
const ours = open(site)
const loaded = await ours.load()
const weights = process.argv.indexOf('--weights')
const path = (url) => url.replace(/(\/index)?\.html$/, '')
if (weights > 0) Object.assign(loaded.weights, JSON.parse(process.argv[weights + 1]))

const figures = {}
for (const kind of ['plain', 'typo1', 'typo2', 'prefix']) {
  const sums = {}
  for (const query of queries) {
    const ranked = (await loaded.search(variant(query, kind), 100)).map(path)
    for (const [name, value] of Object.entries(score(ranked, query.rels))) sums[name] = (sums[name] ?? 0) + value
  }
  figures[kind] = Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / queries.length]))
}
const show = (value, digits = 3) => value.toFixed(digits)
const share = (kind) => show(figures[kind].ndcg / figures.plain.ndcg)
console.log(`nDCG@10 ${show(figures.plain.ndcg)}  success@1 ${show(figures.plain.s1)}  none ${show(figures.plain.none)}` +
  `  one slip ${show(figures.typo1.ndcg)} (${share('typo1')})  two ${show(figures.typo2.ndcg)} (${share('typo2')})` +
  `  cut ${show(figures.prefix.ndcg)} (${share('prefix')})`)

if (!process.argv.includes('--quick')) {
  const short = queries.map((query) => query.text.split(/\s+/).filter((word) => word.length > 3).slice(0, 3).join(' '))
  const bytes = []
  for (let i = 0; i + 1 < short.length && i < 60; i += 1) bytes.push(await ours.bytes(short[i], short[i + 1]))
  const times = []
  for (const query of queries) times.push(await loaded.time(query.text))
  const warm = []
  for (const query of queries) warm.push(await loaded.time(query.text))
  const kilobytes = (list, p) => show(quantile(list, p) / 1024, 1)
  const mean = (list) => list.reduce((sum, one) => sum + one, 0) / list.length
  console.log(`three words: first ${kilobytes(bytes.map((one) => one.first), 0.5)} KB median, ${kilobytes(bytes.map((one) => one.first), 0.95)} p95;` +
    ` second ${show(mean(bytes.map((one) => one.second)) / 1024, 1)} KB mean; client ${show(ours.clientGz / 1024, 1)} KB`)
  console.log(`query ${show(quantile(warm, 0.5), 2)} ms median, ${show(quantile(warm, 0.95), 2)} p95`)
  const total = ours.files.reduce((sum, one) => sum + gz(one.data), 0)
  const by = {}
  for (const { name, data } of ours.files) by[name[0]] = (by[name[0]] ?? 0) + gz(data)
  console.log(`index ${ours.files.length} files, ${show(total / 1024 / 1024, 2)} MB compressed: ` +
    Object.entries(by).map(([kind, size]) => `${kind} ${Math.round(size / 1024)}`).join(', ') + ' KB')
}
