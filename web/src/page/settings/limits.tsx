import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, InputNumber, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { useMay } from '../../part/may'
import { StageTag } from '../../part/stage'
import { Failure, Loaded } from '../../part/state'

type Limit = Schema['Limit']

/** Limits sets how often a customer is written to at most within one stay in a stage. */
export function Limits() {
  const limits = useQuery({ queryKey: ['limits'], queryFn: async ({ signal }) => (await take(api.GET('/api/limits', { signal }))).items })
  return <Loaded query={limits} height={320}>{(items) => <Ceilings stored={items} />}</Loaded>
}

function Ceilings({ stored }: { stored: Limit[] }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const may = useMay('setting.write')
  const [items, setItems] = useState(stored)
  const save = useMutation({
    mutationFn: () => take(api.PUT('/api/limits', { body: { items } })),
    onSuccess: (saved) => {
      cache.setQueryData(['limits'], saved.items)
      void message.success(t('setting.saved'))
    },
  })
  const ceiling = (key: 'care_ceiling' | 'marketing_ceiling', title: string) => ({
    title, width: 160,
    render: (_: unknown, one: Limit) => (
      <InputNumber
        aria-label={`${t(`stage.${one.stage}`)}: ${title}`} disabled={!may} min={0} max={1000} precision={0} value={one[key]} style={{ width: 112 }}
        onChange={(value) => setItems((before) => before.map((other) => (other.stage === one.stage ? { ...other, [key]: value ?? 0 } : other)))}
      />
    ),
  })
  return (
    <Card title={t('setting.limitsTitle')} asOf={null}>
      <div className="stack" style={{ gap: 16, alignItems: 'flex-start' }}>
        <p style={{ margin: 0 }}>{t('setting.limitsWhat')}</p>
        <Table<Limit>
          size="small" rowKey="stage" pagination={false} dataSource={items}
          columns={[
            { title: t('setting.stage'), width: 200, render: (_, one) => <StageTag stage={one.stage} /> },
            ceiling('care_ceiling', t('setting.careCeiling')),
            ceiling('marketing_ceiling', t('setting.marketingCeiling')),
          ]}
        />
        {save.error && <Failure error={save.error} />}
        {may && <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>{t('part.save')}</Button>}
      </div>
    </Card>
  )
}
