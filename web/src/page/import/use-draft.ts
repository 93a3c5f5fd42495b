import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api, take } from '../../api/client'
import { absorb, type Draft, fresh, type Inspection, keepDraft, keptDraft, mappingOf, sameColumns, type Targets } from './draft'

interface Ask {
  draft: Draft
  /** The columns' meaning to read by; left out, the server finds it. */
  mapping?: Targets
  preset?: string
  /** The meanings of the answer replace those of the draft. */
  take: boolean
}

/** useDraft holds what is said of a file, and reads the file anew when that changes how it reads. */
export function useDraft(first: Inspection) {
  const [state, setState] = useState(() => keptDraft(first.upload) ?? { found: first, draft: fresh(first) })
  const last = useRef(0)
  useEffect(() => keepDraft(state.found, state.draft), [state])
  const read = useMutation({
    mutationFn: async ({ draft, mapping, preset }: Ask) => {
      const turn = ++last.current
      const kind = draft.chosen || mapping ? draft.kind : undefined
      const found = await take(api.POST('/api/imports/{upload}/inspect', { params: { path: { upload: first.upload } }, body: { ...draft.said, kind, preset, mapping } }))
      return { found, turn }
    },
    onSuccess: ({ found, turn }, ask) => {
      if (turn !== last.current) return
      const again = !ask.take && !ask.mapping && ask.draft.touched && sameColumns(state.found, found)
      setState((now) => ({ found, draft: absorb(now.draft, now.found, found, ask.take) }))
      if (again) read.mutate({ ...ask, mapping: mappingOf(ask.draft.targets) })
    },
  })
  const change = (draft: Draft, how?: Omit<Ask, 'draft'>) => {
    setState(({ found }) => ({ found, draft }))
    if (how) read.mutate({ draft, ...how })
  }
  return { ...state, change, reading: read.isPending, error: read.error }
}
