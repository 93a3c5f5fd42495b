import { chromium } from '@playwright/test'
const base = process.env.BASE ?? 'http://127.0.0.1:8765'
const out = process.env.OUT ?? '/tmp/shots'
const pages = (process.env.PAGES ?? '/,/lifecycle,/rfm,/customers,/customers/42,/segments,/segments/new,/segments/1,/campaigns,/campaigns/new,/campaigns/1,/campaigns/2,/results,/results/1,/imports,/imports/1,/settings,/outbox').split(',')
const langs = (process.env.LANGS ?? 'zh').split(',')
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-background-networking','--disable-component-update','--disable-sync','--no-first-run'] })
for (const lang of langs) {
  const ctx = await b.newContext({ viewport: { width: 1440, height: 900 }, locale: lang === 'zh' ? 'zh-CN' : 'en-US' })
  const p = await ctx.newPage()
  const errs = []
  p.on('console', m => { if (m.type() === 'error' || m.type() === 'warning') errs.push(m.text()) })
  p.on('pageerror', e => errs.push('PAGEERROR ' + e.message))
  p.on('response', r => { if (r.status() >= 400) errs.push(r.status() + ' ' + r.url()) })
  await p.goto(base + '/login?lang=' + lang); await p.waitForTimeout(1500)
  await p.screenshot({ path: `${out}/login.${lang}.png` })
  const r = await ctx.request.post(base + '/api/login', { data: { login: process.env.LOGIN ?? 'admin', password: 'huike-demo-2025' } })
  if (!r.ok()) console.log('login', r.status(), await r.text())
  for (const path of pages) {
    errs.length = 0
    const t = Date.now()
    await p.goto(base + path + (path.includes('?') ? '&' : '?') + 'lang=' + lang)
    await p.waitForLoadState('networkidle').catch(() => {})
    await p.waitForTimeout(1200)
    const name = path.replace(/[\/?=&]/g, '_').replace(/^_/, '') || 'overview'
    await p.screenshot({ path: `${out}/${name}.${lang}.png`, fullPage: true })
    console.log(lang, path, Date.now() - t, 'ms', errs.slice(0, 4).join(' | '))
  }
  await ctx.close()
}
await b.close()
