// A shop of its own for the browser tests: a fresh database, people, a simulated
// year of orders, a mail server. With HUIKE_URL set, the server named there is used.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type APIRequestContext, request } from '@playwright/test'
import { catchMail } from './mail-catcher'
import { mapping, people } from './people'

const binary = resolve(import.meta.dirname, '../../bin/huike')
const address = `127.0.0.1:${process.env.HUIKE_E2E_PORT}`

async function until(ready: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    if (await ready()) return
    await new Promise((wake) => setTimeout(wake, 200))
  }
  throw new Error(`${what} did not happen within 30 seconds`)
}

/** firstImport brings in the first shop, so that every screen has something to show, and keeps the mapping. */
async function firstImport(door: APIRequestContext, file: Buffer): Promise<void> {
  const looked = await door.post('/api/imports/inspect', { multipart: { file: { name: 'first.csv', mimeType: 'text/csv', buffer: file } } })
  const { upload } = (await looked.json()) as { upload: string }
  const data = { upload, shop: 'First', preset: 'auto', mapping, currency: 'CNY', time_zone: 'Asia/Shanghai', consent: 'Agreed at checkout', save_as: 'Simulated' }
  const started = await door.post('/api/imports', { data })
  if (!started.ok()) throw new Error(`the first import did not start: ${await started.text()}`)
  await until(async () => ((await (await door.get('/api/imports')).json()) as { items: { state: string }[] }).items[0]?.state === 'done', 'the first import')
}

export default async function setup() {
  if (process.env.HUIKE_URL) return
  if (!existsSync(binary)) throw new Error(`${binary} is not there; build it with make build`)
  const folder = mkdtempSync(join(tmpdir(), 'huike-e2e-'))
  process.env.HUIKE_E2E_FOLDER = folder
  const run = (args: string[], input?: string) => execFileSync(binary, ['--db', `duckdb:${join(folder, 'shop.duckdb')}`, ...args], { input })
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  const simulate = (seed: number, name: string) => run(['simulate', '--customers', '600', '--days', '365', '--end', yesterday, '--seed', String(seed), '--out', join(folder, name)])
  simulate(1, 'first.csv')
  simulate(2, 'zh.csv')
  simulate(3, 'en.csv')
  for (const { login, password, role } of people) run(['user', 'add', login, '--role', role], `${password}\n`)

  const server = spawn(binary, ['--db', `duckdb:${join(folder, 'shop.duckdb')}`, 'serve', '--listen', address], { stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = new Promise((done) => server.once('exit', done))
  const mail = await catchMail()
  const end = async () => {
    server.kill('SIGTERM')
    await ended
    mail.server.close()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await furnish(folder, mail.port)
  } catch (cause) {
    await end()
    throw cause
  }
  return end
}

/** furnish waits for the server and gives it a sender and the first shop. */
async function furnish(folder: string, mailPort: number): Promise<void> {
  const door = await request.newContext({ baseURL: `http://${address}` })
  await until(() => door.get('/healthz').then((answer) => answer.ok(), () => false), 'the start of huike serve')
  const [{ login, password }] = people
  const entered = await door.post('/api/login', { data: { login, password } })
  const sender = { name: 'Catcher', host: '127.0.0.1', port: mailPort, tls: 'none', from_address: 'shop@example.com', from_name: 'Shop' }
  const made = await door.post('/api/senders', { data: sender })
  if (!entered.ok() || !made.ok()) throw new Error(`the sender could not be made: ${await made.text()}`)
  await firstImport(door, readFileSync(join(folder, 'first.csv')))
  await door.dispose()
}
