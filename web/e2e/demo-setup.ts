// The demonstration shop, for the pictures of the README.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const binary = resolve(import.meta.dirname, '../../bin/huike')
const address = `127.0.0.1:${process.env.HUIKE_E2E_PORT}`

/** ready asks until the demo serves; making its shop takes a while. */
async function ready(gone: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (gone()) throw new Error(`${binary} demo ended before it served`)
    if (await fetch(`http://${address}/healthz`).then((answer) => answer.ok, () => false)) return
    await new Promise((wake) => setTimeout(wake, 500))
  }
  throw new Error('the demo did not serve within five minutes')
}

export default async function setup() {
  if (process.env.HUIKE_URL) return
  const folder = mkdtempSync(join(tmpdir(), 'huike-picture-'))
  const demo = spawn(binary, ['demo', '--listen', address, '--dir', join(folder, 'demo')], { stdio: ['ignore', 'ignore', 'inherit'] })
  let gone = false
  const ended = new Promise<void>((done) => {
    const note = () => {
      gone = true
      done()
    }
    demo.once('exit', note)
    demo.once('error', note)
  })
  const end = async () => {
    demo.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await ready(() => gone)
  } catch (cause) {
    await end()
    throw cause
  }
  return end
}
