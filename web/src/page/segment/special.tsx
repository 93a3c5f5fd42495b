// The conditions that look into orders, messages and other segments.
import { useQuery } from '@tanstack/react-query'
import { DatePicker, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { sign } from '../../part/format'
import { useScope } from '../../part/scope'
import { FactEditor } from './fact'
import type { Field } from './language'
import { type Edit, Part, type Parts, Products, Whole } from './piece'
import type { Special } from './query'

interface SpecialProps {
  kind: Special
  value: unknown
  onChange: (value: unknown) => void
  fields: Field[]
}

/** SpecialEditor edits one special condition. */
export function SpecialEditor({ kind, value, onChange, fields }: SpecialProps) {
  if (kind === 'segment') return <SegmentChoice value={value as number | null} onChange={onChange} />
  const parts = (typeof value === 'object' && value !== null ? value : {}) as Parts
  const set = (change: Parts) => onChange(Object.fromEntries(Object.entries({ ...parts, ...change }).filter(([, one]) => one !== null && one !== undefined && one !== '')))
  switch (kind) {
    case 'bought': return <Bought value={parts} set={set} />
    case 'orders': return <Orders value={parts} set={set} />
    case 'message': return <Message value={parts} set={set} />
    default: return <FactEditor kind={kind} value={parts} set={set} fields={fields} />
  }
}

function Bought(edit: Edit) {
  const { t } = useTranslation()
  return (
    <span className="row">
      <Products {...edit} />
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
