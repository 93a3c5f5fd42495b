import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { coral, muted } from '../../look/token'
import { Card } from '../../part/card'
import { percent } from '../../part/format'
import { Empty } from '../../part/state'
import { useNames, useWrite } from './words'

interface CausesProps {
  tree: Schema['Tree']
  open: (node: string, by?: string) => void
}

// What a cause's node opens into: prices and assortment show in the units and sales of the category.
const shownBy: Record<string, string> = { price: 'sales', assortment: 'sales' }

/** Causes is the weekly review: the three largest causes, each with its question, its owner and its next step. */
export function Causes({ tree, open }: CausesProps) {
  const { t } = useTranslation()
  const named = tree.causes.filter((cause) => !cause.usual).length
  const title = named > 0 ? t('tree.causes', { count: named }) : t('tree.noCauses')
  return (
    <Card className="span-8" title={title} note={t('tree.causesNote')}>
      {tree.causes.length === 0 && <Empty text={t('tree.nothingSold')} />}
      <ol className="stack" style={{ margin: 0, paddingLeft: 24, gap: 16 }}>
        {tree.causes.map((cause) => <Cause key={`${cause.node} ${cause.segment}`} cause={cause} tree={tree} open={open} />)}
      </ol>
    </Card>
  )
}

function Cause({ cause, tree, open }: CausesProps & { cause: Schema['TreeCause'] }) {
  const { t, i18n } = useTranslation()
  const names = useNames()
  const write = useWrite(tree.currency)
  const where = cause.by ? t('tree.inSegment', { way: t(`tree.by.${cause.by}`), name: names.segment(cause.by, cause.name) }) : t('tree.wholeShop')
  const amount = `${cause.contribution < 0 ? '−' : '+'}${write(Math.abs(cause.contribution), 'money')}`
  const group = groupOf(cause.node)
  const questions = i18n.exists(`tree.ask.${group}`) ? t(`tree.ask.${group}`) : cause.questions.join(' ')
  const next = i18n.exists(`tree.next.${group}`) ? t(`tree.next.${group}`) : cause.next
  return (
    <li style={{ borderLeft: `3px solid ${cause.usual ? muted : coral}`, paddingLeft: 12 }}>
      <div>
        <b>{names.node(cause.node)}</b> · {where} <b className={cause.contribution < 0 ? 'fall' : 'rise'}>{amount}</b>
        {cause.share !== null && <span className="quiet small"> {t('tree.shareOfChange', { share: percent(cause.share, 0) })}</span>}
        {cause.usual && <span className="quiet small"> · {t('tree.usual')}</span>}
      </div>
      <div className="quiet">{questions}</div>
      <div className="row">
        <span>{t('tree.ownerNext', { owner: t(`tree.department.${cause.owner}`), next })}</span>
        <Button size="small" onClick={() => open(shownBy[cause.node] ?? cause.node, cause.by || undefined)}>{t('tree.look')}</Button>
      </div>
    </li>
  )
}

/** groupOf is which of the diagnosis questions a node asks. */
export function groupOf(node: string): string {
  if (node === 'visitors' || node === 'new_customers') return 'visitors'
  if (node === 'price') return 'price'
  if (node === 'order_value' || node === 'assortment') return 'order_value'
  if (node === 'frequency') return 'repeat'
  if (node === 'retention_rate' || node === 'win_back_rate') return 'retention'
  return 'conversion'
}
