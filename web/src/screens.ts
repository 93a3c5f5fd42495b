// Every screen, its address and its code, in one list.
import type { ComponentType } from 'react'

export interface Screen {
  path: string
  load: () => Promise<{ default: ComponentType }>
}

export const screens: Screen[] = [
  { path: '/', load: () => import('./page/overview') },
  { path: '/tree', load: () => import('./page/tree') },
  { path: '/lifecycle', load: () => import('./page/lifecycle') },
  { path: '/rfm', load: () => import('./page/rfm') },
  { path: '/repurchase', load: () => import('./page/repurchase') },
  { path: '/sources', load: () => import('./page/sources') },
  { path: '/dormancy', load: () => import('./page/dormancy') },
  { path: '/migration', load: () => import('./page/migration') },
  { path: '/value', load: () => import('./page/value') },
  { path: '/clusters', load: () => import('./page/clusters') },
  { path: '/customers', load: () => import('./page/customers') },
  { path: '/customers/$id', load: () => import('./page/customer') },
  { path: '/segments', load: () => import('./page/segments') },
  { path: '/segments/new', load: () => import('./page/segment') },
  { path: '/segments/$id', load: () => import('./page/segment') },
  { path: '/products', load: () => import('./page/products') },
  { path: '/products/$id', load: () => import('./page/product') },
  { path: '/campaigns', load: () => import('./page/campaigns') },
  { path: '/campaigns/new', load: () => import('./page/wizard') },
  { path: '/campaigns/$id', load: () => import('./page/campaign') },
  { path: '/campaigns/$id/edit', load: () => import('./page/wizard') },
  { path: '/cultivation', load: () => import('./page/cultivation') },
  { path: '/results', load: () => import('./page/results') },
  { path: '/results/$id', load: () => import('./page/result') },
  { path: '/imports', load: () => import('./page/import') },
  { path: '/imports/$id', load: () => import('./page/batch') },
  { path: '/settings', load: () => import('./page/settings') },
  { path: '/outbox', load: () => import('./page/outbox') },
]

/** screenAt is the screen of an address; a part that begins with $ fits anything. */
export function screenAt(pathname: string): Screen | undefined {
  const parts = pathname.split('/').filter(Boolean)
  const fits = ({ path }: Screen) => {
    const own = path.split('/').filter(Boolean)
    return own.length === parts.length && own.every((part, index) => part.startsWith('$') || part === parts[index])
  }
  return screens.find(fits)
}
