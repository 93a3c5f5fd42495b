import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, AutoComplete, Button, Form, Input, Select } from 'antd'
import { useMemo, useState } from 'react'
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

/** asKind is what was found about a file when it is read as one kind of facts. */
export function asKind(found: Inspection, kind: string): Inspection {
  const reading = found.kinds.find(({ id }) => id === kind)
  if (!reading) return found
  const columns = found.columns.map((column) => ({ ...column, target: reading.mapping[column.name] ?? '' }))
  return { ...found, kind, preset: reading.preset, presets: reading.presets, targets: reading.targets, columns }
}

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
export function Check({ found: first, back, started }: CheckProps) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const [kind, setKind] = useState(first.kind)
  const found = useMemo(() => asKind(first, kind), [first, kind])
  const [targets, setTargets] = useState<Targets>(() => meanings(found))
  const [touched, setTouched] = useState(false)
  const change = (next: Targets) => {
    setTargets(next)
    setTouched(true)
  }
  const choose = (next: string) => {
    setKind(next)
    setTargets(meanings(asKind(first, next)))
    setTouched(false)
  }
  const title = useTitle(found)
  return (
    <>
      <Card title={title} asOf={null} note={t('import.fileFacts', { size: count(found.size, lang), encoding: found.encoding })} extra={<Button size="small" onClick={back}>{t('import.other')}</Button>}>
        <div className="stack">
          {first.warnings.filter(({ code }) => kind === first.kind || code !== 'import.not_recognised').map((one) => <Alert key={one.code + one.text} type="warning" showIcon title={t(`import.warning.${one.code.replace(/^[a-z]+\./, '')}`, one.text)} />)}
          <KindOfData found={found} choose={choose} />
          <Details key={kind} found={found} targets={targets} touched={touched} apply={change} choose={choose} started={started} />
        </div>
      </Card>
      <MappingTable found={found} targets={targets} onChange={change} />
      <Rows found={found} />
    </>
  )
}

function meanings(found: Inspection): Targets {
  return Object.fromEntries(found.columns.map(({ name, target }) => [name, target]))
}

function useTitle(found: Inspection): string {
  const { t } = useTranslation()
  if (!found.preset) return t('import.notRecognised', { file: found.file_name })
  const preset = t(`import.presetOf.${found.preset}`, t(`kind.preset.${found.preset}`, presetName(found, found.preset)))
  if (found.kind === 'orders') return t('import.recognised', { file: found.file_name, preset })
  return t('kind.recognised', { file: found.file_name, kind: t(`kind.of.${found.kind}`), preset })
}

function KindOfData({ found, choose }: { found: Inspection; choose: (kind: string) => void }) {
  const { t } = useTranslation()
  return (
    <Form layout="vertical">
      <Form.Item label={t('kind.label')} extra={t('kind.hint')} style={{ marginBottom: 0, maxWidth: 420 }}>
        <Select aria-label={t('kind.label')} value={found.kind} onChange={choose} options={found.kinds.map(({ id, label }) => ({ value: id, label: t(`kind.of.${id}`, label) }))} />
      </Form.Item>
    </Form>
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
  choose: (kind: string) => void
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

function Details({ found, targets, touched, apply, choose, started }: DetailsProps) {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const cache = useQueryClient()
  const missing = unmapped(found, targets)
  const start = useMutation({
    mutationFn: (answers: Answers) => {
      const mapping = Object.fromEntries(Object.entries(targets).filter(([, target]) => target))
      const own = touched || !found.preset || Boolean(answers.save_as)
      return take(api.POST('/api/imports', { body: { ...answers, kind: found.kind, upload: found.upload, mapping: own ? mapping : undefined } }))
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
          <Select options={presets(found).map(({ id, label }) => ({ value: id, label: t(`import.presetOf.${id}`, t(`kind.preset.${id}`, label)) }))} />
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
        <Form.Item className="span-6" name="consent" hidden={found.kind !== 'orders'} label={t('import.consent')} extra={t('import.consentHint')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} placeholder={t('import.consentExample')} />
        </Form.Item>
        <div className="span-6">
          <SavedMappings found={found} apply={apply} choose={choose} />
          <Form.Item name="save_as" label={t('import.saveAs')}>
            <Input maxLength={100} placeholder={t('import.saveAsHint')} />
          </Form.Item>
        </div>
      </div>
      {missing.length > 0 && <Alert type="error" showIcon style={{ marginBottom: 12 }} title={t('import.missing', { targets: missing.map((id) => t(`kind.target.${found.kind}.${id}`, t(`import.target.${id}`, targetName(found, id)))).join(t('import.comma')) })} />}
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

function SavedMappings({ found, apply, choose }: { found: Inspection; apply: (targets: Targets) => void; choose: (kind: string) => void }) {
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
          const chosen = saved.data.find((one) => one.name === name)
          const mapping = chosen?.mapping ?? {}
          if (chosen && chosen.kind !== found.kind) choose(chosen.kind)
          apply(Object.fromEntries(found.columns.map((column) => [column.name, mapping[column.name] ?? ''])))
        }}
      />
    </Form.Item>
  )
}
