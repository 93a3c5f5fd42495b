import { CheckCircleOutlined, CloseCircleOutlined, WarningOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, take, type Schema } from '../../api/client'
import { Card } from '../../part/card'
import { useScope } from '../../part/scope'
import { Loaded } from '../../part/state'
import { useLater } from '../../part/use-later'
import { paramsOf } from '../../part/params'
import type { Draft } from './draft'

const mark = {
  error: <CloseCircleOutlined style={{ color: '#B91C1C' }} />,
  warn: <WarningOutlined style={{ color: '#B45309' }} />,
  ok: <CheckCircleOutlined style={{ color: '#0F766E' }} />,
}

/** Findings lists what is wrong or risky in a content while it is written. */
export function Findings({ draft, arm }: { draft: Draft; arm: Schema['Arm'] }) {
  const { t } = useTranslation()
  const text = useLater(JSON.stringify([arm.subject, arm.body]), 500)
  const lint = useQuery({
    queryKey: ['lint', draft.id, text],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const [subject = '', body = ''] = JSON.parse(text) as string[]
      return take(api.POST('/api/campaigns/{id}/lint', { params: { path: { id: draft.id } }, body: { subject, body }, signal }))
    },
  })
  return (
    <Loaded query={lint} height={60}>
      {({ lint: found }) => (
        <Card title={found.length === 0 ? t('campaign.lintClean') : t('campaign.lintTitle', { count: found.length })} asOf={null}>
          <ul className="marks" aria-live="polite">
            {found.map((one) => <LintLine key={one.code + JSON.stringify(one.params)} one={one} />)}
          </ul>
        </Card>
      )}
    </Loaded>
  )
}

/** LintLine is one finding about a content in words. */
export function LintLine({ one }: { one: Schema['Lint'] }) {
  const { t } = useTranslation()
  const { lang } = useScope()
  const code = one.code.replace(/^lint\./, '')
  return <li>{mark[one.level]} <span>{t(`lint.${code}`, { ...paramsOf(one.params, lang), defaultValue: one.code })}</span></li>
}
