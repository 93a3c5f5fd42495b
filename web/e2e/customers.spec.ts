import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { complaints, enter, expectAccessible } from './screen'

const screens = ['/', '/tree', '/lifecycle', '/rfm', '/repurchase', '/sources', '/customers', '/dormancy', '/migration', '/clusters']

for (const lang of ['zh', 'en'] as const) {
  for (const path of screens) {
    test(`${path} in ${lang} shows itself without complaint`, async ({ page }) => {
      const heard = complaints(page)
      await enter(page, path, lang)
      await expect(page.locator('h1')).toBeVisible()
      await expect(page.locator('.card').first()).toBeVisible()
      await expect(page.getByRole('alert')).toHaveCount(0)
      await expectAccessible(page)
      expect(heard).toEqual([])
    })
  }
}

test('a box of the KPI tree opens into segments, and a segment into its customers', async ({ page }) => {
  await enter(page, '/tree', 'en')
  await page.locator('button.kpi-box').first().click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('Province', { exact: true }).click()
  await expect(drawer.locator('.waterfall')).toBeVisible()
  await drawer.locator('tbody a').first().click()
  await page.waitForURL(/\/customers\?.*rule=/)
})

test('a cell of the matrix becomes its customers, and they become a segment', async ({ page }) => {
  await enter(page, '/rfm', 'en')
  await page.locator('.matrix-place.door').first().click()
  await page.waitForURL(/\/customers\?.*r=\d/)
  const save = page.getByRole('button', { name: /as a segment/ })
  await expect(save).toBeEnabled()
  await save.click()
  const sent = page.waitForRequest((request) => request.url().endsWith('/api/segments') && request.method() === 'POST')
  await page.getByRole('dialog').locator('input').fill(`cell ${Date.now()}`)
  await page.getByRole('dialog').locator('button[type=submit]').click()
  const { rule } = (await sent).postDataJSON() as { rule: { all: { field: string }[] } }
  expect(rule.all.map(({ field }) => field)).toEqual(['r_score', 'f_score'])
  await page.waitForURL(/\/segments\/\d+/)
})

test('a customer of the list is masked until somebody may and asks', async ({ page }) => {
  await enter(page, '/customers', 'en')
  await page.locator('tbody a').first().click()
  await page.waitForURL(/\/customers\/\d+/)
  await expect(page.getByText('personal data is masked')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Show in full' }).click()
  await expect(page.getByText('shown in full; this was audited')).toBeVisible()
})

test('S2-23 what is known of a customer says its reasons, and the archive keeps a note', async ({ page }) => {
  await enter(page, '/customers?sort=-occasions', 'en')
  await page.locator('tbody a').first().click()
  await page.waitForURL(/\/customers\/\d+/)
  await expect(page.getByRole('heading', { name: /^Relationship:/ })).toBeVisible()
  await expect(page.getByText(/purchase days at 10% off or more/)).toBeVisible()
  await expect(page.getByText('No chats imported').first()).toBeVisible()
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('Psychology').fill('trusts the shop')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByText('trusts the shop')).toBeVisible()
  await expectAccessible(page)
})

test('the slash finds a customer, the address keeps the day', async ({ page }) => {
  await enter(page, '/?as_of=2011-11-30', 'en')
  await expect(page.getByRole('searchbox')).toBeVisible()
  await page.locator('body').press('/')
  await page.keyboard.type('12346')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/customers\?/)
  expect(new URL(page.url()).searchParams.get('as_of')).toBe('2011-11-30')
})

test('the first screen weighs at most 450 KB', async ({ page }) => {
  const files = new Set<string>()
  page.on('response', (response) => {
    if (/\.(js|css)$/.test(new URL(response.url()).pathname)) files.add(response.url())
  })
  await enter(page, '/', 'zh')
  const bodies = await Promise.all([...files].map(async (file) => (await page.request.get(file)).body()))
  const weight = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)
  expect(weight).toBeGreaterThan(100_000)
  expect(weight).toBeLessThanOrEqual(450 * 1024)
})
