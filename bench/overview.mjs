// Time until the overview shows a number in a real browser: log in by the API,
// open the page, wait for the first figure. Prints the seconds of each run and
// their median.
import { createRequire } from 'node:module'

const { chromium } = createRequire(new URL('../web/package.json', import.meta.url))('@playwright/test')
const [address, login, password] = process.argv.slice(2)
const runs = 3

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })

/** open returns the seconds from the address to a figure, in a browser without a cache. */
async function open() {
  const context = await browser.newContext({ baseURL: address, locale: 'en' })
  const answer = await context.request.post('/api/login', { data: { login, password } })
  if (!answer.ok()) throw new Error(`the login failed: ${answer.status()} ${await answer.text()}`)
  const page = await context.newPage()
  const start = performance.now()
  await page.goto('/?lang=en', { waitUntil: 'commit' })
  await page.waitForFunction(() => /\d/.test(document.querySelector('.figure')?.textContent ?? ''), undefined, { timeout: 120_000, polling: 'raf' })
  const seconds = (performance.now() - start) / 1000
  await context.close()
  return seconds
}

const first = await open() // the snapshots of the day are computed here, once
const times = []
for (let n = 0; n < runs; n++) times.push(await open())
await browser.close()
const median = [...times].sort((a, b) => a - b)[Math.floor(runs / 2)]
console.log(`| overview in the browser | ${median.toFixed(2)} s | | | runs ${times.map((s) => s.toFixed(2)).join(', ')} s; the first visit of a day ${first.toFixed(1)} s |`)
