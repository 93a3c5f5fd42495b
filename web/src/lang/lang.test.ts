import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const src = join(__dirname, '..')

type Words = { [key: string]: string | Words }

function flat(words: Words, prefix: string, into: Set<string>) {
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') into.add(prefix + key.replace(/_(one|other)$/, ''))
    else flat(value, `${prefix}${key}.`, into)
  }
}

function keys(lang: string): Set<string> {
  const into = new Set<string>()
  for (const file of readdirSync(join(__dirname, lang))) {
    flat(JSON.parse(readFileSync(join(__dirname, lang, file), 'utf8')) as Words, `${file.slice(0, -5)}.`, into)
  }
  return into
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return sources(path)
    return /\.tsx?$/.test(name) && !/\.test\./.test(name) ? [path] : []
  })
}

describe('languages', () => {
  it('speak of the same things', () => {
    const zh = keys('zh')
    const en = keys('en')
    expect([...zh].filter((key) => !en.has(key))).toEqual([])
    expect([...en].filter((key) => !zh.has(key))).toEqual([])
  })

  it('know every word that a screen asks for', () => {
    const known = keys('zh')
    const missing = sources(src).flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\bt\('([\w.]+)'/g)]
        .map((match) => match[1] ?? '')
        .filter((key) => !known.has(key))
        .map((key) => `${path.slice(src.length + 1)}: ${key}`),
    )
    expect(missing).toEqual([])
  })
})
