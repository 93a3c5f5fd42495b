// Whom do I mean: by what they did, and by what they were on another day.
import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { complaints, enter, expectAccessible } from './screen'

type Words = { [key: string]: string | Words }

const words = (lang: string, area: string) => JSON.parse(readFileSync(new URL(`../src/lang/${lang}/${area}.json`, import.meta.url), 'utf8')) as Words

function text(area: Words, path: string): string {
  return path.split('.').reduce<Words | string>((at, key) => (at as Words)[key] ?? '', area) as string
}

async function pick(page: Page, box: string | RegExp, option: string, nth = 0): Promise<void> {
  await page.getByRole('combobox', { name: box }).nth(nth).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: new RegExp(`^${option.replaceAll(/[()]/g, '\\$&')}$`) }).first().click()
}

for (const lang of ['zh', 'en'] as const) {
  test(`a segment of did and was by clicks in ${lang}`, async ({ page }) => {
    const heard = complaints(page)
    const w = words(lang, 'segment')
    const field = words(lang, 'field')
    const fact = words(lang, 'fact')
    await enter(page, '/segments/new', lang)
    const add = page.getByRole('button', { name: text(w, 'addRule'), exact: true }).first()
    await add.click()
    await pick(page, text(w, 'field'), text(field, 'special.did'))
    await pick(page, text(fact, 'behaviours'), text(fact, 'behaviour.cart'))
    await page.keyboard.press('Escape')
    await add.click()
    await pick(page, text(w, 'field'), text(field, 'special.was'), 1)
    const day = page.getByLabel(text(fact, 'onDay'))
    await day.last().click()
    await day.last().fill('2024-05-01')
    await page.keyboard.press('Enter')
    const stages = page.getByRole('combobox', { name: text(w, 'valuesOf').replace('{{field}}', text(field, 'name.stage')) })
    await stages.click()
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: text(words(lang, 'stage'), 'active') }).first().click()
    await page.keyboard.press('Escape')
    await page.getByLabel(text(words(lang, 'part'), 'segmentName')).fill(`Looked ${lang} ${Date.now()}`)
    const sent = page.waitForRequest((request) => request.url().endsWith('/api/segments') && request.method() === 'POST')
    await expect(page.getByTestId('count')).toBeVisible()
    await page.getByRole('button', { name: text(words(lang, 'part'), 'saveSegment'), exact: true }).click()
    expect(((await sent).postDataJSON() as { rule: unknown }).rule).toEqual({
      all: [{ did: { kinds: ['view', 'cart'], days: 30 } }, { was: { field: 'stage', op: 'in', value: ['active'], day: '2024-05-01' } }],
    })
    await page.waitForURL(/\/segments\/\d+/)
    await expect(page.getByText(text(words(lang, 'refine'), 'none'))).toBeVisible({ timeout: 20_000 })
    await expectAccessible(page)
    expect(heard).toEqual([])
  })
}

test('a ready-made segment is made by one click, flagged while nobody uses it, and exported', async ({ page }) => {
  await enter(page, '/segments', 'en')
  await page.getByRole('button', { name: 'Ready-made segments' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Make “Fans”' }).click()
  await page.waitForURL(/\/segments\/\d+/)
  await expect(page.locator('.page-head').getByText(text(words('en', 'segment'), 'unused'), { exact: true })).toBeVisible()
  await page.getByRole('button', { name: /Export$/ }).click()
  const file = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Excel file (XLSX)', exact: true }).click()
  expect((await file).suggestedFilename()).toMatch(/^segment-\d+-.*\.xlsx$/)
  await page.reload()
  await expect(page.locator('.page-head').getByText(text(words('en', 'segment'), 'unused'), { exact: true })).toHaveCount(0)
})
