// The first code of the page: it asks at once for all that the first screen needs, so that
// words, screen, person and app arrive together instead of one after the other.
import 'antd/dist/reset.css'
import './look/look.css'
import './look/work.css'
import { begin } from './api/begun'
import { startLanguage } from './lang/choice'
import { words } from './lang/words'
import { screenAt } from './screens'

const screen = screenAt(location.pathname)
void words(startLanguage())
if (screen) {
  begin('/api/me')
  void screen.load()
}
void import('./app').then(({ start }) => start())
