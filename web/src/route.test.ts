import { describe, expect, it } from 'vitest'
import { secondsLeft } from './frame/jobs'
import { selected } from './frame/navigation'
import { places } from './nav'
import { inside } from './page/login'
import { newRouter } from './route'
import { screenAt, screens } from './screens'

describe('screens', () => {
  it('have one address each', () => {
    const paths = screens.map(({ path }) => path)
    expect(new Set(paths).size).toBe(paths.length)
  })

  it('are what the navigation leads to', () => {
    const paths = new Set(screens.map(({ path }) => path))
    const led = places.flatMap((place) => [place, ...(place.children ?? [])]).flatMap(({ path }) => path ?? [])
    expect(led.filter((path) => !paths.has(path))).toEqual([])
  })

  it('are all tied into the router, and a stranger can log in', () => {
    const tied = Object.keys(newRouter().routesByPath)
    expect([...screens.map(({ path }) => path), '/login'].filter((path) => !tied.includes(path))).toEqual([])
  })
})

it('an address finds its screen, a fixed name before a free one', () => {
  const found = ['/', '/customers/7', '/campaigns/new', '/campaigns/7/edit', '/login', '/a/b/c'].map((path) => screenAt(path)?.path)
  expect(found).toEqual(['/', '/customers/$id', '/campaigns/new', '/campaigns/$id/edit', undefined, undefined])
})

it('the navigation marks the nearest place', () => {
  expect(['/', '/customers', '/customers/7', '/lifecycle', '/nowhere'].map((path) => selected(path)))
    .toEqual(['overview', 'list', 'list', 'lifecycle', undefined])
})

it('login leads back to this site only', () => {
  expect(['/rfm?as_of=2011-12-09', '//evil.example', '/\\evil.example', 'https://evil.example', '/login', undefined].map(inside))
    .toEqual(['/rfm?as_of=2011-12-09', '/', '/', '/', '/', '/'])
})

it('time left follows the pace so far', () => {
  const started = { started_at: '2026-01-01T00:00:00Z' }
  const now = Date.parse('2026-01-01T00:00:10Z')
  expect(secondsLeft({ ...started, done: 250, total: 1000 }, now)).toBe(30)
  expect(secondsLeft({ ...started, done: 0, total: 1000 }, now)).toBeNull()
  expect(secondsLeft({ ...started, done: 5, total: 0 }, now)).toBeNull()
})
