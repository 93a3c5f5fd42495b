import { defineConfig } from '@playwright/test'

// A port of this run's own; the workers inherit it.
process.env.HUIKE_E2E_PORT ??= String(20_000 + (process.pid % 10_000))

export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  timeout: 60_000,
  globalSetup: './e2e/global-setup.ts',
  use: {
    actionTimeout: 15_000,
    baseURL: process.env.HUIKE_URL ?? `http://127.0.0.1:${process.env.HUIKE_E2E_PORT}`,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    },
  },
})
