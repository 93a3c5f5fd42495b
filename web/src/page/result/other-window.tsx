import { InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** otherDays reads a window that is not the campaign's from the address; undefined when there is none. */
export function otherDays(asked: unknown, windows: number[]): number | undefined {
  const days = Number(asked)
  return Number.isInteger(days) && days >= 1 && days <= 365 && !windows.includes(days) ? days : undefined
}

interface OtherWindowProps {
  days: number | undefined
  ask: (days: number | undefined) => void
}

/** OtherWindow asks for a window that the campaign was not planned with; it is counted once the field is left. */
export function OtherWindow({ days, ask }: OtherWindowProps) {
  const { t } = useTranslation()
  const [value, setValue] = useState<number | null>(days ?? null)
  const settle = () => {
    if ((value ?? undefined) !== days) ask(value ?? undefined)
  }
  return (
    <InputNumber
      aria-label={t('result.otherWindow')} placeholder={t('result.otherWindow')} min={1} max={365} precision={0} style={{ width: 136 }}
      value={value} onChange={setValue} onPressEnter={settle} onBlur={settle}
    />
  )
}
