import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, DatePicker, Form, Input, InputNumber, Modal, Radio, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { useScope } from '../../part/scope'
import { Failure } from '../../part/state'
import { isoWeek } from './week'
import { useNames } from './words'

const measures = ['sales', 'orders', 'buyers', 'order_value', 'frequency', 'new_customers', 'repeat_new', 'visitors', 'conversion', 'repeat_rate', 'second_rate']
const rates = ['conversion', 'repeat_rate', 'second_rate']

interface Values {
  measure: string
  name?: string
  owner?: string
  base: [Dayjs, Dayjs]
  last: Dayjs
  growth: 'linear' | 'factor'
  step?: number
  factor?: number
  reading?: 'times' | 'more'
  heads?: number
}

const weekOf = (day: Dayjs) => isoWeek(day.format('YYYY-MM-DD'))

/** TargetForm sets a target: baseline weeks, how it grows, and until when. */
export function TargetForm({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { shop, asOf } = useScope()
  const names = useNames()
  const cache = useQueryClient()
  const [form] = Form.useForm<Values>()
  const growth = Form.useWatch('growth', form) ?? 'factor'
  const measure = Form.useWatch('measure', form) ?? 'sales'
  const factor = Form.useWatch('factor', form) ?? 1.2
  const save = useMutation({
    mutationFn: (body: Schema['TargetDraft']) => take(api.POST('/api/targets', { body })),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['targets'] })
      void cache.invalidateQueries({ queryKey: ['tree'] })
      void message.success(t('tree.targetSaved'))
      close()
    },
  })
  const submit = (values: Values) => save.mutate({
    shop, as_of: asOf, measure: values.measure, name: values.name ?? '', owner: values.owner ?? '', base_from: weekOf(values.base[0]), base_to: weekOf(values.base[1]),
    last_week: weekOf(values.last), growth: values.growth, heads: values.heads,
    ...(values.growth === 'linear' ? { step: (values.step ?? 0) / (rates.includes(values.measure) ? 100 : 1) } : { factor: values.factor ?? 1, reading: values.reading ?? 'times' }),
  })
  return (
    <Modal open title={t('tree.newTarget')} onCancel={close} onOk={form.submit} okText={t('part.save')} okButtonProps={{ loading: save.isPending }} destroyOnHidden>
      <Form form={form} layout="vertical" initialValues={{ measure: 'sales', growth: 'factor', factor: 1.2, reading: 'times' }} onFinish={submit}>
        <Form.Item name="measure" label={t('tree.measure')}><Select options={measures.map((value) => ({ value, label: names.node(value) }))} /></Form.Item>
        <Form.Item name="base" label={t('tree.baseline')} rules={[{ required: true, message: t('tree.baselineNeeded') }]}><DatePicker.RangePicker picker="week" style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="growth" label={t('tree.growth')}>
          <Radio.Group options={[{ value: 'factor', label: t('tree.byFactor') }, { value: 'linear', label: t('tree.byStep') }]} />
        </Form.Item>
        {growth === 'linear' ? (
          <Form.Item name="step" label={t('tree.stepLabel')} rules={[{ required: true, message: t('tree.stepNeeded') }]}>
            <InputNumber style={{ width: '100%' }} suffix={rates.includes(measure) ? t('tree.points') : undefined} />
          </Form.Item>
        ) : (
          <>
            <Form.Item name="factor" label={t('tree.factorLabel')}><InputNumber min={0.01} max={999} step={0.1} style={{ width: '100%' }} /></Form.Item>
            <Form.Item name="reading" label={t('tree.readingLabel')}>
              <Radio.Group options={[{ value: 'times', label: t('tree.timesIs', { times: factor }) }, { value: 'more', label: t('tree.moreIs', { times: 1 + Number(factor) }) }]} />
            </Form.Item>
          </>
        )}
        <Form.Item name="last" label={t('tree.lastWeek')} rules={[{ required: true, message: t('tree.lastWeekNeeded') }]}><DatePicker picker="week" style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="heads" label={t('tree.headsLabel')}><InputNumber min={0} precision={0} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="name" label={t('tree.nameLabel')}><Input maxLength={100} /></Form.Item>
        <Form.Item name="owner" label={t('tree.owner')}><Input maxLength={100} /></Form.Item>
        {save.error && <Failure error={save.error} />}
      </Form>
    </Modal>
  )
}
