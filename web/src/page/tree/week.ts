/** isoWeek names the ISO week of a day: "2024-07-08" is in "2024-W28". */
export function isoWeek(day: string): string {
  const time = new Date(`${day}T00:00:00Z`)
  const thursday = new Date(time)
  thursday.setUTCDate(time.getUTCDate() + 4 - (time.getUTCDay() || 7))
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  const week = Math.ceil(((thursday.getTime() - first) / 86_400_000 + 1) / 7)
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`
}
