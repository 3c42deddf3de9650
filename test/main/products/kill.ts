import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { type Goods, startPracticeZentrade } from '../../../main/practice/zentrade/index.ts'
import { Sqlite } from '../../../main/store/db.ts'

export interface KillReport {
  kills: number
  integrity: string
  /** Products whose row, options or search differ from the feed. */
  wrong: number
  stored: number
  truth: number
}

const collectChild = (
  url: string,
  folder: string,
  key: { id: string; mSkey: string },
  killAfterMs: number | null,
): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'collect-child.ts'), url, folder, key.id, key.mSkey],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    let timer: NodeJS.Timeout | undefined
    let isDone = false
    child.stdout.on('data', (part: Buffer) => {
      if (part.includes('"outcome":"ok"')) isDone = true
      if (killAfterMs !== null) timer ??= setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    })
    child.on('error', reject)
    child.on('exit', () => {
      clearTimeout(timer)
      resolve(isDone)
    })
  })

const wrongIn = (db: InstanceType<typeof Sqlite>, truth: readonly Goods[]): number => {
  const row = db.prepare<[string], { id: number; name: string; status: string }>(
    `select id, name, status from product where wholesaler = 'zentrade' and product_id = ?`,
  )
  const options = db.prepare<[number], number>('select count(*) from product_option where product = ?').pluck()
  const payload = db.prepare<[number], number>('select count(*) from product_payload where product = ?').pluck()
  const found = db.prepare<[number], number>('select count(*) from product_search where rowid = ?').pluck()
  return truth.filter((goods) => {
    const stored = row.get(goods.code)
    if (stored === undefined) return true
    const isSame = stored.name === goods.name.trim() && stored.status === (goods.runout ? 'soldout' : 'available')
    const parts = options.get(stored.id) === Math.max(1, goods.options.length) && payload.get(stored.id) === 1
    return !isSame || !parts || found.get(stored.id) !== 1
  }).length
}

/**
 * Collects a catalogue that keeps changing and kills the collecting process at random moments; checks the database after
 * each kill, and against the truth after a last collect that is let through.
 */
export async function killCollects(
  count: number,
  folder: string,
  products: number,
  random: () => number,
): Promise<KillReport> {
  const catalogue = { size: products, extremes: false, driftEveryMs: 0, arrivalEveryMs: 0 }
  const service = await startPracticeZentrade({ catalogue })
  const file = join(folder, 'jangteo.db')
  let integrity = 'ok'
  let kills = 0
  let longest = 400
  try {
    for (let n = 0; n < count; n += 1) {
      for (const goods of [...service.truth()].slice(n % 7).filter((_, i) => i % 3 === 0)) {
        service.control.set(goods.code, { price: 1000 + Math.floor(random() * 90_000), runout: random() < 0.2 })
      }
      const started = performance.now()
      const isDone = await collectChild(service.url, folder, service.credentials, random() * longest)
      if (isDone) longest = Math.max(50, (performance.now() - started) * 0.5)
      else kills += 1
      const db = new Sqlite(file)
      const found = String(db.pragma('integrity_check', { simple: true }))
      if (found !== 'ok') integrity = found
      db.exec(`insert into product_search (product_search) values ('integrity-check')`)
      db.close()
    }
    // What was cut off resumes first and may have read an older feed; the one after it reads the newest.
    await collectChild(service.url, folder, service.credentials, null)
    await collectChild(service.url, folder, service.credentials, null)
    const truth = [...service.truth()].filter(
      (goods) => goods.options.every((option) => option.price !== '') && goods.name.trim() !== '',
    )
    const db = new Sqlite(file)
    const aside = new Set(db.prepare(`select ref from set_aside where service = 'zentrade'`).pluck().all())
    const expected = truth.filter((goods) => !aside.has(goods.code))
    const stored = db.prepare('select count(*) from product').pluck().get() as number
    const wrong = wrongIn(db, expected)
    db.close()
    return { kills, integrity, wrong, stored, truth: expected.length }
  } finally {
    await service.close()
  }
}
