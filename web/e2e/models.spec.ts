import { expect, test } from '@playwright/test'
import { complaints, enter, expectAccessible } from './screen'

for (const lang of ['zh', 'en'] as const) {
  for (const path of ['/value', '/clusters', '/segments/1']) {
    test(`${path} in ${lang} shows its model without complaint`, async ({ page }) => {
      const heard = complaints(page)
      await enter(page, path, lang)
      await expect(page.locator('h1')).toBeVisible()
      await expect(page.locator('.card').first()).toBeVisible({ timeout: 60_000 })
      await expectAccessible(page)
      expect(heard).toEqual([])
    })
  }
}

test('a group of customers becomes a segment', async ({ page }) => {
  await enter(page, '/clusters', 'en')
  await page.locator('.card').first().getByRole('button', { name: /as a segment/ }).click({ timeout: 60_000 })
  await page.getByRole('dialog').locator('input').fill(`group ${Date.now()}`)
  await page.getByRole('dialog').locator('button[type=submit]').click()
  await page.waitForURL(/\/segments\/\d+/)
  await expect(page.locator('h1')).toContainText('group')
})

test('a segment says who it is, why, and who is like it', async ({ page }) => {
  await enter(page, '/segments/1', 'en')
  await expect(page.getByRole('heading', { name: 'Hour of purchase' })).toBeVisible({ timeout: 30_000 })
  await page.getByRole('tab', { name: 'Explain' }).click()
  await expect(page.getByText(/of the segment;|Not enough data/).first()).toBeVisible({ timeout: 30_000 })
  await page.getByRole('tab', { name: 'Similar' }).click()
  await expect(page.getByText(/Told from others|Closest to the middle|Not enough data/).first()).toBeVisible({ timeout: 30_000 })
})
