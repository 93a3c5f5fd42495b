import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, take, type Schema } from '../api/client'

/** me asks who is logged in. */
export const me = queryOptions({ queryKey: ['me'], queryFn: ({ signal }) => take(api.GET('/api/me', { signal })) })

/** useMe is the person who is logged in, with the shops and days she may look at. */
export function useMe() {
  return useQuery(me)
}

type Me = Schema['Me'] | undefined

/** may tells whether the person has a permission, for example segment.write. */
export function may(person: Me, permission: string): boolean {
  return person?.permissions.includes(permission) ?? false
}
