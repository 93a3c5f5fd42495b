import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Collapse, Form, Input, InputNumber, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Failure } from '../../part/state'

type Programme = Schema['Programme']
type Body = Schema['ProgrammeBody']
type Step = Schema['ProgrammeStep']

const most = 12

/** Edit changes the name and the steps of a programme. */
export function Edit({ programme, close }: { programme: Programme; close: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const save = useMutation({
    mutationFn: ({ name, steps }: Body) => {
      const kept = steps.map(({ no: _no, segment_id: _segment, ...step }) => ({ ...step, stimulus: step.stimulus ?? '', subject: step.subject ?? '', body: step.body ?? '' }))
      return take(api.PUT('/api/programmes/{id}', { params: { path: { id: programme.id } }, body: { shop: programme.shop, name, steps: kept } }))
    },
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['programmes'] })
      void message.success(t('cultivation.saved'))
      close()
    },
  })
  const needed = [{ required: true, message: t('setting.needed') }]
  return (
    <Modal open title={t('cultivation.edit')} onCancel={close} footer={null} width={820} destroyOnHidden>
      <Form<Body> layout="vertical" initialValues={programme} onFinish={save.mutate} autoComplete="off">
        <Form.Item name="name" label={t('cultivation.programme')} rules={needed}><Input maxLength={80} /></Form.Item>
        <Form.List name="steps">
          {(fields, { add, remove }) => (
            <div className="stack" style={{ gap: 12 }}>
              <Collapse
                items={fields.map((field) => ({
                  key: field.key, forceRender: true, label: <Heading at={field.name} />, children: <Fields at={field.name} />,
                  extra: fields.length > 1 && <Button size="small" type="text" aria-label={t('cultivation.removeStep')} icon={<DeleteOutlined />} onClick={(event) => { event.stopPropagation(); remove(field.name) }} />,
                }))}
              />
              {fields.length < most && <Button icon={<PlusOutlined />} onClick={() => add(fresh(fields.length, t('cultivation.newStep')))}>{t('cultivation.addStep')}</Button>}
            </div>
          )}
        </Form.List>
        <p className="quiet small">{t('cultivation.editNote')}</p>
        {save.error && <div style={{ marginBottom: 12 }}><Failure error={save.error} /></div>}
        <Button type="primary" htmlType="submit" loading={save.isPending}>{t('part.save')}</Button>
      </Form>
    </Modal>
  )
}

const fresh = (place: number, name: string): Step => ({
  id: 0, name, from_day: 60 + 7 * place, to_day: 62 + 7 * place, purpose: 'marketing', goal: 'repeat', stimulus: '', subject: '', body: '',
})

function Heading({ at }: { at: number }) {
  const { t } = useTranslation()
  const step = Form.useWatch(['steps', at]) as Step | undefined
  return <span>{step?.name} <span className="quiet small">{step && t('cultivation.days', { from: step.from_day, to: step.to_day })}</span></span>
}

function Fields({ at }: { at: number }) {
  const { t } = useTranslation()
  const needed = [{ required: true, message: t('setting.needed') }]
  const days = <InputNumber min={0} max={365} precision={0} style={{ width: '100%' }} />
  return (
    <div className="grid" style={{ columnGap: 16, rowGap: 0 }}>
      <Form.Item hidden name={[at, 'id']}><InputNumber /></Form.Item>
      <Form.Item className="span-6" name={[at, 'name']} label={t('cultivation.stepName')} rules={needed}><Input maxLength={80} /></Form.Item>
      <Form.Item className="span-3" name={[at, 'from_day']} label={t('cultivation.fromDay')} rules={needed}>{days}</Form.Item>
      <Form.Item className="span-3" name={[at, 'to_day']} label={t('cultivation.toDay')} rules={needed}>{days}</Form.Item>
      <Form.Item className="span-6" name={[at, 'purpose']} label={t('campaign.purpose')}><Select options={(['care', 'marketing'] as const).map((value) => ({ value, label: t(`purpose.${value}`) }))} /></Form.Item>
      <Form.Item className="span-6" name={[at, 'goal']} label={t('campaign.goal')}><Select options={(['conversion', 'repeat', 'retention'] as const).map((value) => ({ value, label: t(`campaign.goalOf.${value}`) }))} /></Form.Item>
      <Form.Item className="span-12" name={[at, 'stimulus']} label={t('cultivation.stimulus')} extra={t('cultivation.stimulusHint', { mark: '{{ stimulus }}' })}><Input maxLength={500} /></Form.Item>
      <Form.Item className="span-12" name={[at, 'subject']} label={t('campaign.subject')}><Input maxLength={1000} /></Form.Item>
      <Form.Item className="span-12" name={[at, 'body']} label={t('campaign.body')}><Input.TextArea autoSize={{ minRows: 5, maxRows: 16 }} spellCheck={false} style={{ fontFamily: 'ui-monospace, Menlo, Consolas, monospace', fontSize: 13 }} /></Form.Item>
    </div>
  )
}
