// The one door to the server: typed by the OpenAPI document, failures as Problem.
import createClient from 'openapi-fetch'
import { send } from './begun'
import type { components, paths } from './schema'

export type Schema = components['schemas']

/** Problem is a refusal of the server (RFC 9457) or of the network. */
export class Problem extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, detail: string) {
    super(detail)
    this.status = status
    this.code = code
  }
}

export const api = createClient<paths>({ fetch: send })

type Outcome<T> = { data?: T; error?: unknown; response: Response }

/** take waits for an answer and returns its body, or throws a Problem. */
export async function take<T>(call: Promise<Outcome<T>>): Promise<T> {
  let outcome: Outcome<T>
  try {
    outcome = await call
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Problem(0, 'network', '')
  }
  if (outcome.response.ok) return outcome.data as T
  const body = typeof outcome.error === 'object' && outcome.error !== null ? outcome.error : {}
  const { code, detail, title } = body as { code?: string; detail?: string; title?: string }
  throw new Problem(outcome.response.status, code ?? '', detail ?? title ?? '')
}
