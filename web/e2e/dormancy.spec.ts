import { expect, test } from '@playwright/test'
import { complaints, enter, expectAccessible } from './screen'

test('a due day opens its customers, each with a sentence that says why', async ({ page }) => {
  const heard = complaints(page)
  await enter(page, '/dormancy', 'en')
  await expect(page.getByRole('heading', { name: /of customers are dormant/ })).toBeVisible({ timeout: 30_000 })
  await page.getByRole('group', { name: 'Who runs out of what on which day' }).getByRole('button').first().click()
  await page.waitForURL(/due_from=/)
  await expect(page.getByRole('cell', { name: /lasts [\d.]+ days|come back after/ }).first()).toBeVisible()
  await expectAccessible(page)
  expect(heard).toEqual([])
})

test('the merchant says how long goods last, and the list follows', async ({ page }) => {
  await enter(page, '/dormancy', 'en')
  await page.getByRole('button', { name: 'Set for the whole shop' }).click()
  const sent = page.waitForRequest((request) => request.url().includes('/api/consumption') && request.method() === 'PUT')
  await page.getByRole('spinbutton', { name: 'Days that one piece lasts' }).fill('25')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  const { settings } = (await sent).postDataJSON() as { settings: { level: string; period_days: number }[] }
  expect(settings).toHaveLength(1)
  expect(settings[0]).toMatchObject({ level: 'shop', period_days: 25 })
  await expect(page.getByText('Saved. Due days are computed anew.')).toBeVisible()
  await expect(page.getByText('Your word').first()).toBeVisible({ timeout: 30_000 })
})

test('a square of the movement asks for who stood here and then there', async ({ page }) => {
  const heard = complaints(page)
  await enter(page, '/migration', 'en')
  await expect(page.getByRole('heading', { name: /rose, .* fell/ })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText(/Tested on the last three steps|Read with care|needs \d+ days/)).toBeVisible({ timeout: 30_000 })
  await expectAccessible(page)
  expect(heard).toEqual([])
  const asked = page.waitForRequest((request) => request.url().includes('/api/customers?'))
  await page.getByRole('cell').getByRole('button').first().click()
  const rule = JSON.parse(new URL((await asked).url()).searchParams.get('rule') ?? '{}') as { all: { was: { field: string } }[] }
  expect(rule.all.map(({ was }) => was.field)).toEqual(['stage', 'stage'])
})
