import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Card } from '../../part/card'
import { Figure } from '../../part/chart'
import { percent } from '../../part/format'
import { Empty } from '../../part/state'
import { Arrow } from './picture'
import { useNames, useWrite } from './words'

/** Planks are the five boards of the barrel; the shortest is flagged. */
export function Planks({ tree }: { tree: Schema['Tree'] }) {
  const { t } = useTranslation()
  const names = useNames()
  const write = useWrite(tree.currency)
  const weakest = tree.planks.find((plank) => plank.weakest)
  const title = weakest ? t('tree.weakest', { name: names.node(weakest.measure), share: percent(weakest.ratio ?? 0, 0) }) : t('tree.noPlank')
  const sheet = {
    head: [t('tree.measure'), t('tree.value'), t('tree.heldAgainst'), t('tree.ratio')],
    rows: tree.planks.map((plank) => [names.node(plank.measure), plank.value, plank.reference, plank.ratio]),
  }
  return (
    <Card className="span-4" title={title} note={t('tree.planksNote')}>
      {tree.planks.every(({ ratio }) => ratio === null) ? <Empty text={t('tree.noPlankText')} /> : <Figure name="planks" sheet={sheet} height={240}>
        <div className="planks">
          {tree.planks.map((plank) => (
            <div key={plank.measure} className={plank.weakest ? 'plank weakest' : 'plank'}>
              <span className="small">{plank.ratio === null ? t('tree.unknown') : percent(plank.ratio, 0)}{plank.weakest ? ` ▼ ${t('tree.shortest')}` : ''}</span>
              <span className="board" style={{ height: Math.min(160, 100 * (plank.ratio ?? 0)) }} />
              <span className="small">{names.node(plank.measure)}</span>
              <span className="small quiet">{write(plank.value, plank.unit)}</span>
              <span className="small quiet">{plank.against && t(`tree.against.${plank.against}`)}</span>
            </div>
          ))}
        </div>
      </Figure>}
    </Card>
  )
}

/** Links are the seven links from outside to a kept customer, each with its measure, owner, audience and playbook. */
export function Links({ tree }: { tree: Schema['Tree'] }) {
  const { t } = useTranslation()
  const write = useWrite(tree.currency)
  const sheet = {
    head: [t('tree.link'), t('tree.value'), t('tree.previous'), t('tree.owner')],
    rows: tree.links.map((link) => [t(`tree.links.${link.no}.name`), link.node.value, link.node.previous, t(`tree.department.${link.node.department}`)]),
  }
  return (
    <Card className="span-12" title={t('tree.linksTitle')}>
      <Figure name="links" sheet={sheet} height={320}>
        <ol className="links">
          {tree.links.map((link) => (
            <li key={link.no}>
              <b>{link.no} {t(`tree.links.${link.no}.name`)}</b>
              {link.node.value === null
                ? <span className="quiet" style={{ fontSize: 20 }}>{t('tree.unknown')}</span>
                : <span><b className="figure" style={{ fontSize: 20 }}>{write(link.node.value, link.node.unit)}</b>{link.node.growth !== null && <> <Arrow growth={link.node.growth} /></>}</span>}
              <span className="small quiet">{t(`tree.links.${link.no}.measure`)}</span>
              <span className="small">{t('tree.ownerIs', { owner: t(`tree.department.${link.node.department}`) })}</span>
              <span className="small">{t('tree.audienceIs', { audience: t(`tree.links.${link.no}.audience`) })}</span>
              <span className="small quiet">{t(`tree.links.${link.no}.playbook`)}</span>
            </li>
          ))}
        </ol>
      </Figure>
    </Card>
  )
}
