import { expect, test } from '@playwright/test'
import { complaints, enter, expectAccessible } from './screen'

for (const lang of ['zh', 'en'] as const) {
  for (const path of ['/value', '/clusters']) {
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

for (const lang of ['zh', 'en'] as const) {
  test(`a segment says in ${lang} who it is, why, and who is like it`, async ({ page }) => {
    const heard = complaints(page)
    await enter(page, '/segments', lang)
    const data = { name: `recent ${lang} ${Date.now()}`, kind: 'rule', rule: { all: [{ field: 'recency_days', op: 'le', value: 60 }] } }
    const made = (await (await page.request.post('/api/segments', { data })).json()) as { id: number }
    await page.goto(`/segments/${made.id}?lang=${lang}`)
    await expect(page.locator('main li').first()).toBeVisible({ timeout: 30_000 })
    for (const tab of [1, 2]) {
      await page.getByRole('tab').nth(tab).click()
      await expect(page.getByRole('tabpanel').locator('.card, [role=alert]').first()).toBeVisible({ timeout: 30_000 })
      await expectAccessible(page)
    }
    expect(heard).toEqual([])
  })
}
