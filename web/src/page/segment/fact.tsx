// The conditions that look into what customers did, said and were.
import { useQuery } from '@tanstack/react-query'
import { Checkbox, DatePicker, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { useScope } from '../../part/scope'
import { titled } from '../results/past'
import { FieldValue } from './field-value'
import { type Field, useFieldMenu, useOperators } from './language'
import { type Edit, Many, Part, Products, Whole } from './piece'
import { fit, type Special } from './query'

const behaviours = ['visit', 'view', 'search', 'favourite', 'cart', 'order', 'pay', 'share', 'other']
const states = ['bounced', 'browsed_not_ordered', 'ordered_unpaid', 'asked_not_ordered', 'returned', 'bad_review', 'referring', 'waiting_for_goods', 'browsing', 'good_review', 'in_use']
const refunds = ['refund', 'return', 'exchange']
const groups = ['search', 'cps', 'interactive', 'event', 'display', 'outside', 'direct', 'other']

type Words = 'behaviour' | 'state' | 'refund' | 'group'

/** useOptions names the words of a kind in the reader's language. */
function useOptions(kind: Words, words: string[]) {
  const { t } = useTranslation()
  return words.map((value) => ({ value, label: t(`fact.${kind}.${value}`) }))
}

interface FactProps extends Edit {
  kind: Exclude<Special, 'bought' | 'orders' | 'message' | 'segment'>
  fields: Field[]
}

/** FactEditor edits one condition over facts. */
export function FactEditor({ kind, fields, ...edit }: FactProps) {
  switch (kind) {
    case 'did': return <Did {...edit} />
    case 'state': return <State {...edit} />
    case 'chatted': return <Chatted {...edit} />
    case 'reviewed': return <Reviewed {...edit} />
    case 'refunded': return <Refunded {...edit} />
    case 'came_from': return <CameFrom {...edit} />
    case 'past_contacted': return <span className="row"><PastCampaignChoice {...edit} /><Days {...edit} /></span>
    case 'redeemed': return <span className="row"><PastCampaignChoice {...edit} /><Days {...edit} /><Times {...edit} /></span>
    case 'told': return <Told {...edit} />
    case 'was': return <Was {...edit} fields={fields} />
  }
}

function Days(edit: Edit) {
  const { t } = useTranslation()
  return <Whole {...edit} name="days" label={t('segment.withinDays')} placeholder={t('segment.ever')} />
}

function Times(edit: Edit) {
  const { t } = useTranslation()
  return <Whole {...edit} name="min_times" label={t('fact.minTimes')} />
}

function Did(edit: Edit) {
  const { t } = useTranslation()
  return (
    <span className="row">
      <Many {...edit} name="kinds" label={t('fact.behaviours')} options={useOptions('behaviour', behaviours)} />
      <Products {...edit} />
      <Hours {...edit} />
      <Days {...edit} />
      <Times {...edit} />
    </span>
  )
}

function Hours({ value, set }: Edit) {
  const { t } = useTranslation()
  return (
    <Select
      mode="multiple" aria-label={t('fact.hours')} placeholder={t('fact.hours')} style={{ minWidth: 130, maxWidth: 300 }} maxTagCount={4}
      options={Array.from({ length: 24 }, (_, hour) => ({ value: hour, label: `${hour}:00` }))}
      value={(value.hours as number[] | undefined) ?? []} onChange={(hours: number[]) => set({ hours: hours.length > 0 ? hours : null })}
    />
  )
}

function State(edit: Edit) {
  const { t } = useTranslation()
  return <span className="row"><Many {...edit} name="in" label={t('fact.states')} options={useOptions('state', states)} /><Days {...edit} /></span>
}

function Chatted(edit: Edit) {
  const { t } = useTranslation()
  return (
    <span className="row">
      <Checkbox checked={edit.value.bargained === true} onChange={(event) => edit.set({ bargained: event.target.checked ? true : null })}>{t('fact.bargained')}</Checkbox>
      <Whole {...edit} name="max_score" label={t('fact.maxScore')} max={5} />
      <Days {...edit} />
      <Times {...edit} />
    </span>
  )
}

function Reviewed(edit: Edit) {
  const { t } = useTranslation()
  return (
    <span className="row">
      <Whole {...edit} name="min_score" label={t('fact.minScore')} max={5} />
      <Whole {...edit} name="max_score" label={t('fact.maxScore')} max={5} />
      <Days {...edit} />
      <Times {...edit} />
    </span>
  )
}

function Refunded(edit: Edit) {
  const { t } = useTranslation()
  return <span className="row"><Many {...edit} name="kinds" label={t('fact.refunds')} options={useOptions('refund', refunds)} /><Days {...edit} /><Times {...edit} /></span>
}

function CameFrom(edit: Edit) {
  const { t } = useTranslation()
  return (
    <span className="row">
      <Many {...edit} name="groups" label={t('fact.groups')} options={useOptions('group', groups)} />
      <Select
        mode="tags" aria-label={t('fact.sources')} placeholder={t('fact.sources')} style={{ minWidth: 180 }} open={false} suffixIcon={null}
        value={(edit.value.sources as string[] | undefined) ?? []} onChange={(list: string[]) => edit.set({ sources: list.length > 0 ? list : null })}
      />
    </span>
  )
}

function PastCampaignChoice({ value, set }: Edit) {
  const { t } = useTranslation()
  const { shop } = useScope()
  const past = useQuery({
    queryKey: ['past-campaigns', 'names', shop],
    queryFn: async ({ signal }) => (await take(api.GET('/api/past-campaigns', { params: { query: { shop } }, signal }))).campaigns,
  })
  const names = new Map((past.data ?? []).map((one) => [one.campaign, titled(one)]))
  return (
    <Select
      aria-label={t('fact.pastCampaign')} allowClear placeholder={t('fact.anyPastCampaign')} style={{ minWidth: 200 }} showSearch={{ optionFilterProp: 'label' }}
      options={[...names].map(([number, label]) => ({ value: number, label }))}
      value={value.campaign as string | undefined} onChange={(campaign?: string) => set({ campaign })}
    />
  )
}

const asNumber = (text: string) => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text)

