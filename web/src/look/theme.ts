import type { ThemeConfig } from 'antd'
import { care, coralText, fontFamily, ground, ink, line, muted, paper } from './token'

// Ant Design's greys fail AA on paper; every text grey is replaced here.
export const theme: ThemeConfig = {
  cssVar: { key: 'huike' },
  token: {
    // What moves while it is looked at cannot be read; on a slow machine it moves for seconds.
    motion: false,
    fontFamily,
    fontSize: 14,
    borderRadius: 6,
    colorPrimary: coralText,
    colorLink: '#B03A0A',
    colorInfo: '#1D4ED8',
    colorSuccess: care,
    // The grounds that antd derives from these dark signs are too muddy to read on.
    colorSuccessBg: '#E8F5F2',
    colorSuccessBorder: '#9CCFC6',
    colorWarningBg: '#FFF7E8',
    colorWarningBorder: '#EBC98A',
    colorWarning: '#B45309',
    colorError: '#B91C1C',
    // The words of coloured tags, dark enough to read on their grounds.
    cyan7: '#0E6670',
    gold7: '#854D0E',
    orange7: '#9A3412',
    colorText: ink,
    colorTextSecondary: '#43506A',
    colorTextTertiary: muted,
    colorTextQuaternary: '#667085',
    colorTextPlaceholder: '#667085',
    colorTextDescription: muted,
    colorBgLayout: ground,
    colorBgContainer: paper,
    colorBorder: '#C9C6BD',
    colorBorderSecondary: line,
  },
  components: {
    Layout: { siderBg: ink, headerBg: paper, headerHeight: 56, headerPadding: '0 24px' },
    Menu: {
      darkItemBg: ink,
      darkSubMenuItemBg: ink,
      darkItemColor: '#D5DBE6',
      darkGroupTitleColor: '#A9B4C6',
      darkItemSelectedBg: '#34486A',
      itemHeight: 32,
      itemMarginBlock: 2,
    },
    Table: { headerBg: '#FAF9F6', cellPaddingBlockSM: 8 },
    Card: { bodyPadding: 16, headerPadding: 16 },
  },
}
