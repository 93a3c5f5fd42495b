import { describe, expect, it } from 'vitest'
import { change, count, day, difference, full, fullMoney, instant, money, percent, signed } from './format'

describe('count', () => {
  const f = (value: number, zh: string, en: string) =>
    it(`${value}`, () => expect([count(value, 'zh'), count(value, 'en')]).toEqual([zh, en]))
  f(0, '0', '0')
  f(1204, '1,204', '1,204')
  f(9999, '9,999', '9,999')
  f(12345, '1.23 万', '12.3 k')
  f(123000, '12.3 万', '123 k') // the two spellings of screens: 12.3 万, 123 k
  f(1234567, '123 万', '1.23 M')
  f(-45678, '-4.57 万', '-45.7 k')
  f(234567890, '2.35 亿', '235 M')
  f(2345678900, '23.5 亿', '2.35 bn')
})

describe('money', () => {
  const f = (value: number, currency: string, zh: string, en: string) =>
    it(`${value} ${currency}`, () => expect([money(value, currency, 'zh'), money(value, currency, 'en')]).toEqual([zh, en]))
  f(421.55, 'CNY', '¥421.55', '¥421.55')
  f(123000, 'GBP', '£12.3 万', '£123 k')
  f(-5, 'GBP', '−£5.00', '−£5.00')
  f(7, '???', '???7.00', '???7.00')
  it('is full on hover', () => expect(fullMoney(1234567.891, 'CNY', 'zh')).toBe('¥1,234,567.89'))
})

describe('shares', () => {
  it('are percentages', () => expect([percent(0.2934, 2), percent(-0.05)]).toEqual(['29.34%', '−5.0%']))
  it('are not nothing when they are little', () => expect([percent(0.0015, 0), percent(0.0001, 0), percent(0, 0), percent(0.006, 0)]).toEqual(['0.1%', '<0.1%', '0%', '1%']))
  it('have no minus when they round to nothing', () => expect([percent(-0.0002), percent(-0), full(-0.001, 'en'), fullMoney(-0.004, 'CNY', 'en')]).toEqual(['0.0%', '0.0%', '0', '¥0.00']))
  it('carry their sign', () => expect([signed(0.18), signed(-0.032), signed(0)]).toEqual(['+18.0%', '−3.2%', '0.0%']))
  it('compare two periods', () => expect([change(118, 100), change(50, 100), change(5, 0)]).toEqual(['+18.0%', '−50.0%', null]))
  it('are differences of people', () => expect([difference(1204, 'zh'), difference(-37, 'en'), difference(0, 'en')]).toEqual(['+1,204', '−37', '0']))
})

describe('day', () => {
  it('is written as people write it', () =>
    expect([day('2011-12-09', 'zh'), day('2011-12-09', 'en'), day('2011-12-09', 'en', true)]).toEqual(['2011年12月9日', '9 Dec 2011', '9 Dec']))
  it('is written as the browser writes it, in every month', () => {
    const written = (lang: 'zh' | 'en', text: string) =>
      new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' }).format(new Date(text))
    const texts = Array.from({ length: 12 }, (_, index) => `2024-${String(index + 1).padStart(2, '0')}-07`)
    expect(texts.map((text) => [day(text, 'zh'), day(text, 'en')])).toEqual(texts.map((text) => [written('zh', text), written('en', text)]))
  })
  it('leaves other text alone', () => expect(day('', 'zh')).toBe(''))
})

describe('instant', () => {
  const f = (zone: string, want: string) => it(zone, () => expect(instant('2025-11-21T23:12:00Z', 'en', zone)).toBe(want))
  f('Asia/Shanghai', '22 Nov 2025, 07:12')
  f('Europe/London', '21 Nov 2025, 23:12')
})
