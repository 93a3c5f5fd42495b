import { readFileSync } from 'node:fs'
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Lang } from '../lang'
import { verdictSentence, verdictTone } from './verdict'

const words = (lang: Lang): unknown => JSON.parse(readFileSync(new URL(`../lang/${lang}/verdict.json`, import.meta.url), 'utf8'))

beforeAll(() => i18next.init({
  lng: 'zh', interpolation: { escapeValue: false },
  resources: { zh: { translation: { verdict: words('zh') } }, en: { translation: { verdict: words('en') } } },
}))

const params = {
  arm: 'A', days: 30, days_left: 12, start_day: '2026-03-09', currency: 'CNY', natural: 0.0512, stimulated: 0.0634, half_width: 0.0311, p: 0.00042,
  buyers: 102.4, buyers_low: 30, buyers_high: 171, profit: 12345.6, profit_low: 2100, profit_high: 22400.5,
}
const worse = { ...params, buyers: -40, buyers_low: -70, buyers_high: -10, profit: -500, profit_low: -900, profit_high: -100 }

const say = (code: string, lang: Lang, given: Record<string, unknown> = params) =>
  verdictSentence({ code, params: given, sentence: 'as the server says it' }, { t: i18next.getFixedT(lang), lang })

describe.each(['zh', 'en'] as const)('verdicts in %s', (lang) => {
  it.each(Object.keys(verdictTone))('%s is a whole sentence', (code) => {
    const sentence = say(code, lang)
    expect(sentence).toMatch(lang === 'zh' ? /。$/ : /\.$/)
    expect(sentence).not.toMatch(/\{\{|undefined|NaN|—|verdict\./)
  })

  it('a code of a newer server is said in its words', () => expect(say('brand_new', lang)).toBe('as the server says it'))
})

describe('numbers of a verdict', () => {
  const f = (code: string, lang: Lang, given: Record<string, unknown>, ...parts: string[]) =>
    it(`${code} in ${lang}`, () => parts.forEach((part) => expect(say(code, lang, given)).toContain(part)))
  f('earned', 'zh', params, '¥12,345.60', '¥2,100.00 至 ¥22,400.50', '102 位')
  f('earned', 'en', params, '¥12,345.60', '¥2,100.00 to ¥22,400.50')
  f('cost', 'zh', worse, '约 ¥500.00（¥100.00 至 ¥900.00）')
  f('fewer_buyers', 'en', worse, 'about 40 fewer buyers (10 to 70)')
  f('unproven', 'en', params, '6.34%', '5.12%')
  f('not_started', 'zh', params, '2026', '3', '9')
  f('too_small', 'zh', params, '3.1 个百分点', '5.12%')
  f('more_buyers', 'en', { ...params, buyers_low: null }, '(— to 171)')
})
