// The pieces of which the editors of special conditions are made.
import { useQuery } from '@tanstack/react-query'
import { InputNumber, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { useScope } from '../../part/scope'
import { useLater } from '../../part/use-later'

export type Parts = Record<string, unknown>
export type Edit = { value: Parts; set: (change: Parts) => void }

/** Part is a labelled piece of a condition. */
export function Part({ label, children }: { label: string; children: ReactNode }) {
  return <label className="row" style={{ flexWrap: 'nowrap', gap: 4 }}><span className="quiet small" style={{ whiteSpace: 'nowrap' }}>{label}</span>{children}</label>
}

interface WholeProps extends Edit {
  name: string
  label: string
  placeholder?: string
  max?: number
}

/** Whole edits a whole number of a condition. */
export function Whole({ name, label, value, set, placeholder, max }: WholeProps) {
  return (
    <Part label={label}>
      <InputNumber aria-label={label} min={1} max={max} precision={0} value={value[name] as number | undefined} placeholder={placeholder} onChange={(next) => set({ [name]: next })} style={{ width: 90 }} />
    </Part>
  )
}

/** Products chooses products by number or name, and categories. */
export function Products({ value, set }: Edit) {
  const { t } = useTranslation()
  const { shop } = useScope()
  const [q, setQ] = useState('')
  const later = useLater(q, 300)
  const found = useQuery({
    queryKey: ['products', shop, later],
    queryFn: async ({ signal }) => (await take(api.GET('/api/products', { params: { query: { q: later, shop, limit: 50 } }, signal }))).items,
  })
  const options = (found.data ?? []).map(({ external_no, title }) => ({ value: external_no, label: `${external_no} · ${title}` }))
  return (
    <>
      <Select
        mode="multiple" aria-label={t('segment.products')} placeholder={t('segment.products')} style={{ minWidth: 260, maxWidth: 480 }}
        showSearch={{ filterOption: false, onSearch: setQ }} options={options} loading={found.isFetching}
        value={value.products as string[] | undefined} onChange={(products: string[]) => set({ products: products.length > 0 ? products : null })}
        notFoundContent={t('segment.noProduct')}
      />
      <Select
        mode="tags" aria-label={t('segment.categories')} placeholder={t('segment.categories')} style={{ minWidth: 150 }} open={false} suffixIcon={null}
        value={(value.categories as string[] | undefined) ?? []} onChange={(list: string[]) => set({ categories: list.length > 0 ? list : null })}
      />
    </>
  )
}

interface ManyProps extends Edit {
  name: string
  label: string
  options: { value: string; label: string }[]
}

/** Many chooses some of a few words; none of them asks for none. */
export function Many({ name, label, options, value, set }: ManyProps) {
  return (
    <Select
      mode="multiple" aria-label={label} placeholder={label} style={{ minWidth: 200, maxWidth: 480 }} options={options}
      value={(value[name] as string[] | undefined) ?? []} onChange={(list: string[]) => set({ [name]: list.length > 0 ? list : null })}
    />
  )
}
