import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { day, signed } from '../../part/format'
import { useScope } from '../../part/scope'
import { useNames, useWrite } from './words'

type Node = Schema['TreeNode']

interface PictureProps {
  tree: Schema['Tree']
  /** The nodes that the chosen role answers for. */
  mine: string[]
  open: (node: string) => void
}

const trees = ['shop', 'customers', 'database', 'goal']

/** Picture is the tree: what multiplies or adds up to what, and what each did to the one above. */
export function Picture({ tree, mine, open }: PictureProps) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { node: nameOf } = useNames()
  const write = useWrite(tree.currency)
  const [which, setWhich] = useState('shop')
  const nodes = tree.nodes.filter((one) => one.tree === which)
  const roots = nodes.filter((one) => one.parent === null)
  const root = tree.nodes.find((one) => one.id === 'sales')
  const title = root?.growth !== null && root?.growth !== undefined
    ? t(root.growth < 0 ? 'tree.fell' : 'tree.rose', { share: signed(root.growth), value: write(root.value, 'money'), period: t(`tree.${tree.period_name}Before`) })
    : t('tree.noChange', { value: write(root?.value, 'money') })
  const sheet = {
    head: [t('tree.measure'), t('tree.value'), t('tree.previous'), t('tree.yearAgo'), t('tree.contribution'), t('tree.target'), t('tree.industry')],
    rows: nodes.map((one) => [nameOf(one.id), one.value, one.previous, one.year_ago, one.contribution, one.target, one.industry?.value ?? null]),
  }
  const note = t('tree.compared', { from: day(tree.period.from, lang, true), to: day(tree.period.to, lang, true), before: day(tree.previous.from, lang, true), until: day(tree.previous.to, lang, true), year: day(tree.year_ago.from, lang), end: day(tree.year_ago.to, lang) })
  const choice = <Segmented aria-label={t('tree.which')} value={which} onChange={setWhich} options={trees.map((value) => ({ value, label: t(`tree.trees.${value}`) }))} />
  return (
    <Card className="span-12" title={title} extra={choice} note={note}>
      <Figure name={`tree-${which}`} sheet={sheet} height={420}>
        <ul className="kpi-tree" tabIndex={0} aria-label={t(`tree.trees.${which}`)}>
          {roots.map((one) => <Branch key={one.id} node={one} nodes={nodes} tree={tree} mine={mine} open={open} />)}
        </ul>
      </Figure>
    </Card>
  )
}

interface BranchProps extends PictureProps {
  node: Node
  nodes: Node[]
  join?: string
}

const signs: Record<string, string> = { factor: '×', part: '+' }

function Branch({ node, nodes, join, ...rest }: BranchProps) {
  const children = nodes.filter((one) => one.parent === node.id)
  return (
    <li>
      {join && <span className="kpi-join" aria-hidden>{join}</span>}
      <Box node={node} {...rest} />
      {children.length > 0 && (
        <ul>{children.map((one, index) => <Branch key={one.id} node={one} nodes={nodes} join={index > 0 ? signs[one.kind] : undefined} {...rest} />)}</ul>
      )}
    </li>
  )
}

function Box({ node, tree, mine, open }: PictureProps & { node: Node }) {
  const className = `kpi-box ${mine.includes(node.id) ? 'mine' : 'aside-role'}`
  const inside = <Inside node={node} tree={tree} />
  if (node.opens.length === 0 || node.value === null) return <div className={className}>{inside}</div>
  return <button type="button" className={className} onClick={() => open(node.id)}>{inside}</button>
}

function Inside({ node, tree }: { node: Node; tree: Schema['Tree'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { node: nameOf } = useNames()
  const write = useWrite(tree.currency)
  const parent = tree.nodes.find((one) => one.id === node.parent)
  const industry = node.industry
  return (
    <>
      <span className="quiet small">{nameOf(node.id)}</span>
      {node.value === null ? <span className="quiet">{t('tree.unknown')}</span> : <b>{write(node.value, node.unit)}</b>}
      {node.growth === null && node.year_growth === null
        ? <span className="small quiet">{t('tree.nothingBefore')}</span>
        : <span className="small"><Arrow growth={node.growth} /> <span className="quiet">{t('tree.yearShort')}</span> <Arrow growth={node.year_growth} /></span>}
      {parent && node.kind !== 'measure' && node.contribution !== null && node.contribution !== 0 && (
        <span className="small quiet">{t('tree.adds', { amount: plus(node.contribution) + write(Math.abs(node.contribution), parent.unit), parent: nameOf(parent.id) })}</span>
      )}
      {node.target !== null && node.value !== null && <TargetBar value={node.value} target={node.target} text={write(node.target, node.unit)} />}
      {industry && (
        <span className="small quiet" title={t('tree.origin', { origin: industry.origin, day: day(industry.noted_on, lang) })}>
          {t('tree.industryValue', { value: write(industry.value, node.unit), start: day(industry.start, lang, true), of: t(`tree.industryOf.${industry.period}`) })}
        </span>
      )}
    </>
  )
}

const plus = (value: number) => (value < 0 ? '−' : '+')

/** Arrow is a growth with its sign and direction. */
export function Arrow({ growth }: { growth: number | null | undefined }) {
  if (growth === null || growth === undefined) return <span className="quiet">—</span>
  const text = signed(growth)
  if (text === '0.0%') return <span className="quiet">＝ {text}</span>
  return <span className={growth > 0 ? 'rise' : 'fall'}>{growth > 0 ? '▲' : '▼'} {text}</span>
}

function TargetBar({ value, target, text }: { value: number; target: number; text: string }) {
  const { t } = useTranslation()
  const share = target > 0 ? Math.min(1, Math.max(0, value / target)) : 0
  return (
    <span className="small quiet">
      {t('tree.ofTarget', { target: text })}
      <span className="kpi-target" style={{ display: 'block' }}><span className={value < target ? 'behind' : undefined} style={{ width: `${share * 100}%` }} /></span>
    </span>
  )
}
