import i18next from 'i18next'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem, take } from '../api/client'
import { sentenceOf } from './state'

beforeAll(() => i18next.init({
  lng: 'zh',
  resources: {
    zh: { translation: { failure: { unknown: '出了意外。', auth: { wrong_login: '账号或密码不对。' } } } },
    en: { translation: { failure: { unknown: 'Unexpected.', network: 'No server.', auth: { wrong_login: 'Wrong.' } } } },
  },
}))
afterAll(() => i18next.changeLanguage('zh'))

describe('a failure speaks', () => {
  const f = (name: string, error: unknown, sentence: string) => it(name, () => expect(sentenceOf(error)).toBe(sentence))
  f('by its code', new Problem(401, 'auth.wrong_login', 'server sentence'), '账号或密码不对。')
  f('as the server said, when its code is new', new Problem(422, 'rule.deep', 'The rule is too deep.'), 'The rule is too deep.')
  f('as the server said, when its code is only the head of others', new Problem(401, 'auth', 'Log in.'), 'Log in.')
  f('in general, when nothing is known', new TypeError('x is undefined'), '出了意外。')

  it('in English with the sentence that names the thing', async () => {
    await i18next.changeLanguage('en')
    expect(sentenceOf(new Problem(401, 'auth.wrong_login', 'server sentence'))).toBe('server sentence')
    expect(sentenceOf(new Problem(0, 'network', ''))).toBe('No server.')
  })
})

describe('take', () => {
  const answer = (status: number, body: object) => Promise.resolve({ response: new Response(null, { status }), ...body })
  it('returns the body', async () => expect(await take(answer(200, { data: { total: 3 } }))).toEqual({ total: 3 }))
  it('throws a refusal with its code', async () => {
    const refused = take(answer(409, { error: { code: 'segment.in_use', detail: 'In use.' } }))
    await expect(refused).rejects.toMatchObject({ status: 409, code: 'segment.in_use', message: 'In use.' })
  })
  it('names an unreachable server', async () =>
    expect(take(Promise.reject(new TypeError('fetch failed')))).rejects.toMatchObject({ status: 0, code: 'network' }))
  it('lets a cancelled question go', async () =>
    expect(take(Promise.reject(new DOMException('', 'AbortError')))).rejects.toMatchObject({ name: 'AbortError' }))
})