function Told({ value, set }: Edit) {
  const { t } = useTranslation()
  const op = String(value.op ?? 'eq')
  const missing = op === 'is_null' || op === 'not_null'
  const many = op === 'in' || op === 'not_in'
  const list = Array.isArray(value.value) ? value.value as unknown[] : []
  return (
    <span className="row">
      <Input aria-label={t('fact.trait')} placeholder={t('fact.traitExample')} style={{ width: 160 }} value={String(value.name ?? '')} onChange={(event) => set({ name: event.target.value })} />
      <Select
        aria-label={t('segment.operator')} style={{ minWidth: 120 }} value={op} onChange={(next: string) => set({ op: next, value: next.endsWith('_null') ? null : fit(next, value.value) })}
        options={['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'in', 'not_in', 'contains', 'is_null', 'not_null'].map((one) => ({ value: one, label: t(`field.op.${one}`) }))}
      />
      {!missing && !many && <Input aria-label={t('segment.value')} style={{ width: 140 }} value={String(value.value ?? '')} onChange={(event) => set({ value: op === 'contains' ? event.target.value : asNumber(event.target.value) })} />}
      {many && <Select mode="tags" aria-label={t('segment.value')} placeholder={t('segment.typeSeveral')} style={{ minWidth: 180 }} open={false} suffixIcon={null} value={list.map(String)} onChange={(next: string[]) => set({ value: next.map(asNumber) })} />}
    </span>
  )
}

/** dated tells the columns that are kept for every day. */
const dated = ({ group, name }: Field) => ['stage', 'rhythm', 'money', 'score', 'place'].includes(group) && name !== 'shop' && name !== 'country'

function Was({ value, set, fields }: Edit & { fields: Field[] }) {
  const { t } = useTranslation()
  const { asOf } = useScope()
  const kept = fields.filter(dated)
  const menu = useFieldMenu(kept).filter(({ options }) => options.some(({ name }) => kept.some((field) => field.name === name)))
  const operators = useOperators(kept)
  const field = kept.find(({ name }) => name === value.field)
  const op = String(value.op ?? 'eq')
  return (
    <span className="row">
      <Part label={t('fact.onDay')}>
        <DatePicker aria-label={t('fact.onDay')} value={value.day ? dayjs(String(value.day)) : null} maxDate={asOf ? dayjs(asOf) : undefined} onChange={(day) => set({ day: day?.format('YYYY-MM-DD') })} />
      </Part>
      <Select
        aria-label={t('fact.wasField')} style={{ minWidth: 150 }} popupMatchSelectWidth={false} value={field?.name}
        options={menu.map(({ label, options }) => ({ label, options: options.map(({ name, label: word }) => ({ value: name, label: word })) }))}
        onChange={(name: string) => { const ops = kept.find((one) => one.name === name)?.ops ?? []; const next = ops.includes(op) ? op : ops[0] ?? 'eq'; set({ field: name, op: next, value: fit(next, null) }) }}
      />
      {field && <Select aria-label={t('segment.operator')} popupMatchSelectWidth={false} value={op} options={operators(field.name).map(({ name, label }) => ({ value: name, label }))} onChange={(next: string) => set({ op: next, value: next.endsWith('_null') ? null : fit(next, value.value) })} />}
      {field && !op.endsWith('_null') && <FieldValue field={field} op={op} value={fit(op, value.value)} onChange={(next) => set({ value: next })} />}
    </span>
  )
}
