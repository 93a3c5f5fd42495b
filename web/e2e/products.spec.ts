import { expect, test } from '@playwright/test'
import { complaints, enter, expectAccessible } from './screen'

const views = ['', '&view=pairs', '&view=bundles', '&view=bring', '&view=prices', '&view=seasons']

for (const lang of ['zh', 'en'] as const) {
  test(`S1-47 the products show themselves without complaint in ${lang}`, async ({ page }) => {
    test.setTimeout(120_000)
    const heard = complaints(page)
    for (const view of views) {
      await enter(page, `/products?x=1${view}`, lang)
      await expect(page.locator('h1')).toBeVisible()
      await expect(page.locator('.card').first()).toBeVisible()
      await expect(page.locator('.ant-alert-error')).toHaveCount(0)
      await expectAccessible(page)
    }
    expect(heard).toEqual([])
  })
}

test('S1-47 a product of the matrix has a page, and its buyers become a segment', async ({ page }) => {
  await enter(page, '/products', 'en')
  await page.locator('tbody a').first().click()
  await page.waitForURL(/\/products\/\d+/)
  await expect(page.locator('.card').nth(3)).toBeVisible()
  await expectAccessible(page)
  await page.locator('main a[href*="bought"]').first().click()
  await page.waitForURL(/\/customers\?.*bought/)
  await expect(page.getByRole('button', { name: /as a segment/ })).toBeEnabled()
})

test('S2-16 a policy opens the customers who are told first', async ({ page }) => {
  await enter(page, '/products', 'en')
  await page.getByRole('link', { name: 'See these customers' }).last().click()
  await page.waitForURL(/\/customers\?.*rule=/)
  await expect(page.locator('.card').nth(1)).toBeVisible()
  await expect(page.locator('.ant-alert-error')).toHaveCount(0)
})
