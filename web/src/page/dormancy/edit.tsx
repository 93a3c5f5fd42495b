import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Input, InputNumber, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Failure, Loaded } from '../../part/state'

type Setting = Schema['ConsumptionSetting']

export interface Subject {
  shop: number
  level: 'shop' | 'category' | 'product'
  name: string
  title: string
  use?: Schema['GoodsUse']
}

const nothing = {
  class: null, period_days: null, by_quantity: null, delivery_days: null, use_rate: null, users: null, season_days: null, grace_days: null, second_days: null,
}

/** Edit takes the merchant's word on goods, a category or the shop; an empty field means: as learned, or as the wider level says. */
export function Edit({ subject, close }: { subject: Subject; close: () => void }) {
  const said = useQuery({ queryKey: ['consumption'], queryFn: ({ signal }) => take(api.GET('/api/consumption', { signal })) })
  return (
    <Loaded query={said} height={80}>
      {({ settings }) => <Form subject={subject} close={close} settings={settings} />}
    </Loaded>
  )
}

function Form({ subject, close, settings }: { subject: Subject; close: () => void; settings: Setting[] }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const known = (level: Setting['level'], name: string) => settings.find((one) => one.shop === subject.shop && one.level === level && one.name === name)
  const [level, setLevel] = useState<Subject['level']>(subject.level)
  const category = subject.use?.category ?? ''
  const name = level === 'category' ? category || subject.name : level === 'shop' ? '' : subject.name
  const [value, setValue] = useState<Setting>({ ...nothing, ...known(level, name), shop: subject.shop, level, name })
  const set = (change: Partial<Setting>) => setValue({ ...value, ...change })
  const save = useMutation({
    mutationFn: () => {
      const { actor: _, ...setting } = value
      return take(api.PUT('/api/consumption', { body: { settings: [setting] } }))
    },
    onSuccess: () => {
      void cache.invalidateQueries()
      void message.success(t('dormancy.saved'))
      close()
    },
  })
  const choose = (next: Subject['level']) => {
    const called = next === 'category' ? category || subject.name : next === 'shop' ? '' : subject.name
    setLevel(next)
    setValue({ ...nothing, ...known(next, called), shop: subject.shop, level: next, name: called })
  }
  const levels = (['product', 'category', 'shop'] as const).filter((one) => one === subject.level || one === 'shop' || (one === 'category' && category))
  const number = (key: 'period_days' | 'delivery_days' | 'use_rate' | 'users' | 'grace_days' | 'second_days', step: number) => (
    <Row label={t(`dormancy.field.${key}`)} hint={t(`dormancy.hint.${key}`)}>
      <InputNumber aria-label={t(`dormancy.field.${key}`)} min={0} step={step} value={value[key]} placeholder={t('dormancy.asLearned')} style={{ width: 176 }} onChange={(next) => set({ [key]: next })} />
    </Row>
  )
  return (
    <Modal open title={t('dormancy.edit', { goods: subject.title })} onCancel={close} onOk={() => save.mutate()} okText={t('part.save')} okButtonProps={{ loading: save.isPending }}>
      <div className="stack">
        <p className="quiet" style={{ margin: 0 }}>{t('dormancy.editText')}</p>
        <Row label={t('dormancy.level')}>
          <Select aria-label={t('dormancy.level')} value={level} style={{ width: 176 }} onChange={choose} options={levels.map((one) => ({ value: one, label: one === 'category' ? t('dormancy.levelCategory', { category: category || subject.name }) : t(`dormancy.levels.${one}`) }))} />
        </Row>
        <Row label={t('dormancy.className')} hint={t(`dormancy.classText.${value.class ?? 'fast'}`)}>
          <Select aria-label={t('dormancy.className')} value={value.class} allowClear placeholder={t('dormancy.asWider')} style={{ width: 176 }} onChange={(next?: Setting['class']) => set({ class: next ?? null })}
            options={(['fast', 'vertical', 'fashion', 'durable'] as const).map((one) => ({ value: one, label: t(`dormancy.class.${one}`) }))} />
        </Row>
        {value.class !== 'fashion' && number('period_days', 1)}
        {value.class !== 'fashion' && (
          <Row label={t('dormancy.field.by_quantity')} hint={t('dormancy.hint.by_quantity')}>
            <Select aria-label={t('dormancy.field.by_quantity')} value={value.by_quantity} allowClear placeholder={t('dormancy.asLearned')} style={{ width: 176 }} onChange={(next?: boolean | null) => set({ by_quantity: next ?? null })}
              options={[{ value: true, label: t('dormancy.yes') }, { value: false, label: t('dormancy.no') }]} />
          </Row>
        )}
        {value.class !== 'fashion' && number('delivery_days', 1)}
        {value.class !== 'fashion' && number('use_rate', 0.1)}
        {value.class !== 'fashion' && number('users', 1)}
        {value.class === 'fashion' && (
          <Row label={t('dormancy.field.season_days')} hint={t('dormancy.hint.season_days')}>
            <Input aria-label={t('dormancy.field.season_days')} value={value.season_days ?? ''} placeholder="03-01,09-01" style={{ width: 176 }} onChange={(event) => set({ season_days: event.target.value.trim() || null })} />
          </Row>
        )}
        {value.class === 'fashion' && number('grace_days', 1)}
        {number('second_days', 1)}
        {save.error && <Failure error={save.error} />}
      </div>
    </Modal>
  )
}

function Row({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="row spread">
      <span>{label}{hint && <><br /><span className="quiet small">{hint}</span></>}</span>
      {children}
    </div>
  )
}
