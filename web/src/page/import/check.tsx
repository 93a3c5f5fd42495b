import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, AutoComplete, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { count } from '../../part/format'
import { useMe } from '../../part/me'
import { useScope } from '../../part/scope'
import { Failure } from '../../part/state'
import { MappingTable, type Targets } from './mapping'
import { Rows } from './rows'

type Inspection = Schema['Inspection']

interface CheckProps {
  found: Inspection
  back: () => void
  started: (job: string) => void
}

/** unmapped are the required targets that no column brings. */
export function unmapped(found: Inspection, targets: Targets): string[] {
  const given = new Set(Object.values(targets))
  return found.targets.filter(({ id, required }) => required && !given.has(id)).map(({ id }) => id)
}

/** Check shows what was guessed about a file, to correct it before anything is stored. */
export function Check({ found, back, started }: CheckProps) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const [targets, setTargets] = useState<Targets>(() => Object.fromEntries(found.columns.map(({ name, target }) => [name, target])))
  const [touched, setTouched] = useState(false)
  const change = (next: Targets) => {
    setTargets(next)
    setTouched(true)
  }
  const title = found.preset
    ? t('import.recognised', { file: found.file_name, preset: t(`import.presetOf.${found.preset}`, presetName(found, found.preset)) })
    : t('import.notRecognised', { file: found.file_name })
  return (
    <>
      <Card title={title} asOf={null} note={t('import.fileFacts', { size: count(found.size, lang), encoding: found.encoding })} extra={<Button size="small" onClick={back}>{t('import.other')}</Button>}>
        <div className="stack">
          {found.warnings.map((one) => <Alert key={one.code + one.text} type="warning" showIcon title={t(`import.warning.${one.code.replace(/^[a-z]+\./, '')}`, one.text)} />)}
          <Details found={found} targets={targets} touched={touched} apply={change} started={started} />
        </div>
      </Card>
      <MappingTable found={found} targets={targets} onChange={change} />
      <Rows found={found} />
    </>
  )
}

function presetName(found: Inspection, id: string): string {
  return found.presets.find((one) => one.id === id)?.label ?? id
}

interface DetailsProps {
  found: Inspection
  targets: Targets
  touched: boolean
  apply: (targets: Targets) => void
  started: (job: string) => void
}

interface Answers {
  preset: string
  shop: string
  currency: string
  time_zone: string
  consent?: string
  save_as?: string
}

function Details({ found, targets, touched, apply, started }: DetailsProps) {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const cache = useQueryClient()
  const missing = unmapped(found, targets)
  const start = useMutation({
    mutationFn: (answers: Answers) => {
      const mapping = Object.fromEntries(Object.entries(targets).filter(([, target]) => target))
      const own = touched || !found.preset || Boolean(answers.save_as)
      return take(api.POST('/api/imports', { body: { ...answers, upload: found.upload, mapping: own ? mapping : undefined } }))
    },
    onSuccess: ({ job_id }) => {
      void cache.invalidateQueries({ queryKey: ['jobs'] })
      started(job_id)
    },
  })
  const shops = me?.shops ?? []
  const first: Answers = {
    preset: found.preset || 'auto', currency: found.currency, time_zone: found.time_zone,
    shop: shops.find(({ id }) => id === found.shop_guess)?.name ?? '',
  }
  return (
    <Form<Answers> layout="vertical" initialValues={first} onFinish={start.mutate}>
      <div className="grid" style={{ columnGap: 16, rowGap: 0 }}>
        <Form.Item className="span-3" name="preset" label={t('import.preset')}>
          <Select options={presets(found).map(({ id, label }) => ({ value: id, label: t(`import.presetOf.${id}`, label) }))} />
        </Form.Item>
        <Form.Item className="span-3" name="shop" label={t('import.shop')} extra={t('import.shopHint')}>
          <AutoComplete options={shops.map(({ name }) => ({ value: name }))} placeholder={t('import.shopOwn')} />
        </Form.Item>
        <Form.Item className="span-3" name="currency" label={t('import.currency')} rules={[{ pattern: /^([A-Z]{3})?$/, message: t('import.currencyWrong') }]}>
          <AutoComplete options={['CNY', 'GBP', 'USD', 'EUR', 'HKD', 'JPY'].map((value) => ({ value }))} />
        </Form.Item>
        <Form.Item className="span-3" name="time_zone" label={t('import.timeZone')}>
          <AutoComplete options={['Asia/Shanghai', 'Europe/London', 'America/New_York', 'UTC'].map((value) => ({ value }))} />
        </Form.Item>
        <Form.Item className="span-6" name="consent" label={t('import.consent')} extra={t('import.consentHint')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} placeholder={t('import.consentExample')} />
        </Form.Item>
        <div className="span-6">
          <SavedMappings found={found} apply={apply} />
          <Form.Item name="save_as" label={t('import.saveAs')}>
            <Input maxLength={100} placeholder={t('import.saveAsHint')} />
          </Form.Item>
        </div>
      </div>
      {missing.length > 0 && <Alert type="error" showIcon style={{ marginBottom: 12 }} title={t('import.missing', { targets: missing.map((id) => t(`import.target.${id}`, targetName(found, id))).join(t('import.comma')) })} />}
      {start.error && <div style={{ marginBottom: 12 }}><Failure error={start.error} /></div>}
      <Button type="primary" htmlType="submit" disabled={missing.length > 0} loading={start.isPending}>{t('import.start')}</Button>
    </Form>
  )
}

function presets(found: Inspection): Schema['Choice'][] {
  return found.presets.some(({ id }) => id === 'auto') ? found.presets : [{ id: 'auto', label: '' }, ...found.presets]
}

function targetName(found: Inspection, id: string): string {
  return found.targets.find((one) => one.id === id)?.label ?? id
}

function SavedMappings({ found, apply }: { found: Inspection; apply: (targets: Targets) => void }) {
  const { t } = useTranslation()
  const saved = useQuery({
    queryKey: ['mappings'],
    queryFn: async ({ signal }) => (await take(api.GET('/api/mappings', { signal }))).items,
  })
  if (!saved.data || saved.data.length === 0) return null
  return (
    <Form.Item label={t('import.savedMapping')}>
      <Select
        aria-label={t('import.savedMapping')}
        placeholder={t('import.savedMappingHint')}
        options={saved.data.map(({ name }) => ({ value: name, label: name }))}
        onChange={(name: string) => {
          const mapping = saved.data.find((one) => one.name === name)?.mapping ?? {}
          apply(Object.fromEntries(found.columns.map((column) => [column.name, mapping[column.name] ?? ''])))
        }}
      />
    </Form.Item>
  )
}
