import { SearchOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { DatePicker, Input, type InputRef, Select } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../api/client'
import { useAddress, useScope } from '../part/scope'
import { Jobs } from './jobs'
import { LanguageSwitch, Person } from './person'

/** Top is what all numbers below obey (shop and day), and the ways to anywhere. */
export default function Top({ me }: { me: Schema['Me'] }) {
  return (
    <>
      <ShopChoice shops={me.shops} />
      <DayChoice first={me.first_day} last={me.last_day} />
      <div className="grow"><SearchBox /></div>
      <Jobs />
      <LanguageSwitch />
      <Person user={me.user} version={me.version} />
    </>
  )
}

function ShopChoice({ shops }: { shops: Schema['Shop'][] }) {
  const { t } = useTranslation()
  const { shop } = useScope()
  const [, write] = useAddress()
  const options = [{ value: 0, label: t('frame.allShops') }, ...shops.map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <Select
      aria-label={t('frame.shop')}
      value={shop}
      options={options}
      popupMatchSelectWidth={false}
      style={{ minWidth: 128 }}
      onChange={(value: number) => write({ shop: value || undefined })}
    />
  )
}

function DayChoice({ first, last }: { first?: string; last?: string }) {
  const { t } = useTranslation()
  const { asOf } = useScope()
  const [, write] = useAddress()
  return (
    <label className="row" style={{ flexWrap: 'nowrap' }}>
      <span className="quiet" style={{ whiteSpace: 'nowrap' }}>{t('frame.asOf')}</span>
      <DatePicker
        value={asOf ? dayjs(asOf) : null}
        minDate={first ? dayjs(first) : undefined}
        maxDate={last ? dayjs(last) : undefined}
        allowClear={false}
        showNow={false}
        style={{ width: 136 }}
        onChange={(value) => {
          const chosen = dayjs(value).format('YYYY-MM-DD')
          write({ as_of: chosen === last ? undefined : chosen })
        }}
      />
    </label>
  )
}

function SearchBox() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const box = useRef<InputRef>(null)
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]')
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      box.current?.focus()
    }
    document.addEventListener('keydown', focus)
    return () => document.removeEventListener('keydown', focus)
  }, [])
  return (
    <Input
      ref={box}
      type="search"
      prefix={<SearchOutlined aria-hidden />}
      aria-label={t('frame.search')}
      placeholder={t('frame.searchHint')}
      style={{ maxWidth: 360 }}
      onPressEnter={(event) => {
        const q = event.currentTarget.value.trim()
        if (q) void navigate({ to: '/customers', search: { q } as never })
      }}
    />
  )
}
