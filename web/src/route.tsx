// Every screen and its address, in one list.
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, retainSearchParams } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { Frame } from './frame'
import { Missing } from './page/missing'
import type { Search } from './part/scope'

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

/** newRouter ties the addresses to the screens; shop, day and language stay while one walks. */
export function newRouter() {
  const root = createRootRouteWithContext()({
    component: Outlet,
    notFoundComponent: Missing,
    validateSearch: (search: Search) => search,
    search: { middlewares: [retainSearchParams(['shop', 'as_of', 'lang'])] },
  })
  const login = createRoute({ getParentRoute: () => root, path: '/login', component: lazyRouteComponent(() => import('./page/login')) })
  const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: Frame })
  const inside = screens.map(({ path, load }) =>
    createRoute({ getParentRoute: () => frame, path, component: lazyRouteComponent(load) }),
  )
  return createRouter({ routeTree: root.addChildren([login, frame.addChildren(inside)]), defaultPreload: 'intent', scrollRestoration: true })
}
