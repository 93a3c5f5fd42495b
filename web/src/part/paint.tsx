import { type ReactNode, startTransition, useEffect, useState } from 'react'
import { Skeleton } from './state'

/** afterPaint runs work once what is drawn now is on the screen. */
export function afterPaint(work: () => void) {
  requestAnimationFrame(() => setTimeout(work))
}

/** AfterPaint draws its children once what stands above them is on the screen; a skeleton holds their place. */
export function AfterPaint({ height, children }: { height: number; children: ReactNode }) {
  const [drawn, draw] = useState(false)
  useEffect(() => afterPaint(() => startTransition(() => draw(true))), [])
  return drawn ? children : <div className="span-12"><Skeleton height={height} /></div>
}
