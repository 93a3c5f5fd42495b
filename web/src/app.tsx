import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { useTranslation } from 'react-i18next'
import { newQueryClient } from './api/query'
import { speak } from './lang'
import { startLanguage } from './lang/choice'
import { theme } from './look/theme'
import { me } from './part/me'
import { newRouter } from './route'
import { screenAt } from './screens'

const router = newRouter()
const queries = newQueryClient()

function Huike() {
  const { i18n } = useTranslation()
  const chinese = i18n.language !== 'en'
  dayjs.locale(chinese ? 'zh-cn' : 'en')
  return (
    <ConfigProvider locale={chinese ? zhCN : enUS} theme={theme}>
      <App style={{ height: '100%' }}>
        <RouterProvider router={router} />
      </App>
    </ConfigProvider>
  )
}

/** How long the first drawing waits for who is logged in, in milliseconds; a skeleton stands after it. */
const patience = 300

/** start draws the app once its words, its screen's code and the person are here, all begun by the entry. */
export async function start() {
  const person = Promise.race([queries.prefetchQuery(me), new Promise((resolve) => setTimeout(resolve, patience))])
  await Promise.all([speak(startLanguage()), router.load(), onScreen() && person])
  const element = document.getElementById('root')
  if (!element) throw new Error('BUG: the page has no #root')
  createRoot(element).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Huike />
      </QueryClientProvider>
    </StrictMode>,
  )
}

/** onScreen tells whether the address is a screen, and not the door to them. */
const onScreen = () => screenAt(location.pathname) !== undefined
