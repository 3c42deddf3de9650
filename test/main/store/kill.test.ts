import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { getMeta } from '../../../main/store/meta.ts'
import { openStore } from '../../../main/store/open.ts'
import { systemClock } from '../../../shared/time.ts'
import { tempFolder } from '../../support/temp.ts'

const KILLS = 12

/** Lets the child save until it has said `lines` lines, and kills it in the middle of what it does next. */
async function saveAndKill(home: string, from: number, lines: number): Promise<number> {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'kill-child.ts'), home, String(from)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    if (said.split('\n').length > lines) child.kill('SIGKILL')
  })
  await once(child, 'exit')
  return Number(said.trim().split('\n').at(-1) ?? from)
}

describe('a process killed while it saves', () => {
  it('leaves a whole database with every committed page, none half and none twice', async () => {
    const home = tempFolder('kill')
    let from = 0
    for (let n = 0; n < KILLS; n += 1) {
      const said = await saveAndKill(home, from, 2 + ((n * 5) % 9))
      const store = await openStore({
        paths: { database: join(home, 'jangteo.db'), backups: join(home, 'backups') },
        clock: systemClock,
      })
      expect(store.problem).toBeNull()
      expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok')
      expect(store.db.pragma('foreign_key_check')).toEqual([])
      const done = Number(getMeta(store.db, 'test.done'))
      expect(done).toBeGreaterThanOrEqual(said)
      const count = (sql: string) => store.db.prepare(sql).pluck().get()
      expect(count('select count(*) from orders')).toBe(done)
      expect(count('select count(*) from order_line')).toBe(2 * done)
      expect(count('select sum(orders) from buyer')).toBe(
        count(`select count(*) from orders where state in ('paid', 'partially_refunded')`),
      )
      expect(count('select sum(orders) from day_sales')).toBe(count('select sum(orders) from buyer'))
      // The next child goes on where the last commit was; a crash that came before a close is what it starts from.
      from = done
      if (n % 2 === 0) store.close()
      else store.db.close()
    }
  }, 120_000)
})
