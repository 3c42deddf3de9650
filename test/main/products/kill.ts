import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type Goods, startPracticeZentrade } from '../../../main/practice/zentrade/index.ts'
import { Sqlite } from '../../../main/store/db.ts'

export interface KillReport {
  kills: number
  integrity: string
  /** Products whose name, state, prices, stock, options or search differ from the feed. */
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

/** The feed's words read anew, without the adapter: `협의` and 0 are no price. */
const won = (text: string): number | null => (/^[1-9]\d*$/.test(text) ? Number(text) : null)

interface StoredOption {
  name: string
  price: number | null
  stock: number | null
}

/** What the feed says of a product: its lowest price, its options with theirs; stock is counted nowhere in it. */
const toldOf = (goods: Goods) => {
  const axis = goods.optionName.trim()
  const options = goods.options.map(({ name, price }) => ({
    name: axis === '' ? name.trim() : `${axis}: ${name.trim()}`,
    price: won(price),
    stock: null,
  }))
  const known = options.flatMap(({ price }) => price ?? [])
  return {
    name: goods.name.trim(),
    status: goods.runout ? 'soldout' : 'available',
    price: options.length === 0 ? won(goods.buyPrice) : known.length === 0 ? won(goods.buyPrice) : Math.min(...known),
    stock: null,
    options: options.length === 0 ? [{ name: '', price: won(goods.buyPrice), stock: null }] : options,
  }
}

const wrongIn = (db: InstanceType<typeof Sqlite>, truth: readonly Goods[]): number => {
  const row = db.prepare<
    [string],
    { id: number; name: string; status: string; price: number | null; stock: number | null }
  >(`select id, name, status, price, stock from product where wholesaler = 'zentrade' and product_id = ?`)
  const optionsOf = db.prepare<[number], StoredOption>(
    'select name, price, stock from product_option where product = ? order by seq',
  )
  const payload = db.prepare<[number], number>('select count(*) from product_payload where product = ?').pluck()
  const found = db.prepare<[number], number>('select count(*) from product_search where rowid = ?').pluck()
  return truth.filter((goods) => {
    const stored = row.get(goods.code)
    if (stored === undefined) return true
    const { id, ...facts } = stored
    const isSame = isDeepStrictEqual({ ...facts, options: optionsOf.all(id) }, toldOf(goods))
    return !isSame || payload.get(id) !== 1 || found.get(id) !== 1
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
