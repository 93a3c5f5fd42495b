import type { ReactNode } from 'react'
import { Button, Input, InputNumber, Select, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { ladders, stages } from '../../look/token'
import { day } from '../../part/format'
import { type Filter, filterOf } from '../../part/rule'
import { useAddress, useScope } from '../../part/scope'
import { StageTag } from '../../part/stage'

const scores = [5, 4, 3, 2, 1].map((value) => ({ value, label: String(value) }))

const none = {
  stage: undefined, ladder: undefined, r: undefined, f: undefined, recency_from: undefined, recency_to: undefined, since: undefined,
  occasions: undefined, net: undefined, province: undefined, segment: undefined, rule: undefined, q: undefined, offset: undefined,
}

/** Filters are the conditions of the list; all of them stand in the address. */
export function Filters() {
  const { t } = useTranslation()
  const [search, write] = useAddress()
  const filter = filterOf(search)
  const set = (change: Filter & { q?: string }) => write({ ...change, offset: undefined })
  const list = (values: string[]) => (values.length > 0 ? values.join(',') : undefined)
  const any = Object.keys(filter).length > 0 || Boolean(search.q)
  return (
    <div className="card filters">
      <Choice label={t('customer.stage')} value={filter.stage} options={stages.map((value) => ({ value, label: <StageTag stage={value} /> }))} onChange={(values) => set({ stage: list(values) })} />
      <Choice label={t('customer.ladder')} value={filter.ladder} options={ladders.map((value) => ({ value, label: t(`ladder.${value}`) }))} onChange={(values) => set({ ladder: list(values) })} />
      <Score name="R" value={filter.r} onChange={(r) => set({ r })} />
      <Score name="F" value={filter.f} onChange={(f) => set({ f })} />
      <Field label={t('customers.recency')}>
        <span className="row" style={{ flexWrap: 'nowrap', gap: 4 }}>
          <Whole label={t('customers.recencyFrom')} value={filter.recency_from} onChange={(value) => set({ recency_from: value })} />
          <span className="quiet">–</span>
          <Whole label={t('customers.recencyTo')} value={filter.recency_to} onChange={(value) => set({ recency_to: value })} />
        </span>
      </Field>
      <Field label={t('customers.occasions')}><Whole label={t('customers.occasions')} value={filter.occasions} onChange={(occasions) => set({ occasions })} /></Field>
      <Field label={t('customers.net')}><Whole label={t('customers.net')} value={filter.net} onChange={(net) => set({ net })} /></Field>
      <Field label={t('customers.province')}>
        <Input key={filter.province ?? ''} aria-label={t('customers.province')} defaultValue={filter.province} allowClear style={{ width: 112 }}
          onPressEnter={(event) => set({ province: event.currentTarget.value.trim() || undefined })}
          onBlur={(event) => event.target.value.trim() !== (filter.province ?? '') && set({ province: event.target.value.trim() || undefined })} />
      </Field>
      <Brought filter={filter} q={typeof search.q === 'undefined' ? '' : String(search.q)} />
      {any && <Button type="link" onClick={() => write(none)}>{t('customers.clear')}</Button>}
    </div>
  )
}

/** Brought are the conditions that a picture or the search brought along, each to be taken away. */
function Brought({ filter, q }: { filter: Filter; q: string }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const [, write] = useAddress()
  const drop = (key: string) => () => write({ [key]: undefined, offset: undefined })
  return (
    <>
      {q && <Tag closable onClose={drop('q')}>{t('customers.q', { q })}</Tag>}
      {filter.since && <Tag closable onClose={drop('since')}>{t('customers.since', { day: day(filter.since, lang) })}</Tag>}
      {filter.segment !== undefined && <Tag closable onClose={drop('segment')}>{t('customers.segment', { id: filter.segment })}</Tag>}
      {filter.rule && <Tag closable onClose={drop('rule')} title={JSON.stringify(filter.rule)}>{t('customers.rule')}</Tag>}
    </>
  )
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return <div className="filter"><span className="quiet small" aria-hidden>{label}</span>{children}</div>
}

interface ChoiceProps {
  label: string
  value: string | undefined
  options: { value: string; label: ReactNode }[]
  onChange: (values: string[]) => void
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  const { t } = useTranslation()
  return (
    <Field label={label}>
      <Select mode="multiple" aria-label={label} value={value?.split(',') ?? []} options={options} onChange={onChange} placeholder={t('customers.any')} maxTagCount={1} allowClear style={{ width: 176 }} />
    </Field>
  )
}

function Score({ name, value, onChange }: { name: string; value: number | undefined; onChange: (value: number | undefined) => void }) {
  const { t } = useTranslation()
  return (
    <Field label={name}>
      <Select aria-label={name} value={value} options={scores} onChange={onChange} onClear={() => onChange(undefined)} placeholder={t('customers.any')} allowClear style={{ width: 80 }} />
    </Field>
  )
}

function Whole({ label, value, onChange }: { label: string; value: number | undefined; onChange: (value: number | undefined) => void }) {
  const keep = (text: string) => {
    const number = text.trim() === '' ? undefined : Number(text)
    if (number !== value && (number === undefined || Number.isFinite(number))) onChange(number)
  }
  return (
    <InputNumber key={value ?? 'none'} aria-label={label} min={0} defaultValue={value} controls={false} style={{ width: 80 }}
      onPressEnter={(event) => keep(event.currentTarget.value)} onBlur={(event) => keep(event.target.value)} />
  )
}
