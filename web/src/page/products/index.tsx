// Products: what does each product do for me?
import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { Screen } from '../../part/screen'
import { useAddress } from '../../part/scope'
import { Bring } from './bring'
import { Bundles } from './bundles'
import { MatrixView } from './matrix'
import { Pairs } from './pairs'
import { Prices } from './prices'
import { Seasons } from './seasons'

const views = [
  { key: 'matrix', body: MatrixView },
  { key: 'pairs', body: Pairs },
  { key: 'bundles', body: Bundles },
  { key: 'bring', body: Bring },
  { key: 'prices', body: Prices },
  { key: 'seasons', body: Seasons },
]

export default function Products() {
  const { t } = useTranslation()
  const [search, write] = useAddress()
  const active = views.find(({ key }) => key === search.view)?.key ?? 'matrix'
  return (
    <Screen title={t('nav.products')} question={t('product.question')}>
      <Tabs
        activeKey={active}
        onChange={(view) => write({ view: view === 'matrix' ? undefined : view, role: undefined })}
        items={views.map(({ key, body: Body }) => ({ key, label: t(`product.view.${key}`), children: <Body /> }))}
        destroyOnHidden
      />
    </Screen>
  )
}
