// The addresses of the screens, tied together.
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, retainSearchParams } from '@tanstack/react-router'
import { Frame } from './frame'
import { Missing } from './page/missing'
import type { Search } from './part/scope'
import { screens } from './screens'

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
