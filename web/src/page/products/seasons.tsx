import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { ink, line, muted } from '../../look/token'
import { Card } from '../../part/card'
import { Chart, Figure, SheetTable } from '../../part/chart'
import { scopeQuery, useAddress, useScope } from '../../part/scope'
import { Empty, Loaded } from '../../part/state'
import { Term } from '../../part/term'
import { Hints } from './hints'

type Season = Schema['ProductSeason']

const levels = ['shop', 'category', 'brand'] as const
const colours = ['#0F766E', '#D9480F', '#1D4ED8', '#A16207', '#7C3AED', '#4D8B31', '#BE185D', '#64748B']
const dashes = ['solid', 'dashed', 'dotted']

/** Seasons is when the shop, its categories and brands sell. */
export function Seasons() {
  const { t } = useTranslation()
  const scope = useScope()
  const [search, write] = useAddress()
  const level = levels.find((one) => one === search.level) ?? 'category'
  const query = { ...scopeQuery(scope), level }
  const seasons = useQuery({
    queryKey: ['product-seasons', query],
    queryFn: ({ signal }) => take(api.GET('/api/products/seasonality', { params: { query }, signal })),
    enabled: scope.asOf !== '',
  })
  return (
    <div className="stack" style={{ gap: 16 }}>
      <Segmented value={level} onChange={(value) => write({ level: value === 'category' ? undefined : value }, true)} options={levels.map((value) => ({ value, label: t(`product.level.${value}`) }))} />
      <Loaded query={seasons} height={480}>
        {(data) => (
          <div className="grid">
            <div className="span-12"><Hints notes={data.notes} /></div>
            <Year seasons={data.seasons} />
            <Week seasons={data.seasons} />
            <Festivals seasons={data.seasons} />
          </div>
        )}
      </Loaded>
    </div>
  )
}

/** useWords names the season of a word: a category, a brand, or what has none. */
function useWords() {
  const { t } = useTranslation()
  return (season: Season) => season.word || t('product.noWord')
}

function Year({ seasons }: { seasons: Season[] }) {
  const { t } = useTranslation()
  const known = useMemo(() => seasons.filter((one) => one.index.length === 12 && !one.additive).slice(0, 8), [seasons])
  const months = useMemo(() => Array.from({ length: 12 }, (_, month) => t('product.month', { month: month + 1 })), [t])
  const first = known[0]
  const peak = first ? first.index.indexOf(Math.max(...first.index)) : -1
  const word = useWords()
  const title = first ? t('product.seasonTitle', { word: word(first), month: months[peak], index: first.index[peak]?.toFixed(2) }) : t('product.seasonNone')
  return (
    <Card className="span-12" title={title} note={<Term word="season_index" />}>
      <Lines name="season" title={title} seasons={known} places={months} of={(one) => one.index} empty={t('product.seasonEmpty')} />
    </Card>
  )
}

function Week({ seasons }: { seasons: Season[] }) {
  const { t } = useTranslation()
  const known = useMemo(() => {
    const all = seasons.filter((one) => one.weekdays.length === 7)
    return all.filter((one) => one.weekdays_additive === all[0]?.weekdays_additive).slice(0, 8)
  }, [seasons])
  const days = useMemo(() => Array.from({ length: 7 }, (_, day) => t(`product.weekday.${day + 1}`)), [t])
  const first = known[0]
  const best = first ? first.weekdays.indexOf(Math.max(...first.weekdays)) : -1
  const word = useWords()
  const said = first && { word: word(first), day: days[best], index: first.weekdays[best]?.toFixed(first.weekdays_additive ? 0 : 2) }
  const title = said ? t(first.weekdays_additive ? 'product.weekMore' : 'product.weekTitle', said) : t('product.weekNone')
  return (
    <Card className="span-6" title={title} note={t(first?.weekdays_additive ? 'product.weekAdditive' : 'product.weekNote')}>
      <Lines name="weekdays" title={title} seasons={known} places={days} of={(one) => one.weekdays} middle={first?.weekdays_additive ? 0 : 1} empty={t('product.weekEmpty')} />
    </Card>
  )
}

interface LinesProps {
  name: string
  title: string
  seasons: Season[]
  places: string[]
  of: (season: Season) => number[]
  /** Where the trend lies: 1 of an index, 0 of pieces. */
  middle?: number
  empty: string
}

function Lines({ name, title, seasons, places, of, middle = 1, empty }: LinesProps) {
  const { t } = useTranslation()
  const word = useWords()
  const sheet = { head: [t('product.word'), ...places], rows: seasons.map((one) => [word(one), ...of(one).map((value) => Math.round(value * 1000) / 1000)]) }
  const option = {
    grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true },
    legend: { top: 0, textStyle: { color: ink }, type: 'scroll' },
    tooltip: { trigger: 'axis', valueFormatter: (value: number) => value.toFixed(2) },
    xAxis: { type: 'category', data: places, axisLabel: { color: muted } },
    yAxis: { type: 'value', scale: true, splitLine: { lineStyle: { color: line } }, axisLabel: { color: muted } },
    series: seasons.map((one, index) => ({
      type: 'line', name: word(one), data: of(one), symbolSize: 6, color: colours[index % colours.length],
      lineStyle: { width: 2, type: dashes[index % dashes.length] },
      markLine: index === 0 ? { symbol: 'none', silent: true, lineStyle: { color: ink, type: 'dashed', width: 1 }, data: [{ yAxis: middle, label: { formatter: String(middle) } }] } : undefined,
    })),
  }
  if (seasons.length === 0) return <Empty text={empty} />
  return <Chart name={name} label={title} option={option} sheet={sheet} height={320} />
}

function Festivals({ seasons }: { seasons: Season[] }) {
  const { t } = useTranslation()
  const word = useWords()
  const rows = seasons.filter((one) => !one.additive).flatMap((one) => one.festivals.map((day) => [word(one), t(`product.festival.${day.festival}`), Math.round(day.index * 100) / 100, day.years]))
  const sheet = { head: [t('product.word'), t('product.festivalName'), t('product.festivalIndex'), t('product.years')], rows }
  return (
    <Card className="span-6" title={t('product.festivalTitle')} note={t('product.festivalNote')}>
      {rows.length === 0 ? <Empty text={t('product.seasonEmpty')} /> : <Figure name="festivals" sheet={sheet} height={320}><SheetTable sheet={sheet} height={320} /></Figure>}
    </Card>
  )
}
