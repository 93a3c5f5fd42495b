// The one natural flow: a file becomes customers, customers a segment, a segment
// a campaign, and a campaign its proof.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { people } from './people'
import { complaints, expectAccessible } from './screen'

type Lang = 'zh' | 'en'
type Words = Record<string, string | Record<string, string>>

const [, operator, approver] = people

/** The words of one area of a language, as the screens show them. */
function words(lang: Lang, area: string): Words {
  return JSON.parse(readFileSync(join(import.meta.dirname, `../src/lang/${lang}/${area}.json`), 'utf8')) as Words
}

const text = (list: Words, key: string): string => {
  const found = key.split('.').reduce<unknown>((at, part) => (at as Words)[part], list)
  if (typeof found !== 'string') throw new Error(`there is no word ${key}`)
  return found
}

/** named is a button's whole name; between two Chinese characters antd puts a space. */
const named = (name: string) => new RegExp(`^${[...name].join('\\s?')}$`)

async function logIn(page: Page, who: { login: string; password: string }, lang: Lang): Promise<void> {
  await page.goto(`/login?lang=${lang}`)
  await page.locator('input[autocomplete=username]').fill(who.login)
  await page.locator('input[type=password]').fill(who.password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL((url) => !url.pathname.startsWith('/login'))
}

/** drag drops a file where files are dropped. */
async function drag(page: Page, name: string, content: string): Promise<void> {
  const files = await page.evaluateHandle(([file = '', body = '']) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([body], file, { type: 'text/csv' }))
    return transfer
  }, [name, content])
  await page.locator('.ant-upload-drag .ant-upload-btn').dispatchEvent('drop', { dataTransfer: files })
}

async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('main').getByRole('combobox', { name: label, exact: true }).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).first().click()
}

async function number(page: Page, id: string): Promise<number> {
  return Number((await page.getByTestId(id).locator('dd').first().innerText()).replaceAll(/[^\d]/g, ''))
}

async function importByDrag(page: Page, lang: Lang): Promise<void> {
  const w = words(lang, 'import')
  await page.goto(`/imports?lang=${lang}`)
  await drag(page, `${lang}.csv`, readFileSync(join(process.env.HUIKE_E2E_FOLDER ?? '', `${lang}.csv`), 'utf8'))
  await choose(page, text(w, 'savedMapping'), 'Simulated')
  await page.getByRole('main').getByLabel(text(w, 'shop'), { exact: true }).fill(`Shop ${lang}`)
  await page.getByLabel(text(w, 'consent')).fill('Agreed to mail at checkout')
  await page.getByRole('button', { name: text(w, 'start') }).click()
  await page.waitForURL(/\/imports\/\d+/, { timeout: 60_000 })
  expect(await number(page, 'orders')).toBeGreaterThan(500)
  expect(await number(page, 'rejected')).toBe(0)
}

async function segmentByClicks(page: Page, lang: Lang): Promise<void> {
  const w = words(lang, 'segment')
  await page.goto(`/segments/new?lang=${lang}`)
  await page.getByRole('button', { name: text(w, 'addRule'), exact: true }).first().click()
  const stage = text(words(lang, 'field'), 'name.stage')
  await choose(page, text(w, 'field'), new RegExp(`^${stage}$`))
  const values = page.getByRole('combobox', { name: text(w, 'valuesOf').replace('{{field}}', stage) })
  await values.click()
  for (const one of ['active', 'silent', 'lost']) {
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: text(words(lang, 'stage'), one) }).click()
  }
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('count')).not.toHaveText('0')
  await page.getByLabel(text(words(lang, 'part'), 'segmentName')).fill(`Sliding ${lang}`)
  await page.getByRole('button', { name: text(words(lang, 'part'), 'saveSegment'), exact: true }).click()
  await page.waitForURL(/\/segments\/\d+/)
}

async function wizard(page: Page, lang: Lang): Promise<string> {
  const w = words(lang, 'campaign')
  const next = page.getByRole('button', { name: text(w, 'next'), exact: true })
  await page.getByRole('link', { name: text(words(lang, 'segment'), 'toCampaign') }).click()
  await page.getByLabel(text(w, 'name'), { exact: true }).fill(`Win back ${lang}`)
  await choose(page, text(words(lang, 'frame'), 'shop'), `Shop ${lang}`)
  await next.click()
  await page.waitForURL(/step=audience/)
  await next.click()
  await page.waitForURL(/step=arms/)
  await next.click()
  await page.waitForURL(/step=content/)
  await next.click()
  await page.waitForURL(/step=schedule/)
  await choose(page, text(w, 'sender'), 'Catcher')
  await next.click()
  await page.waitForURL(/step=check/)
  await page.getByRole('button', { name: named(text(w, 'submit')) }).or(page.getByRole('button', { name: named(text(w, 'submitDirect')) })).click()
  await page.locator('.ant-popconfirm-buttons .ant-btn-primary').click()
  await page.waitForURL(/\/campaigns\/\d+(\?|$)/)
  return new URL(page.url()).pathname
}

/** release lets another person approve, where the shop asks for it. */
async function release(browser: Browser, path: string, lang: Lang): Promise<void> {
  const page = await (await browser.newContext()).newPage()
  await logIn(page, approver, lang)
  await page.goto(`${path}?lang=${lang}`)
  await expect(page.locator('#main .card').first()).toBeVisible()
  await page.waitForLoadState('networkidle')
  const waiting = page.getByRole('button', { name: named(text(words(lang, 'campaign'), 'do.approve')) })
  if (await waiting.count()) {
    await waiting.click()
    await page.locator('.ant-popconfirm-buttons .ant-btn-primary').click()
    await expect(waiting).toHaveCount(0)
  }
  await page.context().close()
}

for (const lang of ['zh', 'en'] as const) {
  test(`import by drag, segment by clicks, campaign to report in ${lang}`, async ({ page, browser }) => {
    test.setTimeout(180_000)
    const heard = complaints(page)
    await logIn(page, operator, lang)
    await importByDrag(page, lang)
    await segmentByClicks(page, lang)
    const path = await wizard(page, lang)
    await release(browser, path, lang)
    await page.goto(`${path}?lang=${lang}`)
    await page.getByRole('button', { name: named(text(words(lang, 'campaign'), 'do.start')) }).click()
    await page.locator('.ant-popconfirm-buttons .ant-btn-primary').click()
    await expect(page.getByTestId('sent')).toBeVisible({ timeout: 30_000 })
    await page.goto(`${path.replace('campaigns', 'results')}?lang=${lang}`)
    await expect(page.getByTestId('verdict')).toHaveText(lang === 'zh' ? /。$/ : /\.$/)
    expect(heard).toEqual([])
  })
}

test('every working screen shows itself without complaint', async ({ page }) => {
  const heard = complaints(page)
  await logIn(page, people[0], 'zh')
  for (const path of ['/imports', '/segments', '/segments/new', '/campaigns', '/campaigns/new', '/results', '/settings', '/settings?tab=limits', '/settings?tab=audit']) {
    await page.goto(path)
    await page.waitForLoadState('networkidle')
    await expect(page.locator('h1')).toBeVisible()
    await expect(page.locator('.card').first()).toBeVisible()
    await expectAccessible(page)
  }
  expect(heard).toEqual([])
})
