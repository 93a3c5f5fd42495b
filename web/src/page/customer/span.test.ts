import { expect, it } from 'vitest'
import { stretches } from './span'

it('stays become whole days, in order, the last one to the as-of day', () => {
  expect(stretches([
    { stage: 'active', from: '2011-12-02' },
    { stage: 'after_sale', from: '2011-11-24', to: '2011-12-02' },
    { stage: 'silent', from: '2011-12-02', to: '2011-12-02' },
  ], '2011-12-09')).toEqual([
    { stage: 'after_sale', from: '2011-11-24', to: '2011-12-02', days: 8 },
    { stage: 'active', from: '2011-12-02', to: '2011-12-09', days: 8 },
  ])
})
