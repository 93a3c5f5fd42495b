// What every number on screen is about: a shop, a day, a language, all in the address.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lang } from '../lang'
import { useMe } from './me'

export type Search = Record<string, unknown>

export interface Scope {
  shop: number
  asOf: string
  lang: Lang
  currency: string
}

/** useAddress reads the address's parameters and writes some of them; undefined removes one. */
export function useAddress(): [Search, (change: Search, replace?: boolean) => void] {
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const write = useCallback(
    (change: Search, replace = false) => {
      void navigate({ to: '.', search: (before: Search) => ({ ...before, ...change }), replace } as never)
    },
    [navigate],
  )
  return [search, write]
}

/** useLang is the language now spoken. */
export function useLang(): Lang {
  const { i18n } = useTranslation()
  return i18n.language === 'en' ? 'en' : 'zh'
}

/** useScope is the shop (0: all), the as-of day and the language now chosen. */
export function useScope(): Scope {
  const search = useSearch({ strict: false }) as Search
  const lang = useLang()
  const { data: me } = useMe()
  const shop = Number(search.shop ?? 0) || 0
  const shops = me?.shops ?? []
  return {
    shop,
    asOf: typeof search.as_of === 'string' ? search.as_of : (me?.as_of ?? ''),
    lang,
    currency: (shops.find((one) => one.id === shop) ?? shops[0])?.currency ?? '',
  }
}

/** scopeQuery is the scope as the server's query parameters. */
export function scopeQuery({ shop, asOf }: Scope): { shop: number; as_of: string | undefined } {
  return { shop, as_of: asOf || undefined }
}
