import { execFileSync } from 'node:child_process'
import { defineConfig } from '@playwright/test'

// A free port of this machine for this run; the workers inherit it.
const ask = "const s = require('node:net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close() })"
process.env.HUIKE_E2E_PORT ??= execFileSync(process.execPath, ['-e', ask]).toString().trim()

// The pictures of the README are drawn on request only: npm run pictures.
const pictures = process.env.HUIKE_PICTURES === '1'

export default defineConfig({
  testDir: 'e2e',
  testMatch: pictures ? 'picture.spec.ts' : '*.spec.ts',
  testIgnore: pictures ? [] : 'picture.spec.ts',
  workers: 1,
  timeout: 90_000,
  // A busy machine may be slow; what is wrong stays wrong for longer than this.
  expect: { timeout: 20_000 },
  globalSetup: pictures ? './e2e/demo-setup.ts' : './e2e/global-setup.ts',
  use: {
    actionTimeout: 20_000,
    baseURL: process.env.HUIKE_URL ?? `http://127.0.0.1:${process.env.HUIKE_E2E_PORT}`,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
      ],
    },
  },
})
