import { SettingOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { stages } from '../../look/token'
import { StageTag } from '../../part/stage'
import { Failure } from '../../part/state'
import { rising } from './flow'

/** Bounds edits where one stage ends and the next begins; saving makes a new version of the definition. */
export function Bounds({ definition }: { definition: Schema['Definition'] }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={<SettingOutlined />} onClick={() => setOpen(true)}>{t('lifecycle.editBounds')}</Button>
      {open && <Editor definition={definition} close={() => setOpen(false)} />}
    </>
  )
}

function Editor({ definition, close }: { definition: Schema['Definition']; close: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const [bounds, setBounds] = useState<(number | null)[]>(definition.bounds)
  const [window, setWindow] = useState<number | null>(definition.rfm_days)
  const save = useMutation({
    mutationFn: (body: { bounds: number[]; rfm_days: number }) => take(api.PUT('/api/lifecycle/definition', { body })),
    onSuccess: () => {
      void cache.invalidateQueries()
      void message.success(t('lifecycle.saved'))
      close()
    },
  })
  const valid = rising(bounds) && window !== null && window > 0
  const submit = () => {
    if (rising(bounds) && window !== null) save.mutate({ bounds, rfm_days: window })
  }
  return (
    <Modal
      open
      title={t('lifecycle.editBounds')}
      onCancel={close}
      onOk={submit}
      okText={t('part.save')}
      okButtonProps={{ disabled: !valid, loading: save.isPending }}
    >
      <div className="stack">
        <p className="quiet" style={{ margin: 0 }}>{t('lifecycle.boundsText', { version: definition.version })}</p>
        {stages.map((stage, index) => (
          <label key={stage} className="row spread">
            <StageTag stage={stage} />
            {index < bounds.length ? (
              <InputNumber
                min={0}
                max={3650}
                precision={0}
                value={bounds[index]}
                prefix={t('lifecycle.upTo')}
                suffix={t('lifecycle.dayUnit')}
                status={rising(bounds.slice(0, index + 1)) ? undefined : 'error'}
                style={{ width: 176 }}
                onChange={(value) => setBounds(bounds.with(index, value))}
              />
            ) : <span className="quiet" style={{ width: 176 }}>{t('lifecycle.rest')}</span>}
          </label>
        ))}
        <label className="row spread">
          <span>{t('lifecycle.rfmDays')}</span>
          <InputNumber min={1} max={3650} precision={0} value={window} suffix={t('lifecycle.dayUnit')} style={{ width: 176 }} onChange={setWindow} />
        </label>
        {!rising(bounds) && <span className="fall">{t('lifecycle.mustRise')}</span>}
        {save.error && <Failure error={save.error} />}
      </div>
    </Modal>
  )
}
