// Bars over days with a line through them, drawn without ECharts: the first screen stays light.
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { coral, line as rule, muted } from '../look/token'
import { Figure } from './chart'
import type { Sheet } from './csv'
import { ticks } from './tick'

type Values = (number | null)[]

interface Drawing {
  /** The words under the bars, one a bar; as many are shown as fit. */
  names: string[]
  bars: Values
  /** Colour of the bars. */
  colour: string
  /** A line over the bars, on the same scale. */
  line?: Values
  /** From this bar on the ground is shaded. */
  shadeFrom?: number
  /** How a value of the axis is written. */
  write: (value: number) => string
  /** What is said of bar i when it is pointed at. */
  tip: (index: number) => ReactNode
  height: number
}

interface PlotProps extends Drawing {
  /** Name of the exported file. */
  name: string
  label: string
  sheet: Sheet
  /** What the colours mean. */
  legend?: ReactNode
}

/** Plot is a Figure of bars, and perhaps a line. */
export function Plot({ name, label, sheet, legend, ...drawing }: PlotProps) {
  return (
    <Figure name={name} sheet={sheet} height={drawing.height}>
      {legend}
      <Bars {...drawing} label={label} />
    </Figure>
  )
}

const left = 48
const foot = 24

function useWidth() {
  const ref = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const watch = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  return { ref, width }
}

function Bars({ label, ...drawing }: Drawing & { label: string }) {
  const { ref, width } = useWidth()
  const [at, setAt] = useState<number>()
  const { bars, height, tip } = drawing
  const step = bars.length > 0 ? (width - left) / bars.length : 1
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const index = Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left - left) / step)
    setAt(index >= 0 && index < bars.length ? index : undefined)
  }
  return (
    <div ref={ref} className="plot" style={{ height }} onPointerMove={point} onPointerLeave={() => setAt(undefined)}>
      {width > left && (
        <svg role="img" aria-label={label} width={width} height={height}>
          <Inside {...drawing} step={step} width={width} at={at} />
        </svg>
      )}
      {at !== undefined && (
        <div className="plot-tip" style={at > bars.length / 2 ? { right: width - left - at * step + 8 } : { left: left + (at + 1) * step + 8 }}>{tip(at)}</div>
      )}
    </div>
  )
}

type InsideProps = Drawing & { step: number; width: number; at: number | undefined }

function Inside({ names, bars, colour, line, shadeFrom, write, height, step, width, at }: InsideProps) {
  const marks = ticks(Math.max(0, ...bars.map((value) => value ?? 0), ...(line ?? []).map((value) => value ?? 0)))
  const floor = height - foot
  const y = (value: number) => floor - (value / (marks.at(-1) ?? 1)) * (floor - 8)
  const every = Math.max(1, Math.ceil(64 / step))
  return (
    <>
      {shadeFrom !== undefined && <rect x={left + shadeFrom * step} y={8} width={(bars.length - shadeFrom) * step} height={floor - 8} fill={coral} opacity={0.07} />}
      {marks.map((value) => (
        <g key={value}>
          <line x1={left} x2={width} y1={y(value)} y2={y(value)} stroke={rule} />
          <text x={left - 8} y={y(value) + 4} textAnchor="end" fontSize={12} fill={muted}>{write(value)}</text>
        </g>
      ))}
      {bars.map((value, index) => value !== null && (
        <rect key={names[index]} x={left + index * step + step * 0.12} y={y(value)} width={step * 0.76} height={Math.max(0, floor - y(value))} fill={colour} opacity={at === undefined || at === index ? 1 : 0.55} />
      ))}
      {line && <path d={path(line, (index) => left + (index + 0.5) * step, y)} fill="none" stroke={coral} strokeWidth={2} />}
      {names.map((name, index) => index % every === 0 && index * step + 48 < width - left && (
        <text key={name} x={left + (index + 0.5) * step} y={height - 6} textAnchor="middle" fontSize={12} fill={muted}>{name}</text>
      ))}
    </>
  )
}

/** path joins the values that are known; a gap starts anew. */
function path(values: Values, x: (index: number) => number, y: (value: number) => number): string {
  let down = false
  return values.map((value, index) => {
    if (value === null) {
      down = false
      return ''
    }
    const command = `${down ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`
    down = true
    return command
  }).join('')
}
