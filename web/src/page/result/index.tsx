// Results › Campaign: did it work? One sentence, two curves, and where the money went.
import { Link, useParams } from '@tanstack/react-router'
import { Alert, Select, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { type Campaign, useCampaign } from '../../part/campaigns'
import { Card } from '../../part/card'
import { day } from '../../part/format'
import { useAddress, useScope } from '../../part/scope'
import { Screen } from '../../part/screen'
import { Empty, Loaded } from '../../part/state'
import { useReport } from '../../part/use-report'
import { isVerdict, verdictSentence, verdictTone } from '../../part/verdict'
import { Curves } from './curves'
import { Effects } from './effects'
import { OtherWindow, otherDays } from './other-window'
import { Reach } from './reach'
import { SampleRatio } from './sample-ratio'
import { Money } from './money'

type Report = Schema['Report']

export default function ResultPage() {
  const { t } = useTranslation()
  const id = Number((useParams({ strict: false }) as { id: string }).id)
  const campaign = useCampaign(id)
  const started = campaign.data?.started_at !== undefined
  const [search] = useAddress()
  const days = otherDays(search.days, campaign.data?.windows ?? [])
  const report = useReport(id, { enabled: started, days })
  return (
    <Screen title={campaign.data?.name ?? t('nav.results')} question={t('result.question')} extra={<Link to={`/campaigns/${id}`}>{t('result.toCampaign')}</Link>}>
      <Loaded query={campaign} height={320}>
        {(one) => one.started_at
          ? <Loaded query={report} height={320}>{(data) => <Page campaign={one} report={data} />}</Loaded>
          : <Card title={t('result.notStarted')} asOf={null}><Empty text={t('result.notStartedText')} action={<Link to={`/campaigns/${id}`}>{t('result.toCampaign')}</Link>} /></Card>}
      </Loaded>
    </Screen>
  )
}

function Page({ campaign, report }: { campaign: Campaign; report: Report }) {
  const hidden = !report.srm.ok && !report.acknowledged
  return (
    <>
      <Sentence campaign={campaign} report={report} />
      {!report.srm.ok && <SampleRatio campaign={campaign} report={report} />}
      {!hidden && <Numbers campaign={campaign} report={report} />}
      <Reach report={report} />
      {report.srm.ok && <SampleRatio campaign={campaign} report={report} />}
    </>
  )
}

function Sentence({ campaign, report }: { campaign: Campaign; report: Report }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const { verdict } = report
  const tone = isVerdict(verdict.code) ? verdictTone[verdict.code] : 'info'
  const next = isVerdict(verdict.code) ? t(`result.next.${verdict.code}`) : ''
  return (
    <Card title={t('result.did')} asOf={report.as_of} note={t('result.since', { day: day(report.start_day, lang), count: campaign.primary_window })} extra={report.preliminary && <Tag color="gold">{t('result.preliminary')}</Tag>}>
      <Alert type={tone} showIcon title={<span data-testid="verdict" style={{ fontSize: 20, lineHeight: '30px', fontWeight: 600 }}>{verdictSentence(verdict, { t, lang })}</span>} description={next} />
    </Card>
  )
}

function Numbers({ campaign, report }: { campaign: Campaign; report: Report }) {
  const { t } = useTranslation()
  const [search, write] = useAddress()
  const primary = report.windows.find((one) => one.primary) ?? report.windows.at(-1)
  const window = report.windows.find(({ days }) => days === Number(search.days)) ?? primary
  if (!window) return null
  const other = otherDays(search.days, campaign.windows)
  const show = (days: number | undefined) => write({ days: days === primary?.days ? undefined : days })
  const choice = (
    <>
      <Select
        aria-label={t('result.window')} value={window.days} onChange={show}
        options={report.windows.map(({ days, primary: deciding }) => ({ value: days, label: t(deciding ? 'result.decidingWindow' : 'result.windowDays', { count: days }) }))}
      />
      <OtherWindow key={other} days={other} ask={show} />
    </>
  )
  return (
    <>
      <div className="grid">
        <div className="span-7 fill"><Curves report={report} window={window} /></div>
        <div className="span-5 fill"><Money campaign={campaign} report={report} window={window} choice={choice} /></div>
      </div>
      <Effects report={report} />
    </>
  )
}
