import type { ReactNode } from 'react'

export interface Step {
  key: string
  label: ReactNode
  value: number
  colour: string
  /** What stands behind the number, for example its share. */
  note?: ReactNode
}

interface StepBarsProps {
  steps: Step[]
  /** The number that fills the whole width; the largest step when left out. */
  whole?: number
  write: (value: number) => ReactNode
}

/** StepBars is a funnel as plain rows: a name, a bar, a number. */
export function StepBars({ steps, whole, write }: StepBarsProps) {
  const most = whole ?? Math.max(1, ...steps.map((step) => step.value))
  return (
    <dl className="step-bars">
      {steps.map((step) => (
        <div key={step.key}>
          <dt>{step.label}</dt>
          <dd>
            <span className="step-bar" aria-hidden style={{ width: `${Math.min(100, (100 * step.value) / Math.max(1, most))}%`, background: step.colour }} />
          </dd>
          <dd className="num">{write(step.value)}</dd>
          <dd className="num quiet small">{step.note}</dd>
        </div>
      ))}
    </dl>
  )
}
