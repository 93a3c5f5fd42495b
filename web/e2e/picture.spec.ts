// The pictures of the README, taken from the demonstration shop; they run on request only (npm run pictures).
import { mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { complaints } from './screen'

const folder = resolve(import.meta.dirname, '../../docs/picture')
const most = 250_000

const pictures = [
  { name: 'overview', path: '/', drawn: 'main svg[role=img]' },
  { name: 'lifecycle', path: '/lifecycle', drawn: 'main div[role=img] svg' },
  { name: 'segment', path: '/segments/1', drawn: 'main div[role=img] svg' },
  { name: 'campaign', path: '/campaigns/1', drawn: 'main .step-bars' },
  { name: 'result', path: '/results/1', drawn: 'main div[role=img] svg' },
]

test.use({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 })

for (const lang of ['zh', 'en'] as const) {
  for (const { name, path, drawn } of pictures) {
    test(`${name} in ${lang}`, async ({ page }) => {
      const heard = complaints(page)
      const entered = await page.request.post('/api/login', { data: { login: 'admin', password: 'huike-demo-2025' } })
      expect(entered.ok()).toBe(true)
      await page.goto(`${path}?lang=${lang}`)
      await expect(page.locator(drawn).first()).toBeVisible({ timeout: 30_000 })
      await expect(page.locator('main [role=status]')).toHaveCount(0)
      await page.waitForLoadState('networkidle')
      mkdirSync(folder, { recursive: true })
      const file = join(folder, `${name}.${lang}.png`)
      await page.screenshot({ path: file })
      expect(statSync(file).size).toBeLessThanOrEqual(most)
      expect(heard).toEqual([])
    })
  }
}
