import { UsergroupAddOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { full } from './format'
import { may, useMe } from './me'
import type { Rule } from './rule'
import { useScope } from './scope'

const NameSegment = lazy(() => import('./name-segment'))

interface SaveSegmentProps {
  rule: Rule
  /** The name that is offered. */
  name: string
  /** How many people it means now, when known. */
  size?: number
  disabled?: boolean
  /** A sign alone, for rows of a table. */
  small?: boolean
}

/** SaveSegment makes a segment of the people shown, by the rule that found them. */
export function SaveSegment({ rule, name, size, disabled, small }: SaveSegmentProps) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const [open, setOpen] = useState(false)
  const { data: me } = useMe()
  if (!may(me, 'segment.write')) return null
  const label = size === undefined ? t('part.saveSegment') : t('part.saveSegmentOf', { size: full(size, lang) })
  return (
    <>
      {small
        ? <Button size="small" type="text" icon={<UsergroupAddOutlined />} title={`${label}: ${name}`} aria-label={`${label}: ${name}`} disabled={disabled || size === 0} onClick={() => setOpen(true)} />
        : <Button icon={<UsergroupAddOutlined />} disabled={disabled || size === 0} onClick={() => setOpen(true)}>{label}</Button>}
      {open && <Suspense><NameSegment rule={rule} name={name} size={size} close={() => setOpen(false)} /></Suspense>}
    </>
  )
}
