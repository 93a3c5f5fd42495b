import type { EChartsCoreOption, EChartsType } from 'echarts/core'
import { useEffect, useRef, useState } from 'react'
import { fontFamily, ink } from '../look/token'

export type Pick = { name: string; dataType?: string; dataIndex: number; seriesIndex?: number; data: unknown }

/** useChart draws an option into the element it returns a ref for, whole at once, and redraws on change of either. */
export function useChart(option: EChartsCoreOption, onPick?: (pick: Pick) => void) {
  const ref = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<EChartsType>()
  useEffect(() => {
    let made: EChartsType | undefined
    let gone = false
    const watch = new ResizeObserver(() => made?.resize())
    void import('./echarts').then(({ init }) => {
      if (gone || !ref.current) return
      made = init(ref.current, { textStyle: { fontFamily, color: ink } })
      watch.observe(ref.current)
      setChart(made)
    })
    return () => {
      gone = true
      watch.disconnect()
      made?.dispose()
    }
  }, [])
  useEffect(() => {
    if (chart && !chart.isDisposed()) chart.setOption({ animation: false, ...option }, true)
  }, [chart, option])
  useEffect(() => {
    if (!chart || !onPick) return
    const pick = (event: unknown) => onPick(event as Pick)
    chart.on('click', pick)
    return () => {
      if (!chart.isDisposed()) chart.off('click', pick)
    }
  }, [chart, onPick])
  return ref
}
