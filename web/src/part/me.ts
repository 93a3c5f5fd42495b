import { useQuery } from '@tanstack/react-query'
import { api, take, type Schema } from '../api/client'

/** useMe is the person who is logged in, with the shops and days she may look at. */
export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: ({ signal }) => take(api.GET('/api/me', { signal })) })
}

type Me = Schema['Me'] | undefined

/** mayWrite tells who may change segments, campaigns and customers. */
export function mayWrite(me: Me): boolean {
  return me?.user.role === 'admin' || me?.user.role === 'operator'
}

/** mayUnmask tells who may see names and addresses. */
export function mayUnmask(me: Me): boolean {
  return me !== undefined && me.user.role !== 'analyst'
}
