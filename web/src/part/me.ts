import { useQuery } from '@tanstack/react-query'
import { api, take, type Schema } from '../api/client'

/** useMe is the person who is logged in, with the shops and days she may look at. */
export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: ({ signal }) => take(api.GET('/api/me', { signal })) })
}

type Me = Schema['Me'] | undefined

/** may tells whether the person has a permission, for example segment.write. */
export function may(me: Me, permission: string): boolean {
  return me?.permissions.includes(permission) ?? false
}
