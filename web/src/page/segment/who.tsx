import { useQuery } from '@tanstack/react-query'
import { Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, type Schema, take } from '../../api/client'
import { care, control, line } from '../../look/token'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { full, percent } from '../../part/format'
import { useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'

type Dimension = Schema['TGIDimension']

/** Who compares a segment with all customers, side by side. */
export function Who({ segment }: { segment: Schema['Segment'] }) {
  const { t } = useTranslation()
  const { asOf } = useScope()
  const [sure, setSure] = useState(false)
  const params = { path: { id: segment.id }, query: { as_of: asOf || undefined } }
  const tgi = useQuery({
    queryKey: ['segments', segment.id, 'tgi', asOf, segment.version],
    queryFn: ({ signal }) => take(api.GET('/api/segments/{id}/tgi', { params, signal })),
  })
  return (
    <Loaded query={tgi} height={320}>
      {(data) => data.dimensions.length === 0
        ? <Empty text={t('predict.nobody')} />
        : (
          <div className="stack" style={{ gap: 16 }}>
            <label className="row"><Switch size="small" checked={sure} onChange={setSure} /><span>{t('predict.onlySure')}</span></label>
            <div className="grid">{data.dimensions.map((one) => <DimensionCard key={one.name} dimension={one} sure={sure} asOf={data.as_of} />)}</div>
          </div>
        )}
    </Loaded>
  )
}

function useItemName(dimension: string) {
  const { t } = useTranslation()
  return (value: string) => {
    if (dimension === 'stage' || dimension === 'ladder') return t(`${dimension}.${value}`)
    if (dimension === 'weekday') return t(`predict.weekday.${value}`)
    if (dimension === 'hour') return `${value.padStart(2, '0')}:00`
    if (dimension === 'age') return `${value}–${Number(value) + 9}`
    return value
  }
}

function DimensionCard({ dimension, sure, asOf }: { dimension: Dimension; sure: boolean; asOf: string }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const nameOf = useItemName(dimension.name)
  const shown = dimension.items.filter((item) => !sure || item.sure)
  const most = Math.max(200, ...shown.map((item) => item.index))
  const sheet = {
    head: [t(`predict.dimension.${dimension.name}`), t('predict.members'), t('overview.customers'), t('predict.shareHere'), t('predict.shareAll'), t('predict.index')],
    rows: dimension.items.map((item) => [nameOf(item.value), item.members, item.customers, item.share, item.base, item.index]),
  }
  return (
    <Card className="span-6" title={t(`predict.dimension.${dimension.name}`)} asOf={asOf} note={t('predict.indexNote')}>
      <Figure name={`tgi-${dimension.name}`} sheet={sheet} height={320}>
        {shown.length === 0 && <Empty text={t('predict.noSure')} />}
        <ul className="stack" style={{ listStyle: 'none', padding: 0, margin: 0, gap: 6 }}>
          {shown.map((item) => (
            <li key={item.value} className="small" style={{ display: 'grid', gridTemplateColumns: '8em 1fr 11em', gap: 8, alignItems: 'center', opacity: item.sure ? 1 : 0.6 }}
              title={t('predict.itemSays', { members: full(item.members, lang), customers: full(item.customers, lang) })}>
              <span>{nameOf(item.value)}</span>
              <span aria-hidden style={{ position: 'relative', height: 10, background: line, borderRadius: 2 }}>
                <span style={{ position: 'absolute', inset: 0, width: `${(item.index / most) * 100}%`, background: item.index >= 100 ? care : control, borderRadius: 2 }} />
                <span style={{ position: 'absolute', top: -2, bottom: -2, left: `${(100 / most) * 100}%`, borderLeft: '1px solid' }} />
              </span>
              <span className="num"><strong>{Math.round(item.index)}</strong> <span className="quiet">{percent(item.share, 0)} / {percent(item.base, 0)}</span></span>
            </li>
          ))}
        </ul>
      </Figure>
    </Card>
  )
}
