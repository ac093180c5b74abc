// Runs the test files one after the other: `node run.mjs [FILE…]`. A browser on a busy machine can miss a moment, so a
// file that fails is run once more; one that passes then is named as unsteady, one that fails twice fails the run.

import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
/** The longest that one file may take, in minutes. */
const LONGEST = 6

const asked = process.argv.slice(2)
const files = asked.length > 0 ? asked : readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).sort()
const unsteady = []
const failed = []

for (const file of files) {
  if (passes(file)) continue
  console.log(`${file} failed. Once more:`)
  ;(passes(file) ? unsteady : failed).push(file)
}

console.log(`${files.length} test files.`)
if (unsteady.length > 0) console.log(`Unsteady, passed the second time: ${unsteady.join(', ')}`)
if (failed.length > 0) console.log(`Failed twice: ${failed.join(', ')}`)
process.exitCode = failed.length > 0 ? 1 : 0

function passes(file) {
  const started = Date.now()
  const { status, stdout, stderr, error } = spawnSync(process.execPath, ['--test', '--test-reporter=spec', file], {
    cwd: folder,
    encoding: 'utf8',
    timeout: LONGEST * 60_000,
    maxBuffer: 64 * 1024 * 1024
  })
  const seconds = Math.round((Date.now() - started) / 1000)
  const tests = stdout.match(/^ℹ tests (\d+)/m)?.[1] ?? '0'
  // A file in which no test ran says nothing.
  const isSound = status === 0 && tests !== '0'
  if (isSound) console.log(`ok  ${file}: ${tests} tests, ${seconds} s`)
  else console.log(stdout, stderr, error ? `${file}: stopped after ${seconds} s: ${error.message}` : '')
  return isSound
}
