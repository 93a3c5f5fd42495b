import { Link, useLocation } from '@tanstack/react-router'
import { Layout, Menu, type MenuProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Place, places } from '../nav'

type Item = NonNullable<MenuProps['items']>[number]

/** selected is the place whose address begins the current one, the longest first. */
export function selected(pathname: string, list: Place[] = places): string | undefined {
  const all = list.flatMap((place) => [place, ...(place.children ?? [])]).filter((place) => place.path)
  const fits = all.filter(({ path = '' }) => pathname === path || (path !== '/' && pathname.startsWith(`${path}/`)))
  return fits.toSorted((a, b) => (b.path?.length ?? 0) - (a.path?.length ?? 0))[0]?.key
}

export default function Navigation({ demo }: { demo: boolean }) {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const item = (place: Place): Item => ({
    key: place.key,
    icon: place.icon,
    label: place.path ? <Link to={place.path}>{t(`nav.${place.key}`)}</Link> : t(`nav.${place.key}`),
    children: place.children?.map(item),
  })
  const here = selected(pathname)
  return (
    <Layout.Sider width={208} breakpoint="md" collapsedWidth={0} style={{ alignSelf: 'stretch' }}>
      <div style={{ position: 'sticky', top: 0, maxHeight: '100vh', overflow: 'auto' }}>
        <span className="brand">{t('frame.brand')}<small>{t('frame.brandSmall')}</small></span>
        <nav aria-label={t('frame.navigation')}>
          <Menu
            theme="dark"
            mode="inline"
            items={places.filter((place) => demo || !place.demo).map(item)}
            selectedKeys={here ? [here] : []}
            defaultOpenKeys={places.map((place) => place.key)}
          />
        </nav>
      </div>
    </Layout.Sider>
  )
}
