// The conditions that look into orders, messages and other segments.
import { useQuery } from '@tanstack/react-query'
import { DatePicker, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { sign } from '../../part/format'
import { useScope } from '../../part/scope'
import { useLater } from '../../part/use-later'
import type { Special } from './query'

interface SpecialProps {
  kind: Special
  value: unknown
  onChange: (value: unknown) => void
}

type Parts = Record<string, unknown>
type Edit = { value: Parts; set: (change: Parts) => void }

/** SpecialEditor edits one special condition. */
export function SpecialEditor({ kind, value, onChange }: SpecialProps) {
  if (kind === 'segment') return <SegmentChoice value={value as number | null} onChange={onChange} />
  const parts = (typeof value === 'object' && value !== null ? value : {}) as Parts
  const set = (change: Parts) => onChange(Object.fromEntries(Object.entries({ ...parts, ...change }).filter(([, one]) => one !== null && one !== undefined && one !== '')))
  if (kind === 'bought') return <Bought value={parts} set={set} />
  return kind === 'orders' ? <Orders value={parts} set={set} /> : <Message value={parts} set={set} />
}

function Part({ label, children }: { label: string; children: ReactNode }) {
  return <label className="row" style={{ flexWrap: 'nowrap', gap: 4 }}><span className="quiet small" style={{ whiteSpace: 'nowrap' }}>{label}</span>{children}</label>
}

interface WholeProps extends Edit {
  name: string
  label: string
  placeholder?: string
}

function Whole({ name, label, value, set, placeholder }: WholeProps) {
  return (
    <Part label={label}>
      <InputNumber aria-label={label} min={1} precision={0} value={value[name] as number | undefined} placeholder={placeholder} onChange={(next) => set({ [name]: next })} style={{ width: 90 }} />
    </Part>
  )
}

function Bought(edit: Edit) {
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
    <span className="row">
      <Select
        mode="multiple" aria-label={t('segment.products')} placeholder={t('segment.products')} style={{ minWidth: 260, maxWidth: 480 }}
        showSearch={{ filterOption: false, onSearch: setQ }} options={options} loading={found.isFetching}
        value={edit.value.products as string[] | undefined} onChange={(products: string[]) => edit.set({ products })}
        notFoundContent={t('segment.noProduct')}
      />
      <Select
        mode="tags" aria-label={t('segment.categories')} placeholder={t('segment.categories')} style={{ minWidth: 150 }} open={false} suffixIcon={null}
        value={(edit.value.categories as string[] | undefined) ?? []} onChange={(list: string[]) => edit.set({ categories: list.length > 0 ? list : null })}
      />
      <Input aria-label={t('segment.titleContains')} placeholder={t('segment.titleContains')} style={{ width: 160 }} value={String(edit.value.title_contains ?? '')} onChange={(event) => edit.set({ title_contains: event.target.value })} />
      <Whole {...edit} name="days" label={t('segment.withinDays')} placeholder={t('segment.ever')} />
      <Whole {...edit} name="min_quantity" label={t('segment.minQuantity')} />
      <Whole {...edit} name="min_times" label={t('segment.minTimes')} />
    </span>
  )
}

function Orders({ value, set }: Edit) {
  const { t } = useTranslation()
  const { currency, lang } = useScope()
  const days = [value.from, value.to].map((day) => (day ? dayjs(String(day)) : null)) as [dayjs.Dayjs | null, dayjs.Dayjs | null]
  return (
    <span className="row">
      <DatePicker.RangePicker
        aria-label={t('segment.between')} value={days} allowEmpty={[true, true]}
        onChange={(range) => set({ from: range?.[0]?.format('YYYY-MM-DD'), to: range?.[1]?.format('YYYY-MM-DD') })}
      />
      <Whole value={value} set={set} name="min_orders" label={t('segment.minOrders')} />
      <Part label={t('segment.minAmount')}>
        <InputNumber aria-label={t('segment.minAmount')} min={0} precision={2} prefix={sign(currency, lang)} value={value.min_amount as number | undefined} onChange={(next) => set({ min_amount: next })} style={{ width: 120 }} />
      </Part>
    </span>
  )
}

const kinds = ['received', 'opened', 'clicked', 'not_received', 'not_opened', 'not_clicked'] as const

function Message({ value, set }: Edit) {
  const { t } = useTranslation()
  const campaigns = useQuery({
    queryKey: ['campaigns', 'names'],
    queryFn: async ({ signal }) => (await take(api.GET('/api/campaigns', { params: { query: { limit: 200 } }, signal }))).items,
  })
  return (
    <span className="row">
      <Select aria-label={t('segment.messageKind')} style={{ minWidth: 150 }} value={value.kind as string} onChange={(kind: string) => set({ kind })}
        options={kinds.map((kind) => ({ value: kind, label: t(`field.message.${kind}`) }))} />
      <Select
        aria-label={t('segment.ofCampaign')} allowClear placeholder={t('segment.anyCampaign')} style={{ minWidth: 200 }}
        showSearch={{ optionFilterProp: 'label' }}
        value={value.campaign as number | undefined} onChange={(campaign?: number) => set({ campaign })}
        options={(campaigns.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Whole value={value} set={set} name="days" label={t('segment.withinDays')} placeholder={t('segment.ever')} />
    </span>
  )
}

function SegmentChoice({ value, onChange }: { value: number | null; onChange: (value: number) => void }) {
  const { t } = useTranslation()
  const segments = useQuery({
    queryKey: ['segments'],
    queryFn: async ({ signal }) => (await take(api.GET('/api/segments', { signal }))).items,
  })
  return (
    <Select
      aria-label={t('field.special.segment')} placeholder={t('segment.choose')} style={{ minWidth: 220 }} showSearch={{ optionFilterProp: 'label' }}
      value={value ?? undefined} onChange={onChange} loading={segments.isPending}
      options={(segments.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}
