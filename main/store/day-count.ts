import { kstDayNumber } from '../../shared/time.ts'
import type { Db } from './db.ts'
import { prepared } from './statements.ts'

/** Calls of one service by day in Asia/Seoul, and its pause: both must outlive the program, since the service's limit does. */
export interface DayCount {
  /** Calls counted on the day of `now`, ms UTC. */
  today(now: number): number
  /** Counts one more before it leaves. */
  add(now: number): void
  /** ms UTC; in the past when there is no pause. */
  pausedUntil(): number
  pause(until: number): void
}

const KEPT_DAYS = 30

const sql = prepared((db) => ({
  today: db.prepare<[string, number], { count: number }>('select count from call_count where service = ? and day = ?'),
  add: db.prepare<[string, number]>(
    'insert into call_count (service, day, count) values (?, ?, 1) on conflict do update set count = count + 1',
  ),
  prune: db.prepare<[string, number]>('delete from call_count where service = ? and day < ?'),
  pausedUntil: db.prepare<[string], { until: number }>('select until from call_pause where service = ?'),
  pause: db.prepare<[string, number]>(
    'insert into call_pause (service, until) values (?, ?) on conflict do update set until = excluded.until',
  ),
}))

export function createDayCount(db: Db, service: string): DayCount {
  const { today, add, prune, pausedUntil, pause } = sql(db)
  return {
    today: (now) => today.get(service, kstDayNumber(now))?.count ?? 0,
    add: (now) => {
      const day = kstDayNumber(now)
      if (today.get(service, day) === undefined) prune.run(service, day - KEPT_DAYS)
      add.run(service, day)
    },
    pausedUntil: () => pausedUntil.get(service)?.until ?? 0,
    pause: (until) => {
      pause.run(service, until)
    },
  }
}

const latest = prepared((db) => ({
  pause: db.prepare<[string], number | null>('select max(until) from call_pause where service glob ?').pluck(),
}))

/** When the last pause ends of all whose names match, ms UTC: where a name holds what only its owner can make of its secrets. */
export const latestPause = (db: Db, pattern: string): number => latest(db).pause.get(pattern) ?? 0

/** Counts in memory: for tests, and where nothing is stored. */
export const dayCountInMemory = (): DayCount => {
  const counts = new Map<number, number>()
  let until = 0
  return {
    today: (now) => counts.get(kstDayNumber(now)) ?? 0,
    add: (now) => {
      const day = kstDayNumber(now)
      counts.set(day, (counts.get(day) ?? 0) + 1)
    },
    pausedUntil: () => until,
    pause: (at) => {
      until = at
    },
  }
}
