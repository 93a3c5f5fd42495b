import { QueryClient } from '@tanstack/react-query'
import { Problem } from './client'

/** The cache of answers. A refusal is final; only the network is tried again. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: (count, error) => error instanceof Problem && error.status === 0 && count < 2,
      },
    },
  })
}
