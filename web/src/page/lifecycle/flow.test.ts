import { describe, expect, it } from 'vitest'
import { rising, slide, stageOf, whole } from './flow'

const move = (stage: string, before: number, left: number) =>
  ({ stage, customers: 0, net: 0, before, entered: 0, left }) as Parameters<typeof whole>[0]['stages'][number]
const flow = (from: string, to: string, customers: number) => ({ from, to, customers }) as Parameters<typeof slide>[0][number]

describe('whole', () => {
  it('adds those who stayed', () =>
    expect(whole({ flows: [flow('active', 'silent', 3)], stages: [move('active', 10, 3), move('silent', 2, 2)] }))
      .toEqual([flow('active', 'silent', 3), flow('active', 'active', 7)]))
  it('keeps what the server said of them', () =>
    expect(whole({ flows: [flow('active', 'active', 7)], stages: [move('active', 10, 3)] })).toEqual([flow('active', 'active', 7)]))
})

it('slide is the largest ageing, not a purchase and not a first one', () => {
  expect(slide([flow('prospect', 'after_sale', 99), flow('lost', 'after_sale', 50), flow('after_sale', 'active', 40), flow('active', 'silent', 9), flow('silent', 'sleeping', 12)]))
    .toEqual(flow('silent', 'sleeping', 12))
  expect(slide([flow('silent', 'after_sale', 5)])).toBeUndefined()
})

// The clock of capability S0-10: closed upper bounds 7, 45, 90, 140, 365.
describe('stageOf', () => {
  const bounds = [7, 45, 90, 140, 365]
  const f = (days: number, stage: string) => it(`${days} days`, () => expect(stageOf(days, bounds)).toBe(stage))
  f(0, 'after_sale'); f(7, 'after_sale'); f(8, 'active'); f(45, 'active'); f(46, 'silent'); f(90, 'silent')
  f(91, 'sleeping'); f(140, 'sleeping'); f(141, 'lost'); f(365, 'lost'); f(366, 'dead')
})

it('bounds must rise', () => {
  expect([rising([7, 45, 90]), rising([7, 7, 90]), rising([0, 1]), rising([7, null]), rising([-1, 4]), rising([7.5, 9])])
    .toEqual([true, false, true, false, false, false])
})
