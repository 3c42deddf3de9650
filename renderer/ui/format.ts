import { DAY_MS, KST_OFFSET_MS, kstDateTime, kstDay } from '../../shared/time.ts'

export type Language = 'ko' | 'en'

const grouped = new Intl.NumberFormat('ko-KR')
export const count = (n: number): string => grouped.format(n)
/** `12,300원`; in English `₩12,300`. */
export const won = (n: number, language: Language = 'ko'): string =>
  language === 'ko' ? `${grouped.format(n)}원` : `${n < 0 ? '-' : ''}₩${grouped.format(Math.abs(n))}`

/** Won for axes: `1,240만`, `3.2억`; in English `₩12.4M`. */
export function shortWon(n: number, language: Language = 'ko'): string {
  const size = Math.abs(n)
  const cut = (by: number) => grouped.format(Math.round((n / by) * 10) / 10)
  if (language === 'en') return size >= 1e6 ? `₩${cut(1e6)}M` : size >= 1e3 ? `₩${cut(1e3)}K` : `₩${n}`
  if (size >= 1e8) return `${cut(1e8)}억`
  return size >= 1e4 ? `${grouped.format(Math.round(n / 1e4))}만` : grouped.format(n)
}

const weekdays = {
  ko: ['일', '월', '화', '수', '목', '금', '토'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
}
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (n: number) => String(n).padStart(2, '0')
const parts = (ms: number) => {
  const d = new Date(ms + KST_OFFSET_MS)
  return {
    year: d.getUTCFullYear(),
    month: d.getUTCMonth(),
    day: d.getUTCDate(),
    weekday: d.getUTCDay(),
    clock: `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`,
  }
}

/** `11. 21. (토)`, with the year in front when it is not `now`'s. Asia/Seoul. */
export function day(ms: number, now: number, language: Language = 'ko'): string {
  const p = parts(ms)
  const other = p.year !== parts(now).year
  if (language === 'en') {
    return `${months[p.month]} ${p.day}${other ? `, ${p.year}` : ''} (${weekdays.en[p.weekday]})`
  }
  return `${other ? `${p.year}. ` : ''}${p.month + 1}. ${p.day}. (${weekdays.ko[p.weekday]})`
}

/** `11. 21. (토) 14:05` in Asia/Seoul. */
export const when = (ms: number, now: number, language: Language = 'ko'): string =>
  `${day(ms, now, language)} ${parts(ms).clock}`

/** The whole moment for a hover: `2026-11-21 14:05:33 (한국 시간)`. */
export const wholeMoment = (ms: number, language: Language = 'ko'): string =>
  `${kstDateTime(ms)} (${language === 'ko' ? '한국 시간' : 'Korean time'})`

/** How long ago, in words. */
export function ago(ms: number, now: number, language: Language = 'ko'): string {
  const minutes = Math.floor((now - ms) / 60_000)
  const ko = language === 'ko'
  if (minutes < 1) return ko ? '방금' : 'just now'
  if (minutes < 60) return ko ? `${minutes}분 전` : `${minutes} min ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return ko ? `${hours}시간 전` : `${hours} h ago`
  const days = Math.floor(hours / 24)
  return ko ? `${days}일 전` : `${days} d ago`
}

/** A span in words: `1시간 20분`, `12초`. */
export function span(ms: number, language: Language = 'ko'): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const ko = language === 'ko'
  if (seconds < 60) return ko ? `${seconds}초` : `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return ko ? `${minutes}분` : `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours >= 48) return ko ? `${Math.floor(hours / 24)}일` : `${Math.floor(hours / 24)} d`
  const rest = minutes % 60
  if (rest === 0) return ko ? `${hours}시간` : `${hours} h`
  return ko ? `${hours}시간 ${rest}분` : `${hours} h ${rest} min`
}

/** `9:41` left of a countdown. */
export const clockSpan = (ms: number): string => {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`
}

export function bytes(n: number): string {
  if (n < 1024) return `${n} B`
  if (n < 1024 ** 2) return `${Math.round(n / 1024)} KB`
  return n < 1024 ** 3 ? `${(n / 1024 ** 2).toFixed(1)} MB` : `${(n / 1024 ** 3).toFixed(2)} GB`
}

export type PeriodPreset = 'today' | 'week' | 'month30' | 'thisMonth' | 'all'
export const periodPresets: readonly PeriodPreset[] = ['today', 'week', 'month30', 'thisMonth', 'all']

/** Days of a preset in Asia/Seoul, both included; `all` has none. */
export function periodOf(preset: PeriodPreset, now: number): { since?: string; until?: string } {
  const today = kstDay(now)
  if (preset === 'all') return {}
  if (preset === 'today') return { since: today, until: today }
  if (preset === 'thisMonth') return { since: `${today.slice(0, 8)}01`, until: today }
  return { since: kstDay(now - (preset === 'week' ? 6 : 29) * DAY_MS), until: today }
}

export const presetOf = (period: { since?: string | undefined; until?: string | undefined }, now: number) =>
  periodPresets.find((preset) => {
    const known = periodOf(preset, now)
    return known.since === period.since && known.until === period.until
  })
