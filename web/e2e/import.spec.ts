// A file that leaves questions open: another encoding and delimiter, dates that can
// be read in two ways, and a word for a state that nobody knows.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { complaints, enter, expectAccessible } from './screen'

type Lang = 'zh' | 'en'

const w = (lang: Lang, area: string, key: string): string => {
  const words: unknown = JSON.parse(readFileSync(join(import.meta.dirname, `../src/lang/${lang}/${area}.json`), 'utf8'))
  const found = key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], words)
  if (typeof found !== 'string') throw new Error(`there is no word ${key}`)
  return found
}

/** The file as its bytes: letters above ASCII are one byte each in windows-1252. */
function file(lang: Lang): number[] {
  const rows = Array.from({ length: 12 }, (_, n) =>
    `${lang}${n};0${(n % 9) + 1}/0${((n * 5) % 9) + 1}/2023;${n},50;müller${n}@example.com;${n % 3 === 0 ? 'verräumt' : 'bezahlt'};${n % 2 === 0 ? 'schön' : 'trüb'}`)
  return [...['Bestellnr;Bestelldatum;Gesamtbetrag;Käufer E-Mail;Status;Wetter', ...rows, ''].join('\r\n')].map((letter) => letter.charCodeAt(0))
}

async function drag(page: Page, name: string, bytes: number[]): Promise<void> {
  const files = await page.evaluateHandle(({ name: called, bytes: body }) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([new Uint8Array(body)], called, { type: 'text/csv' }))
    return transfer
  }, { name, bytes })
  await page.locator('.ant-upload-drag .ant-upload-btn').dispatchEvent('drop', { dataTransfer: files })
}

async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('main').getByRole('combobox', { name: label, exact: true }).click()
  if (typeof option === 'string') await page.keyboard.type(option)
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).first().click()
}

