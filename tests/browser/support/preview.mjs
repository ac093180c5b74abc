// A preview of a copy of the sample handbook or of another, which a test may edit.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { program, project } from './site.mjs'

const parts = ['handbook.yaml', 'glossary.yaml', 'practice-model.yaml', 'content', 'themes']

/** Starts a preview; gives its address, and functions to edit, restart and stop it. */
export async function preview(options = [], handbook = project, today = '2026-07-01') {
  const folder = mkdtempSync(join(tmpdir(), 'handbook-preview-'))
  for (const part of parts) {
    if (existsSync(join(handbook, part))) cpSync(join(handbook, part), join(folder, part), { recursive: true })
  }
  let { child, address, entrance } = await start(folder, ['--port', '0', '--today', today, ...options])
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill()
    await ended
  }
  return {
    address,
    // Where a browser is sent first, so that it may edit.
    entrance: () => entrance,
    folder,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    write: (path, text) => writeFileSync(join(folder, path), text),
    edit(path, from, to) {
      const text = this.read(path)
      if (!text.includes(from)) throw new Error(`${path} does not hold: ${from}`)
      this.write(path, text.replace(from, to))
    },
    remove: (path) => rmSync(join(folder, path)),
    kill,
    async restart() {
      await kill()
      const port = new URL(address).port
      ;({ child, entrance } = await start(folder, ['--port', port, '--today', today, ...options]))
    },
    async stop() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

async function start(folder, options) {
  const child = spawn(program, ['serve', folder, ...options], {
    stdio: ['ignore', 'pipe', 'ignore']
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const [entrance] = line.match(/http:\/\/\S+/) ?? []
    if (entrance) return { child, entrance, address: `${new URL(entrance).origin}/` }
  }
  throw new Error('the preview did not start')
}
