import { Alert, Input } from 'antd'
import { useState } from 'react'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { Problem } from '../../api/client'
import type { Rule } from '../../part/rule'

interface JsonProps {
  rule: Rule
  onChange: (rule: Rule | null) => void
  /** What the server says of the rule. */
  error: unknown
  disabled?: boolean
}

/** JsonView edits the rule as text; the server's finding names the place in it. */
export function JsonView({ rule, onChange, error, disabled }: JsonProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(() => JSON.stringify(rule, null, 2))
  const [broken, setBroken] = useState('')
  const edit = (next: string) => {
    setText(next)
    try {
      const parsed: unknown = JSON.parse(next)
      if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new SyntaxError('{ }')
      setBroken('')
      onChange(parsed as Rule)
    } catch (cause) {
      setBroken(cause instanceof Error ? cause.message : '')
      onChange(null)
    }
  }
  return (
    <div className="stack">
      <Input.TextArea
        aria-label={t('segment.json')} value={text} onChange={(event) => edit(event.target.value)} disabled={disabled}
        autoSize={{ minRows: 12, maxRows: 28 }} spellCheck={false} style={{ fontFamily: 'ui-monospace, Menlo, Consolas, monospace', fontSize: 13 }}
      />
      {broken && <Alert type="error" showIcon title={t('segment.notJson')} description={<code>{broken}</code>} />}
      {!broken && error instanceof Problem && <Alert type="error" showIcon title={faultOf(error)} description={<code>{error.message}</code>} />}
    </div>
  )
}

function faultOf({ code }: Problem): string {
  const key = `segment.fault.${code.replace(/^segment\./, '')}`
  return i18next.exists(key) ? i18next.t(key) : i18next.t('segment.fault.other')
}
