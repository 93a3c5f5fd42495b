import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Tag, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { care, coralText, line, muted } from '../../look/token'
import { CampaignState } from '../../part/campaign-state'
import { day, full } from '../../part/format'
import { useMay } from '../../part/may'
import { Count } from '../../part/number'
import { useAddress, useScope } from '../../part/scope'
import { Failure } from '../../part/state'
import { goalDay, lineEnd, placeOf } from './line'

type Step = Schema['ProgrammeStep']
type Due = Schema['StepDue']

const colour = { care, marketing: coralText }

interface StepsProps {
  programme: Schema['Programme']
  due: Schema['ProgrammeDue']
}

/** Steps are the contacts on a line of days, and below each who is due for it, with one button. */
export function Steps({ programme, due }: StepsProps) {
  const dueOf = (step: Step) => due.steps.find(({ step_id }) => step_id === step.id)
  return (
    <div className="stack" style={{ gap: 16 }}>
      <DayLine steps={programme.steps} dueOf={dueOf} />
      <div style={{ display: 'grid', gap: 16, gridTemplateColumns: 'repeat(auto-fill, minmax(230px, 1fr))' }}>
        {programme.steps.map((step) => <StepCard key={step.id} programme={programme.id} step={step} due={dueOf(step)} />)}
      </div>
    </div>
  )
}

function DayLine({ steps, dueOf }: { steps: Step[]; dueOf: (step: Step) => Due | undefined }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const end = lineEnd(steps)
  const words = steps.map((step) => `${step.name}: ${t('cultivation.days', { from: step.from_day, to: step.to_day })}`).join(' · ')
  return (
    <div role="img" aria-label={words} style={{ position: 'relative', height: 56, margin: '4px 0' }}>
      <div style={{ position: 'absolute', top: 26, left: 0, right: 0, height: 2, background: line }} />
      <div style={{ position: 'absolute', top: 6, height: 40, left: `${(100 * goalDay) / end}%`, borderLeft: `2px dashed ${muted}` }} />
      <span className="small quiet" style={{ position: 'absolute', top: 38, left: `${(100 * goalDay) / end}%`, transform: 'translateX(-100%)', paddingRight: 6, whiteSpace: 'nowrap' }}>{t('cultivation.goalDay', { days: goalDay })}</span>
      <span className="small quiet" style={{ position: 'absolute', top: 38, left: 0 }}>{t('cultivation.firstPurchase')}</span>
      {steps.map((step) => {
        const { left, width } = placeOf(step, end)
        return (
          <Tooltip key={step.id} title={`${step.name} · ${t('cultivation.days', { from: step.from_day, to: step.to_day })} · ${t('cultivation.due', { count: dueOf(step)?.due ?? 0 })}`}>
            <div style={{ position: 'absolute', top: 14, height: 24, left: `${left}%`, width: `${width}%`, minWidth: 26, borderRadius: 6, background: colour[step.purpose], color: '#fff', textAlign: 'center', lineHeight: '24px' }} className="small">
              {full(step.no ?? 0, lang)}
            </div>
          </Tooltip>
        )
      })}
    </div>
  )
}

function StepCard({ programme, step, due }: { programme: number; step: Step; due: Due | undefined }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  return (
    <section className="card" style={{ borderTop: `4px solid ${colour[step.purpose]}` }} aria-label={step.name}>
      <div className="row spread">
        <h3 style={{ fontSize: 14, margin: 0 }}>{step.no}. {step.name}</h3>
        <Tag color={colour[step.purpose]}>{t(`purpose.${step.purpose}`)}</Tag>
      </div>
      <span className="quiet small">{t('cultivation.days', { from: step.from_day, to: step.to_day })}{step.stimulus && ` · ${step.stimulus}`}</span>
      {due && (
        <>
          <span className="figure"><Count value={due.due} /></span>
          <span className="small quiet">{t('cultivation.dueOf', { within: full(due.within, lang), first: day(due.first, lang, true), last: day(due.last, lang, true) })}</span>
          <Wave programme={programme} step={step} due={due} />
        </>
      )}
    </section>
  )
}

/** Wave is the one next step: the open draft, or a new one for those who are due. */
function Wave({ programme, step, due }: { programme: number; step: Step; due: Due }) {
  const { t } = useTranslation()
  const [search] = useAddress()
  const may = useMay('campaign.write')
  const navigate = useNavigate()
  const cache = useQueryClient()
  // Only a day that somebody chose binds the audience to it.
  const chosen = typeof search.as_of === 'string' ? search.as_of : undefined
  const make = useMutation({
    mutationFn: () => take(api.POST('/api/programmes/{id}/waves', { params: { path: { id: programme } }, body: { step_id: step.id, as_of: chosen } })),
    onSuccess: (campaign) => {
      void cache.invalidateQueries({ queryKey: ['programmes'] })
      void cache.invalidateQueries({ queryKey: ['campaigns'] })
      void navigate({ to: '/campaigns/$id/edit', params: { id: String(campaign.id) } } as never)
    },
  })
  if (due.open) return <span className="row" style={{ marginTop: 8 }}><CampaignState state={due.open.state} /><Link to={`/campaigns/${due.open.campaign_id}`}>{t('cultivation.openWave')}</Link></span>
  if (due.due === 0) return <span className="small quiet" style={{ marginTop: 8 }}>{t(due.within > 0 ? 'cultivation.allHad' : 'cultivation.nobodyDue')}</span>
  return (
    <div className="stack" style={{ marginTop: 8 }}>
      {may && <Button type="primary" loading={make.isPending} onClick={() => make.mutate()}>{t('cultivation.makeWave', { count: due.due })}</Button>}
      {make.error && <Failure error={make.error} />}
    </div>
  )
}
