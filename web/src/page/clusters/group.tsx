import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { care, control, line } from '../../look/token'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { full, percent } from '../../part/format'
import { Change, Money } from '../../part/number'
import { SavePick } from '../../part/save-pick'
import { useScope } from '../../part/scope'

type Group = Schema['ClusterGroup']

/** useGroupName names a group in the reader's language. */
export function useGroupName() {
  const { t } = useTranslation()
  return (group: Group) => t(`predict.cluster.${group.name}`, group.name)
}

/** widest is the difference, in standard deviations, that fills a bar's half. */
const widest = 2

/** GroupCard is one group: who they are against all customers, trait by trait. */
export function GroupCard({ group, k }: { group: Group; k: number }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const name = useGroupName()(group)
  const sheet = {
    head: [t('predict.trait.name'), t('predict.mean'), t('predict.base'), t('predict.z')],
    rows: group.traits.map((one) => [t(`predict.trait.${one.trait}`), one.mean, one.base, one.z]),
  }
  return (
    <Card className="span-6" title={`${group.no} · ${name}`} extra={<SavePick small pick={{ of: 'cluster', k, cluster: group.no }} name={name} size={group.customers} />}
      note={group.marks.map((mark) => t(`predict.trait.${mark}`)).join(' · ')}>
      <div className="row spread">
        <span><strong>{full(group.customers, lang)}</strong> <span className="quiet">{percent(group.share, 0)}</span></span>
        {group.was !== undefined && <Change now={group.customers} before={group.was} good="neither" against={t('predict.before')} />}
        <Money value={group.net} />
      </div>
      <Figure name={`cluster-${group.no}`} sheet={sheet} height={280}>
        <ul className="stack" style={{ listStyle: 'none', padding: 0, margin: '12px 0 0', gap: 6 }}>
          {group.traits.map((one) => <Trait key={one.trait} trait={one} />)}
        </ul>
      </Figure>
    </Card>
  )
}

function Trait({ trait }: { trait: Schema['ClusterTrait'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const write = (value: number) => (trait.trait.endsWith('_share') ? percent(value, 0) : value < 10 ? value.toFixed(1) : full(Math.round(value), lang))
  const half = Math.min(50, (Math.abs(trait.z) / widest) * 50)
  const words = t('predict.against', { mean: write(trait.mean), base: write(trait.base) })
  return (
    <li style={{ display: 'grid', gridTemplateColumns: '9em 1fr 9em', gap: 8, alignItems: 'center' }} className="small">
      <span>{t(`predict.trait.${trait.trait}`)}</span>
      <span aria-hidden style={{ position: 'relative', height: 10, background: line, borderRadius: 2 }}>
        <span style={{ position: 'absolute', top: 0, bottom: 0, width: `${half}%`, left: trait.z >= 0 ? '50%' : `${50 - half}%`, background: trait.z >= 0 ? care : control }} />
      </span>
      <span className="quiet num">{words}</span>
    </li>
  )
}
