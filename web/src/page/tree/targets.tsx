import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { care } from '../../look/token'
import { Card } from '../../part/card'
import { may, useMe } from '../../part/me'
import { Plot } from '../../part/plot'
import { scopeQuery, useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import { TargetForm } from './target-form'
import { useNames, useWrite } from './words'

type Target = Schema['TargetProgress']

/** Targets are the plans by week, each with what came. */
export function Targets({ currency }: { currency: string }) {
  const { t } = useTranslation()
  const scope = useScope()
  const { data: me } = useMe()
  const [open, setOpen] = useState(false)
  const query = scopeQuery(scope)
  const targets = useQuery({
    queryKey: ['targets', query],
    queryFn: ({ signal }) => take(api.GET('/api/targets', { params: { query }, signal })),
    enabled: scope.asOf !== '',
  })
  const add = may(me, 'setting.write') && <Button onClick={() => setOpen(true)}>{t('tree.newTarget')}</Button>
  return (
    <Card className="span-12" title={t('tree.targets')} extra={add}>
      <Loaded query={targets} height={280}>
        {(data) => data.items.length === 0 ? <Empty text={t('tree.noTargets')} /> : (
          <div className="grid">{data.items.map((target) => <Progress key={target.id} target={target} currency={currency} />)}</div>
        )}
      </Loaded>
      {open && <TargetForm close={() => setOpen(false)} />}
    </Card>
  )
}

function Progress({ target, currency }: { target: Target; currency: string }) {
  const { t } = useTranslation()
  const names = useNames()
  const write = useWrite(currency)
  const measure = names.node(target.measure)
  const title = target.reached !== null && target.due !== null && target.unit !== 'rate'
    ? t(target.reached < target.due ? 'tree.behindPlan' : 'tree.onPlan', { measure, reached: write(target.reached, target.unit), due: write(target.due, target.unit) })
    : t('tree.planned', { measure, end: write(target.end, target.unit), week: target.last_week })
  const sheet = { head: [t('tree.weekName'), t('tree.plan'), t('tree.actual')], rows: target.weeks.map((week) => [week.week, week.plan, week.actual]) }
  return (
    <section className="span-6 stack">
      <div className="row spread">
        <h3 style={{ fontSize: 14, margin: 0 }}>{target.name || title}</h3>
        <End target={target} />
      </div>
      {target.name && <span>{title}</span>}
      <Plot
        name={`target-${target.id}`}
        label={title}
        sheet={sheet}
        names={target.weeks.map((week) => week.week.slice(5))}
        bars={target.weeks.map((week) => week.actual)}
        line={target.weeks.map((week) => week.plan)}
        colour={care}
        height={200}
        write={(value) => write(value, target.unit)}
        tip={(index) => {
          const week = target.weeks[index]
          return week && <>{week.week}<br />{t('tree.plan')} {write(week.plan, target.unit)}<br />{t('tree.actual')} <b>{write(week.actual, target.unit)}</b></>
        }}
      />
      <span className="small quiet">
        {t('tree.baselineIs', { baseline: write(target.baseline, target.unit), from: target.base_from, to: target.base_to })}
        {' '}{t(target.growth === 'linear' ? 'tree.linearIs' : `tree.factorIs.${target.reading}`, { step: write(target.step, target.unit), factor: target.factor, times: target.reading === 'more' ? 1 + target.factor : target.factor, end: write(target.end, target.unit), week: target.last_week })}
        {target.unit === 'count' && ` ${t('tree.incrementIs', { heads: write(target.increment, 'count') })}`}
        {target.owner && ` ${t('tree.ownerIs', { owner: target.owner })}`}
      </span>
    </section>
  )
}

function End({ target }: { target: Target }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { data: me } = useMe()
  const cache = useQueryClient()
  const end = useMutation({
    mutationFn: async () => { await api.DELETE('/api/targets/{id}', { params: { path: { id: target.id } } }) },
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['targets'] })
      void cache.invalidateQueries({ queryKey: ['tree'] })
      void message.success(t('tree.ended'))
    },
  })
  if (!may(me, 'setting.write')) return null
  return (
    <Popconfirm title={t('tree.endAsk')} okText={t('tree.end')} cancelText={t('part.cancel')} onConfirm={() => end.mutate()}>
      <Button size="small" loading={end.isPending}>{t('tree.end')}</Button>
    </Popconfirm>
  )
}
