// Picking a time on the shop's clock: a picker knows only the reader's own.
import dayjs, { type Dayjs } from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)
dayjs.extend(timezone)

const wall = 'YYYY-MM-DDTHH:mm:ss'

/** onClock is what the clock of a zone shows at an instant, as if it were the reader's own time. */
export function onClock(instant: string | Date, zone: string | undefined): Dayjs {
  return zone ? dayjs(dayjs(instant).tz(zone).format(wall)) : dayjs(instant)
}

/** fromClock is the instant at which the clock of a zone shows a time. */
export function fromClock(shown: Dayjs, zone: string | undefined): string {
  return (zone ? dayjs.tz(shown.format(wall), zone) : shown).toISOString()
}
