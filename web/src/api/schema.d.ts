export interface components {
  schemas: {
    Shop: { id: number; name: string; platform: string; currency: string; time_zone: string; margin: number; approval: boolean }
    User: { id: number; login: string; name: string; role: 'admin' | 'operator' | 'approver' | 'analyst' }
    Me: { user: components['schemas']['User']; shops: components['schemas']['Shop'][]; as_of: string; first_day: string; last_day: string; version: string; demo: boolean }
    Job: { id: string; kind: string; label: string; done: number; total: number; unit: string; state: string; started_at: string; message: string }
    Totals: { orders: number; customers: number; gross: number; net: number }
    DayTotals: { day: string; orders: number; gross: number; customers: number }
    Rate: { numerator: number; denominator: number; rate: number | null; low: number | null; high: number | null }
    Cohort: { week: string; new: number; second: number; rate: number | null; matured: boolean }
    Repurchase: {
      days: number; matured: components['schemas']['Rate']; literal: components['schemas']['Rate']; naive_hidden?: boolean
      regulars_d1: components['schemas']['Rate']; regulars_d2: components['schemas']['Rate']; cohorts: components['schemas']['Cohort'][]
    }
    Regulars: { d1: components['schemas']['Rate']; d2: components['schemas']['Rate'] }
    StageCount: { stage: string; customers: number; net: number; before: number; entered: number; left: number }
    Sentence: { code: string; params: { [key: string]: unknown }; segment_rule?: { [key: string]: unknown } | null }
    Overview: {
      as_of: string; currency: string; orders: number; customers: number; gross: number; net: number
      keyless: { orders: number; gross: number }; days: components['schemas']['DayTotals'][]
      last30: components['schemas']['Totals']; prior30: components['schemas']['Totals']
      repurchase: components['schemas']['Repurchase']; regulars: components['schemas']['Regulars']
      stages: components['schemas']['StageCount'][]; sentences: components['schemas']['Sentence'][]
    }
    Flow: { from: string; to: string; customers: number }
    Bin: { from_day: number; to_day: number; customers: number }
    LadderCount: { ladder: string; customers: number; net: number }
    Lifecycle: {
      as_of: string; compare: string; definition: { bounds: number[]; rfm_days?: number }; customers: number
      stages: components['schemas']['StageCount'][]; flows: components['schemas']['Flow'][]
      histogram: components['schemas']['Bin'][]; ladder: components['schemas']['LadderCount'][]
    }
    Cell: { r: number; f: number; customers: number; net: number }
    RfmSegment: { segment: string; customers: number; orders: number; net: number }
    Rfm: { as_of: string; bins: number; cells: components['schemas']['Cell'][]; segments: components['schemas']['RfmSegment'][] }
    Customer: {
      id: number; name: string; contact: string; stage: string; ladder: string; last_day: string; recency_days: number
      occasions: number; orders: number; net: number; mean_order: number; r: number; f: number; m: number; province: string; city: string
    }
    CustomerList: { items: components['schemas']['Customer'][]; total: number }
    TimelineItem: {
      occurred_at: string; day: string; kind: string; title: string; amount: number; currency: string; state: string; reason: string
      campaign_id: number; lines: { title: string; quantity: number; amount: number }[] | null
    }
    CustomerPage: {
      id: number; name: string; identities: { kind: string; value: string }[]; profile: { [key: string]: unknown }
      features: { [key: string]: unknown }
      consents: { channel: string; purpose: string; granted: boolean; source: string; evidence: string; at: string }[]
      suppressions: { channel: string; reason: string; source: string; at: string }[]
      stage_history: { stage: string; from: string; to: string }[]
      timeline: components['schemas']['TimelineItem'][]
    }
    Segment: {
      id: number; name: string; shop: number; kind: string; version: number; rule: { [key: string]: unknown }; size: number; as_of: string
      entered: number; departed: number; created_at: string; actor: string; uses: { campaign_id: number; name: string }[]; unused: boolean
    }
    Problem: { status?: number; title?: string; detail?: string; code?: string }
  }
}
type S = components['schemas']
type Scope = { shop?: number; as_of?: string }
type Answer<T> = { responses: { 200: { headers: Record<string, unknown>; content: { 'application/json': T } }; default: { headers: Record<string, unknown>; content: { 'application/problem+json': S['Problem'] } } } }
type Get<T, Q = never> = { parameters: { query?: Q; header?: never; path?: never; cookie?: never } } & Answer<T>
type At<T, P, Q = never> = { parameters: { query?: Q; header?: never; path: P; cookie?: never } } & Answer<T>
type Body<T, B> = { parameters: { query?: never; header?: never; path?: never; cookie?: never }; requestBody: { content: { 'application/json': B } } } & Answer<T>
type BodyAt<T, B, P> = { parameters: { query?: never; header?: never; path: P; cookie?: never }; requestBody: { content: { 'application/json': B } } } & Answer<T>
type Id = { id: number }
export interface paths {
  '/api/login': { post: Body<{ user: S['User'] }, { login: string; password: string }> }
  '/api/logout': { post: Get<unknown> }
  '/api/me': { get: Get<S['Me']> }
  '/api/jobs': { get: Get<{ items: S['Job'][] }> }
  '/api/jobs/{id}/cancel': { post: At<unknown, { id: string }> }
  '/api/overview': { get: Get<S['Overview'], Scope> }
  '/api/lifecycle': { get: Get<S['Lifecycle'], Scope & { compare?: string }> }
  '/api/lifecycle/definition': { put: Body<unknown, { bounds: number[]; rfm_days: number }> }
  '/api/rfm': { get: Get<S['Rfm'], Scope> }
  '/api/repurchase': { get: Get<S['Repurchase'], Scope & { days?: number }> }
  '/api/customers': { get: Get<S['CustomerList'], Scope & { rule?: string; q?: string; sort?: string; limit?: number; offset?: number }> }
  '/api/customers/{id}': { get: At<S['CustomerPage'], Id, Scope> }
  '/api/customers/{id}/unmask': { post: At<S['CustomerPage'], Id, Scope> }
  '/api/customers/{id}/blacklist': { post: BodyAt<unknown, { reason: string }, Id>; delete: At<unknown, Id> }
  '/api/customers/{id}/consent': { post: BodyAt<unknown, { channel: string; purpose: string; granted: boolean; evidence: string }, Id> }
  '/api/segments': { post: Body<S['Segment'], { name: string; shop: number; kind: string; rule: { [key: string]: unknown } }> }
}
