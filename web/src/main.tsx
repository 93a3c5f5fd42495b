import 'antd/dist/reset.css'
import './look/look.css'
import './look/work.css'
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
import { newRouter } from './route'

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

void speak(startLanguage()).then(() => {
  const element = document.getElementById('root')
  if (!element) throw new Error('BUG: the page has no #root')
  createRoot(element).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Huike />
      </QueryClientProvider>
    </StrictMode>,
  )
})
