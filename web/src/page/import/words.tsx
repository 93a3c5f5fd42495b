import { Select, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { Card } from '../../part/card'
import { full } from '../../part/format'
import { useScope } from '../../part/scope'
import { type Said, states, type Word } from './draft'

interface WordsProps {
  words: Word[]
  said: Said
  write: (words: Record<string, string> | undefined) => void
}

/** Words lets a person say what unknown words for the state of an order mean. */
export function Words({ words, said, write }: WordsProps) {
  const { t } = useTranslation()
  const { lang } = useScope()
  if (words.length === 0) return null
  const give = (word: string, state: string | undefined) => {
    const next = Object.fromEntries(Object.entries({ ...said.words, [word]: state }).filter((one): one is [string, string] => Boolean(one[1])))
    write(Object.keys(next).length > 0 ? next : undefined)
  }
  return (
    <Card title={t('import.words.title', { count: words.length })} asOf={null} note={t('import.words.note')}>
      <Table
        size="small" rowKey="word" pagination={false} dataSource={words} scroll={words.length > 8 ? { y: 320 } : undefined}
        columns={[
          { title: t('import.words.word'), dataIndex: 'word' },
          { title: t('import.rows'), align: 'right', width: 90, render: (_, one) => full(one.count, lang) },
          {
            title: t('import.words.means'), width: '45%',
            render: (_, { word }) => (
              <Select
                aria-label={t('import.words.meansOf', { word })} style={{ width: '100%' }} allowClear placeholder={t('import.words.none')} value={said.words?.[word]}
                options={states.map((state) => ({ value: state, label: t(`orderState.${state}`) }))} onChange={(state: string | undefined) => give(word, state)}
              />
            ),
          },
        ]}
      />
    </Card>
  )
}
