import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { useMay } from '../../part/may'
import type { Rule } from '../../part/rule'
import { useScope } from '../../part/scope'
import { Failure } from '../../part/state'

interface SaveProps {
  segment: Schema['Segment'] | undefined
  /** The rule in the editor; null while it cannot be asked. */
  rule: Rule | null
}

/** Save keeps a new segment, or a new version of one. */
export function Save({ segment, rule }: SaveProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(segment?.name ?? '')
  const save = useSave(segment)
  const may = useMay('segment.write')
  if (!may) return null
  const changed = !segment || name !== segment.name || JSON.stringify(rule) !== JSON.stringify(segment.rule)
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (rule && name.trim()) save.mutate({ name: name.trim(), rule })
      }}
    >
      <div className="row">
        <Input aria-label={t('part.segmentName')} placeholder={t('part.segmentName')} maxLength={80} value={name} onChange={(event) => setName(event.target.value)} style={{ width: 320 }} />
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!rule || !name.trim() || !changed}>
          {segment ? t('segment.saveVersion', { version: segment.version + 1 }) : t('part.saveSegment')}
        </Button>
        {segment && <Remove segment={segment} />}
      </div>
      {save.error && <Failure error={save.error} />}
    </form>
  )
}

function useSave(segment: Schema['Segment'] | undefined) {
  const { t } = useTranslation()
  const { shop } = useScope()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: ({ name, rule }: { name: string; rule: Rule }) => {
      const body = { name, kind: 'rule' as const, rule, shop: segment?.shop ?? shop }
      return take(segment
        ? api.PUT('/api/segments/{id}', { params: { path: { id: segment.id } }, body })
        : api.POST('/api/segments', { body }))
    },
    onSuccess: (saved) => {
      void cache.invalidateQueries({ queryKey: ['segments'] })
      void message.success(t('segment.saved', { name: saved.name, version: saved.version }))
      if (!segment) void navigate({ to: `/segments/${saved.id}`, replace: true })
    },
  })
}

function Remove({ segment }: { segment: Schema['Segment'] }) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const remove = useMutation({
    mutationFn: () => take(api.DELETE('/api/segments/{id}', { params: { path: { id: segment.id } } })),
    onSuccess: async () => {
      await navigate({ to: '/segments' })
      void cache.invalidateQueries({ queryKey: ['segments'] })
    },
    onError: (error) => void message.error(error.message),
  })
  return (
    <Popconfirm title={t('segment.removeAsk', { name: segment.name, count: segment.uses.length })} okText={t('segment.remove')} onConfirm={() => remove.mutate()}>
      <Button danger loading={remove.isPending}>{t('segment.remove')}</Button>
    </Popconfirm>
  )
}
