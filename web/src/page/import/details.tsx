import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, AutoComplete, Button, Form, Input, Select } from 'antd'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { useMe } from '../../part/me'
import { useScope } from '../../part/scope'
import { Failure } from '../../part/state'
import { countries } from './country'
import { type Answers, type Draft, type Inspection, keepDraft, open, startOf, timeZones, unmapped } from './draft'

interface DetailsProps {
  found: Inspection
  draft: Draft
  reading: boolean
  keep: (answers: Answers) => void
  apply: (saved: Schema['Mapping']) => void
  choosePreset: (preset: string) => void
  started: (job: string) => void
}

/** Details asks for the shop and starts the import. */
export function Details({ found, draft, reading, keep, apply, choosePreset, started }: DetailsProps) {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const cache = useQueryClient()
  const [form] = Form.useForm<Answers>()
  const shops = me?.shops ?? []
  const first: Answers = draft.answers ?? { shop: shops.find(({ id }) => id === found.shop_guess)?.name ?? found.shop_name, currency: found.currency, time_zone: found.time_zone }
  const shop = Form.useWatch('shop', form) ?? first.shop
  const currency = Form.useWatch('currency', form) ?? found.currency
  const known = shops.some(({ name }) => name === shop.trim())
  useEffect(() => {
    if (draft.answers || form.isFieldsTouched(['time_zone', 'currency'])) return
    form.setFieldsValue({ time_zone: found.time_zone, currency: found.currency })
  }, [form, found.time_zone, found.currency, draft.answers])
  // A zone that was taken by the currency does not outlive it.
  const changed = ({ currency: next }: Partial<Answers>) => {
    if (next && found.time_zone_by === 'currency' && !form.isFieldTouched('time_zone')) form.setFieldsValue({ time_zone: next === found.currency ? found.time_zone : undefined })
  }
  const start = useMutation({
    mutationFn: (answers: Answers) => {
      keep(answers)
      keepDraft(found, { ...draft, answers })
      return take(api.POST('/api/imports', { body: startOf(found, draft, { ...answers, shop: shop.trim() }, known) }))
    },
    onSuccess: ({ job_id }) => {
      void cache.invalidateQueries({ queryKey: ['jobs'] })
      started(job_id)
    },
  })
  const missing = unmapped(found, draft.targets)
  const unanswered = open(draft)
  return (
    <Card title={t('import.lastStep')} asOf={null}>
      <Form<Answers> form={form} layout="vertical" initialValues={first} onValuesChange={changed} onFinish={start.mutate}>
        <div className="choices" style={{ rowGap: 0 }}>
          <Form.Item name="shop" label={t('import.shop')} extra={known ? t('import.shopKnown') : t('import.shopHint')}>
            <AutoComplete options={shops.map(({ name }) => ({ value: name }))} placeholder={t('import.shopOwn')} />
          </Form.Item>
          {!known && <NewShop found={found} currency={currency} />}
        </div>
        <div className="grid" style={{ columnGap: 16, rowGap: 0 }}>
          <Form.Item className="span-6" name="consent" hidden={found.kind !== 'orders'} label={t('import.consent')} extra={t('import.consentHint')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} placeholder={t('import.consentExample')} />
          </Form.Item>
          <div className="span-6">
            <Form.Item label={t('import.preset')}>
              <Select aria-label={t('import.preset')} value={draft.preset} onChange={choosePreset} showSearch={{ optionFilterProp: 'label' }} options={presets(found).map(({ id, label }) => ({ value: id, label: t(`import.presetOf.${id}`, t(`kind.preset.${id}`, label)) }))} />
            </Form.Item>
            <SavedMappings apply={apply} />
            <Form.Item name="save_as" label={t('import.saveAs')} extra={t('import.saveAsNote')}>
              <Input maxLength={100} placeholder={t('import.saveAsHint')} />
            </Form.Item>
          </div>
        </div>
        <div className="stack">
          {missing.length > 0 && <Alert type="error" showIcon title={t('import.missing', { targets: missing.map((id) => t(`kind.target.${found.kind}.${id}`, t(`import.target.${id}`, targetName(found, id)))).join(t('import.comma')) })} />}
          {unanswered.length > 0 && <Alert type="warning" showIcon title={t('import.unanswered', { count: unanswered.length })} />}
          {start.error && <Failure error={start.error} />}
          <div><Button type="primary" htmlType="submit" disabled={missing.length > 0 || unanswered.length > 0 || reading} loading={start.isPending}>{t('import.start')}</Button></div>
        </div>
      </Form>
    </Card>
  )
}

/** NewShop asks what a shop needs that is not there yet. */
function NewShop({ found, currency }: { found: Inspection; currency: string }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const lists = useMemo(() => ({
    zones: timeZones(found.time_zone).map((value) => ({ value, label: value })),
    currencies: [...new Set([found.currency, 'CNY', 'USD', 'EUR', 'GBP', 'HKD', 'JPY', ...Intl.supportedValuesOf('currency')])].filter(Boolean).map((value) => ({ value, label: value })),
    countries: countries(lang).map(({ code, name }) => ({ value: code, label: `${name} ${code}` })),
  }), [found.time_zone, found.currency, lang])
  const search = { optionFilterProp: 'label' }
  return (
    <>
      <Form.Item name="currency" label={t('import.currency')}>
        <Select options={lists.currencies} showSearch={search} />
      </Form.Item>
      <Form.Item name="country" label={t('import.country')} extra={t('import.countryHint')}>
        <Select options={lists.countries} showSearch={search} allowClear placeholder={t('import.countryAuto')} />
      </Form.Item>
      <Form.Item name="time_zone" label={t('import.timeZone')} extra={t(`import.zoneBy.${found.time_zone_by}`, { currency })}>
        <Select options={lists.zones} showSearch={search} placeholder={t('import.zoneAuto')} />
      </Form.Item>
    </>
  )
}

function presets(found: Inspection): Schema['Choice'][] {
  return found.presets.some(({ id }) => id === 'auto') ? found.presets : [{ id: 'auto', label: '' }, ...found.presets]
}

function targetName(found: Inspection, id: string): string {
  return found.targets.find((one) => one.id === id)?.label ?? id
}

function SavedMappings({ apply }: { apply: (saved: Schema['Mapping']) => void }) {
  const { t } = useTranslation()
  const saved = useQuery({
    queryKey: ['mappings'],
    queryFn: async ({ signal }) => (await take(api.GET('/api/mappings', { signal }))).items,
  })
  if (!saved.data || saved.data.length === 0) return null
  return (
    <Form.Item label={t('import.savedMapping')} extra={t('import.savedMappingNote')}>
      <Select
        aria-label={t('import.savedMapping')}
        placeholder={t('import.savedMappingHint')}
        showSearch={{ optionFilterProp: 'label' }}
        options={saved.data.map(({ name }) => ({ value: name, label: name }))}
        onChange={(name: string) => {
          const chosen = saved.data.find((one) => one.name === name)
          if (chosen) apply(chosen)
        }}
      />
    </Form.Item>
  )
}