/** picture keeps a screen where HUIKE_SCREENS names a folder, at two widths. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.HUIKE_SCREENS
  if (!folder) return
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await page.waitForTimeout(600)
    const height = await page.evaluate(() => document.querySelector('#main')?.scrollHeight ?? 900)
    await page.setViewportSize({ width, height: Math.min(height + 120, 6000) })
    await page.screenshot({ path: join(folder, `${name}-${width}.png`) })
  }
  await page.setViewportSize({ width: 1280, height: 720 })
}

const count = async (page: Page, id: string) => Number((await page.getByTestId(id).locator('dd').first().innerText()).replaceAll(/\D/g, ''))

for (const lang of ['zh', 'en'] as const) {
  test(`a file that leaves questions open is asked about and imported in ${lang}`, async ({ page }) => {
    test.setTimeout(120_000)
    const heard = complaints(page)
    await enter(page, '/imports', lang)
    await drag(page, `bestellungen-${lang}.csv`, file(lang))
    const start = page.getByRole('button', { name: w(lang, 'import', 'start') })
    await expect(start).toBeDisabled()
    await expect(page.getByText(w(lang, 'import', 'written.title'))).toBeVisible()
    await expect(page.getByText('windows-1252').first()).toBeVisible()
    await expect(page.getByRole('cell', { name: 'schön' }).first()).toBeVisible()
    await expect(page.getByRole('main')).not.toContainText('müller1@')
    await expectAccessible(page)
    await picture(page, `check-${lang}`)

    const dates = page.getByTestId('doubt-dates')
    await expect(dates.getByRole('radio')).toHaveCount(2)
    await dates.getByText(w(lang, 'import', 'order.dmy')).click()
    await choose(page, w(lang, 'import', 'words.meansOf').replace('{{word}}', 'verräumt'), w(lang, 'orderState', 'shipped'))
    await page.getByRole('main').getByLabel(w(lang, 'import', 'shop'), { exact: true }).fill(`Werkstatt ${lang}`)
    await choose(page, w(lang, 'import', 'currency'), 'CNY')
    await page.getByLabel(w(lang, 'import', 'saveAs')).fill(`Bestellungen ${lang}`)
    await expect(start).toBeEnabled()
    await start.click()
    await page.waitForURL(/\/imports\/\d+/, { timeout: 60_000 })
    expect(await count(page, 'new')).toBe(12)
    expect(await count(page, 'rejected')).toBe(0)
    await expectAccessible(page)
    await picture(page, `batch-${lang}`)

    const kept = (await (await page.request.get('/api/mappings')).json()) as { items: { name: string; format: { dates: string; words: Record<string, string> } }[] }
    expect(kept.items.find(({ name }) => name === `Bestellungen ${lang}`)?.format).toMatchObject({ dates: 'dmy', words: { verräumt: 'shipped' } })
    expect(heard).toEqual([])
  })

  test(`a file of which every row fails says so first and opens its mapping again in ${lang}`, async ({ page }) => {
    const heard = complaints(page)
    await enter(page, '/imports', lang)
    const text = `Order ID,Order Date,Order Total\n${lang}1,someday,1.00\n${lang}2,never,2.00\n`
    await drag(page, `wrong-${lang}.csv`, [...text].map((letter) => letter.charCodeAt(0)))
    await page.getByRole('button', { name: w(lang, 'import', 'start') }).click()
    await page.waitForURL(/\/imports\/\d+/, { timeout: 60_000 })
    await expect(page.getByTestId('nothing')).toContainText(w(lang, 'refusal', 'date_unreadable.why'))
    await expectAccessible(page)
    await picture(page, `nothing-${lang}`)
    await page.getByRole('link', { name: w(lang, 'import', 'nothing.remap') }).click()
    await expect(page.getByRole('button', { name: w(lang, 'import', 'start') })).toBeEnabled()
    await expect(page.getByText(`wrong-${lang}.csv`).first()).toBeVisible()
    await page.setViewportSize({ width: 390, height: 900 })
    await expect(page.getByText(w(lang, 'import', 'written.title'))).toBeVisible()
    expect(heard).toEqual([])
  })

  test(`an import that fails comes back to what was said in ${lang}`, async ({ page }) => {
    const heard = complaints(page)
    await enter(page, '/imports', lang)
    const text = `Order ID,Order Date,Order Total,Currency,Extra\n${lang}x1,2023-01-02,1.00,EUR,a\n${lang}x2,2023-01-03,2.00,EUR,a\n`
    await drag(page, `fails-${lang}.csv`, [...text].map((letter) => letter.charCodeAt(0)))
    await choose(page, w(lang, 'import', 'meansOf').replace('{{column}}', 'Extra'), w(lang, 'import', 'target.category'))
    await page.getByRole('main').getByLabel(w(lang, 'import', 'shop'), { exact: true }).fill('First')
    await page.getByLabel(w(lang, 'import', 'saveAs')).fill(`Fails ${lang}`)
    const start = page.getByRole('button', { name: w(lang, 'import', 'start') })
    await expect(start).toBeEnabled()
    await start.click()
    await page.getByRole('button', { name: w(lang, 'import', 'mend') }).click()
    await expect(page.getByRole('main').getByLabel(w(lang, 'import', 'shop'), { exact: true })).toHaveValue('First')
    await expect(page.getByRole('row').filter({ hasText: 'Extra' }).filter({ hasText: w(lang, 'import', 'target.category') }).first()).toBeVisible()
    const kept = (await (await page.request.get('/api/mappings')).json()) as { items: { name: string; mapping: Record<string, string> }[] }
    expect(kept.items.find(({ name }) => name === `Fails ${lang}`)?.mapping.Extra).toBe('category')
    expect(heard).toEqual([])
  })

  test(`letters in doubt are asked about first in ${lang}`, async ({ page }) => {
    const heard = complaints(page)
    await enter(page, '/imports', lang)
    await drag(page, `letters-${lang}.csv`, [...`a;b\n1;x\u00e9\u00c0\u00b1${lang}\n2;\u00a4\u00e2\u00ff\n`].map((letter) => letter.charCodeAt(0)))
    await expect(page.getByTestId('doubt-encoding').getByRole('radio').first()).toBeVisible()
    await expect(page.getByText(w(lang, 'import', 'written.title'))).toHaveCount(0)
    await expectAccessible(page)
    await picture(page, `letters-${lang}`)
    await choose(page, w(lang, 'import', 'doubt.otherEncoding'), 'windows-1252')
    await expect(page.getByText(w(lang, 'import', 'written.title'))).toBeVisible()
    await expect(page.getByText(w(lang, 'import', 'note.encoding_told').replace('{{a}}', 'windows-1252'))).toBeVisible()
    await page.reload()
    await expect(page.getByText(`letters-${lang}.csv`).first()).toBeVisible()
    expect(heard).toEqual([])
  })
}
