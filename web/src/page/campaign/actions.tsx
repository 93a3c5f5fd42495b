import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, Input, Modal, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take } from '../../api/client'
import { type Campaign, hasStarted, usePlan } from '../../part/campaigns'
import { full } from '../../part/format'
import { useEffectSentence } from '../../part/funnel'
import { useMay } from '../../part/may'
import { useScope } from '../../part/scope'
import { sentenceOf } from '../../part/state'

const paths = {
  approve: '/api/campaigns/{id}/approve',
  start: '/api/campaigns/{id}/start',
  pause: '/api/campaigns/{id}/pause',
  resume: '/api/campaigns/{id}/resume',
  cancel: '/api/campaigns/{id}/cancel',
} as const

type Step = keyof typeof paths

/** Actions are the steps that the campaign may take now and this person may take with it. */
export function Actions({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const write = useMay('campaign.write')
  const judge = useMay('campaign.approve')
  const { state } = campaign
  return (
    <span className="row">
      {hasStarted(campaign) && <Link to={`/results/${campaign.id}`}><Button tabIndex={-1}>{t('campaign.toReport')}</Button></Link>}
      {write && state === 'draft' && <Link to={`/campaigns/${campaign.id}/edit`}><Button type="primary" tabIndex={-1}>{t('campaign.edit')}</Button></Link>}
      {judge && state === 'waiting' && <Outgoing campaign={campaign} step="approve" />}
      {judge && (state === 'waiting' || state === 'approved') && <SendBack campaign={campaign} />}
      {write && state === 'approved' && <Outgoing campaign={campaign} step="start" />}
      {write && state === 'sending' && <Plain campaign={campaign} step="pause" />}
      {write && state === 'paused' && <Outgoing campaign={campaign} step="resume" />}
      {write && ['waiting', 'approved', 'sending', 'paused'].includes(state) && <Plain campaign={campaign} step="cancel" danger />}
      {write && <Copy campaign={campaign} />}
      {write && state === 'draft' && <Delete campaign={campaign} />}
    </span>
  )
}

function useStep(campaign: Campaign, step: Step) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const { message } = App.useApp()
  return useMutation({
    mutationFn: () => take(api.POST(paths[step], { params: { path: { id: campaign.id } } })),
    onSuccess: (saved) => {
      cache.setQueryData(['campaigns', campaign.id], saved)
      void cache.invalidateQueries({ queryKey: ['campaigns'] })
      void message.success(t(`campaign.did.${step}`))
    },
    onError: (error) => void message.error(sentenceOf(error), 6),
  })
}

/** Outgoing says in numbers what will leave before it asks. */
function Outgoing({ campaign, step }: { campaign: Campaign; step: 'approve' | 'start' | 'resume' }) {
  const { t } = useTranslation()
  const act = useStep(campaign, step)
  const effect = useEffectOf(campaign)
  return (
    <Popconfirm title={t(`campaign.ask.${step}`)} description={<div style={{ maxWidth: 320 }}>{effect}</div>} okText={t(`campaign.do.${step}`)} onConfirm={() => act.mutate()}>
      <Button type="primary" loading={act.isPending}>{t(`campaign.do.${step}`)}</Button>
    </Popconfirm>
  )
}

function useEffectOf(campaign: Campaign): string {
  const { t } = useTranslation()
  const { lang } = useScope()
  const started = hasStarted(campaign)
  const { data } = usePlan(campaign.id, !started && campaign.segment_id > 0, campaign.state)
  const planned = useEffectSentence(data, campaign.currency)
  if (started) return t('campaign.stillToSend', { count: campaign.counts.queued, n: full(campaign.counts.queued, lang) })
  return planned
}

function Plain({ campaign, step, danger }: { campaign: Campaign; step: 'pause' | 'cancel'; danger?: boolean }) {
  const { t } = useTranslation()
  const act = useStep(campaign, step)
  const { lang } = useScope()
  const text = t(`campaign.ask.${step}`, { n: full(campaign.counts.queued, lang) })
  return (
    <Popconfirm title={text} okText={t(`campaign.do.${step}`)} onConfirm={() => act.mutate()}>
      <Button danger={danger} loading={act.isPending}>{t(`campaign.do.${step}`)}</Button>
    </Popconfirm>
  )
}

function SendBack({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const reject = useMutation({
    mutationFn: () => take(api.POST('/api/campaigns/{id}/reject', { params: { path: { id: campaign.id } }, body: { note } })),
    onSuccess: (saved) => {
      cache.setQueryData(['campaigns', campaign.id], saved)
      void cache.invalidateQueries({ queryKey: ['campaigns'] })
      setOpen(false)
    },
    onError: (error) => void message.error(sentenceOf(error), 6),
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('campaign.do.reject')}</Button>
      <Modal open={open} title={t('campaign.rejectTitle')} onCancel={() => setOpen(false)} onOk={() => reject.mutate()} okText={t('campaign.do.reject')} okButtonProps={{ disabled: !note.trim(), loading: reject.isPending }} destroyOnHidden>
        <Input.TextArea aria-label={t('campaign.rejectNote')} placeholder={t('campaign.rejectNote')} maxLength={1000} autoSize={{ minRows: 3 }} value={note} onChange={(event) => setNote(event.target.value)} />
      </Modal>
    </>
  )
}

function Copy({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const cache = useQueryClient()
  const { message } = App.useApp()
  const copy = useMutation({
    mutationFn: () => take(api.POST('/api/campaigns/{id}/copy', { params: { path: { id: campaign.id } } })),
    onSuccess: (made) => {
      void cache.invalidateQueries({ queryKey: ['campaigns'] })
      void message.success(t('campaign.copied', { name: made.name }))
      void navigate({ to: `/campaigns/${made.id}/edit` })
    },
    onError: (error) => void message.error(sentenceOf(error), 6),
  })
  return <Button loading={copy.isPending} onClick={() => copy.mutate()}>{t('campaign.copy')}</Button>
}

function Delete({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const cache = useQueryClient()
  const { message } = App.useApp()
  const remove = useMutation({
    mutationFn: () => take(api.DELETE('/api/campaigns/{id}', { params: { path: { id: campaign.id } } })),
    onSuccess: async () => {
      await navigate({ to: '/campaigns' })
      void cache.invalidateQueries({ queryKey: ['campaigns'] })
    },
    onError: (error) => void message.error(sentenceOf(error), 6),
  })
  return (
    <Popconfirm title={t('campaign.deleteAsk', { name: campaign.name })} okText={t('campaign.delete')} onConfirm={() => remove.mutate()}>
      <Button danger loading={remove.isPending}>{t('campaign.delete')}</Button>
    </Popconfirm>
  )
}
