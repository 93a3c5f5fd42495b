import type { ReactNode } from 'react'

interface WideProps {
  /** What is in it, for those who hear it. */
  label: string
  /** The least width of the content, in px. */
  width: number
  children: ReactNode
}

/** Wide scrolls sideways what is wider than the screen, by the keyboard too. */
export function Wide({ label, width, children }: WideProps) {
  return <div role="region" aria-label={label} tabIndex={0} style={{ overflowX: 'auto' }}><div style={{ minWidth: width }}>{children}</div></div>
}
