// The draft in the wizard: every change is kept on the server a moment later.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api, take, type Schema } from '../../api/client'
import type { Campaign } from '../../part/campaigns'
import { useLater } from '../../part/use-later'
import { starter } from './starter'

export type Body = Schema['CampaignBody']
export type Arm = Schema['Arm']

export interface Draft {
  id: number
  body: Body
  change: (part: Partial<Body>) => void
  /** Stores what is not stored yet. */
  flush: () => Promise<unknown>
  /** Changes whenever the stored draft does. */
  revision: number
  saving: boolean
  error: unknown
}

/** newBody is the draft that a person begins with. */
export function newBody(shop: Schema['Shop'] | undefined, segment: number, lang: 'zh' | 'en'): Body {
  return {
    shop: shop?.id ?? 0, name: '', goal: 'retention', purpose: 'marketing', segment_id: segment, everybody_ok: false,
    exclusions: { campaigns: [], segments: [], contacted_hours: 72, bought_days: 0, recent_buyers_guard: true },
    channel: 'email', sender_id: 0, control_share: 0.1, windows: [2, 10, 30], primary_window: 30, rate_per_second: 0,
    coupon: 0, coupon_code: '', margin: shop?.margin ?? 0, arms: [newArm(1, lang)],
  }
}

/** newArm is an arm with a content to start from. */
export function newArm(no: number, lang: 'zh' | 'en'): Arm {
  return { no, name: String.fromCharCode(64 + no), weight: 1, subject: starter[lang].subject, body: starter[lang].body }
}

/** bodyOf is the part of a campaign that a person decides. */
export function bodyOf(campaign: Campaign): Body {
  const { shop, name, goal, purpose, segment_id, as_of, everybody_ok, exclusions, channel, sender_id, control_share } = campaign
  const { windows, primary_window, scheduled_at, rate_per_second, coupon, coupon_code, margin, arms } = campaign
  return {
    shop, name, goal, purpose, segment_id, as_of, everybody_ok, exclusions, channel, sender_id, control_share,
    windows, primary_window, scheduled_at, rate_per_second, coupon, coupon_code, margin, arms,
  }
}

/** useDraft keeps a stored campaign as it is edited. */
export function useDraft(campaign: Campaign): Draft {
  const { id } = campaign
  const [body, setBody] = useState<Body>(() => bodyOf(campaign))
  const [revision, setRevision] = useState(0)
  const stored = useRef(JSON.stringify(body))
  const cache = useQueryClient()
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: (next: Body) => take(api.PUT('/api/campaigns/{id}', { params: { path: { id } }, body: next })),
    onSuccess: (saved, sent) => {
      stored.current = JSON.stringify(sent)
      cache.setQueryData(['campaigns', id], saved)
      setRevision((n) => n + 1)
    },
  })
  const later = useLater(body, 600)
  useEffect(() => {
    if (JSON.stringify(later) !== stored.current) mutateAsync(later).catch(() => undefined)
  }, [later, mutateAsync])
  const flush = () => (JSON.stringify(body) === stored.current ? Promise.resolve() : mutateAsync(body))
  return { id, body, change: (part) => setBody((before) => ({ ...before, ...part })), flush, revision, saving: isPending, error }
}
