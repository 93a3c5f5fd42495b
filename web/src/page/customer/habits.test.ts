import { describe, expect, it } from 'vitest'
import type { Schema } from '../../api/client'
import { changed } from './archive'
import { strongest } from './shares'

describe('the archive', () => {
  it('S2-23 sends only what was changed, and empties what was deleted', () => {
    expect(changed({ age: '31', psychology: 'careful' }, { age: '32', psychology: ' ', education: undefined, experience: 'good ' }))
      .toEqual([{ name: 'age', number: 32 }, { name: 'psychology' }, { name: 'experience', text: 'good' }])
    expect(changed({ age: '31' }, { age: '31', occupation: '' })).toEqual([])
  })
})

describe('what moves her', () => {
  const share = (low: number, rate: number, shop: number) => ({ hits: 1, trials: 3, needed: 0, low, rate, high: 1, shop })
  const none = { hits: 0, trials: 0, needed: 3 }
  it('S1-39 is only what is surely above the shop', () => {
    const habits = { price: share(0.5, 0.6, 0.3), novelty: share(0.2, 0.9, 0.3), brand_loyalty: share(0.5, 0.9, 0.4), category_loyalty: none }
    expect(strongest(habits as Schema['CustomerHabits'])).toBe('brand_loyalty')
    expect(strongest({ ...habits, price: none, brand_loyalty: none } as unknown as Schema['CustomerHabits'])).toBeUndefined()
  })
})
