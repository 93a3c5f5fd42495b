import type { ReactNode } from 'react'

/** Labelled is one field of the wizard with its name above and its meaning below. */
export function Labelled({ label, hint, children, className }: { label: string; hint?: ReactNode; children: ReactNode; className?: string }) {
  return (
    <div className={`stack ${className ?? ''}`} style={{ gap: 4 }}>
      <span style={{ fontWeight: 600 }}>{label}</span>
      {children}
      {hint && <span className="quiet small">{hint}</span>}
    </div>
  )
}
