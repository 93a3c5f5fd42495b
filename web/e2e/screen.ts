// What every browser test needs: a way in, and an ear for complaints.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Page } from '@playwright/test'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** enter opens an address in a language, logging in first when asked to. */
export async function enter(page: Page, path: string, lang: 'zh' | 'en'): Promise<void> {
  await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
  const password = page.locator('input[type=password]')
  await expect(page.locator('#main').or(password).first()).toBeVisible({ timeout: 30_000 })
  await page.waitForLoadState('networkidle')
  if (await password.count()) {
    await page.locator('input[autocomplete=username]').fill(process.env.HUIKE_LOGIN ?? 'demo')
    await password.fill(process.env.HUIKE_PASSWORD ?? 'demo-demo-demo')
    await page.locator('button[type=submit]').click()
    await page.waitForURL((url) => !url.pathname.startsWith('/login'))
    await expect(page.locator('#main')).toBeVisible({ timeout: 30_000 })
    await page.waitForLoadState('networkidle')
  }
}

/** complaints gathers the errors that a page logs; a stranger's refused first question is none. */
export function complaints(page: Page): string[] {
  const list: string[] = []
  page.on('pageerror', (error) => list.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) list.push(message.text())
  })
  return list
}

interface Violation {
  id: string
  impact: string | null
  nodes: { html: string }[]
}

/** expectAccessible fails on every serious or critical finding of axe. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const { axe: engine } = globalThis as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } }
    return (await engine.run()).violations
  })
  const grave = found.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([])
}
