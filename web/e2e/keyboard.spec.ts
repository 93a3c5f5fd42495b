// The wizard's first steps without a mouse.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { people } from './people'
import { complaints } from './screen'

const [, operator] = people

const words = JSON.parse(readFileSync(join(import.meta.dirname, '../src/lang/en/campaign.json'), 'utf8')) as Record<string, string>

/** tabTo goes on with Tab until it has come to a place. */
async function tabTo(page: Page, place: Locator): Promise<void> {
  await expect(place).toBeVisible()
  for (let presses = 0; presses < 80; presses++) {
    if (await place.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not come to ${String(place)}`)
}

async function next(page: Page, step: string): Promise<void> {
  await tabTo(page, page.getByRole('button', { name: words.next, exact: true }))
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`step=${step}`))
}

test('goal, audience and groups of a campaign by keyboard alone', async ({ page }) => {
  const heard = complaints(page)
  await page.goto('/login?lang=en')
  await tabTo(page, page.locator('input[autocomplete=username]'))
  await page.keyboard.type(operator.login)
  await tabTo(page, page.locator('input[type=password]'))
  await page.keyboard.type(operator.password)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => !url.pathname.startsWith('/login'))
  const made = await page.request.post('/api/segments', { data: { name: 'Keyboard', shop: 1, rule: { field: 'recency_days', op: 'between', value: [0, 200] } } })
  expect(made.ok()).toBe(true)
  const { id: wanted } = (await made.json()) as { id: number }

  await page.goto('/campaigns/new?lang=en')
  await tabTo(page, page.getByLabel(words.name ?? '', { exact: true }))
  await page.keyboard.type('By keyboard')
  const goals = page.getByRole('radiogroup', { name: words.goal, exact: true }).getByRole('radio')
  await tabTo(page, goals.and(page.locator(':checked')))
  const before = await goals.evaluateAll((all) => all.findIndex((one) => (one as HTMLInputElement).checked))
  await page.keyboard.press('ArrowDown')
  await expect(goals.nth((before + 1) % 3)).toBeChecked()
  await next(page, 'audience')

  const segment = page.getByRole('combobox', { name: words.segment, exact: true })
  await tabTo(page, segment)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.type('Keyboard')
  await expect(page.locator('.ant-select-item-option').filter({ hasText: /^Keyboard/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(segment).toHaveAttribute('aria-expanded', 'false')
  const guard = page.getByRole('checkbox', { name: words.guard })
  await tabTo(page, guard)
  const on = await guard.isChecked()
  await page.keyboard.press('Space')
  await expect(guard).toBeChecked({ checked: !on })
  await next(page, 'arms')

  const share = page.getByRole('slider', { name: words.controlShare })
  await tabTo(page, share)
  const percent = Number(await share.getAttribute('aria-valuenow'))
  await page.keyboard.press('ArrowRight')
  await expect(share).toHaveAttribute('aria-valuenow', String(percent + 1))
  await next(page, 'content')
  const id = /campaigns\/(\d+)/.exec(page.url())?.[1]
  const kept = (await (await page.request.get(`/api/campaigns/${id}`)).json()) as object
  expect(kept).toMatchObject({ name: 'By keyboard', segment_id: wanted, control_share: (percent + 1) / 100 })
  expect(heard).toEqual([])
})
