import { copyFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { saveOrders } from '../../../main/orders/repository.ts'
import { Sqlite } from '../../../main/store/db.ts'
import { migrations } from '../../../main/store/migrations/index.ts'
import { openStore } from '../../../main/store/open.ts'
import { order } from '../../support/orders.ts'
import { tempFolder } from '../../support/temp.ts'

const NOW = Date.UTC(2026, 10, 21, 5, 6, 7)
const clock = { now: () => NOW }
const pathsIn = (home: string) => ({ database: join(home, 'jangteo.db'), backups: join(home, 'backups') })
const open = (home: string) => openStore({ paths: pathsIn(home), clock })

/** A folder whose database holds one order and was closed cleanly. */
const filled = async (count = 1) => {
  const home = tempFolder('open')
  const store = await open(home)
  const orders = Array.from({ length: count }, (_, n) => order({ orderNo: `2026011000${n}` }))
  store.db.transaction(() => saveOrders(store.db, orders, NOW))()
  return { home, store, file: pathsIn(home).database }
}

const asideIn = (home: string) => readdirSync(home).filter((name) => name.startsWith('jangteo.corrupt-'))

describe('opening the store', () => {
  it('sets every pragma that keeps data safe', async () => {
    const { store } = await filled()
    const pragma = (name: string) => store.db.pragma(name, { simple: true })
    expect(pragma('journal_mode')).toBe('wal')
    expect(pragma('synchronous')).toBe(2)
    expect(pragma('foreign_keys')).toBe(1)
    expect(pragma('trusted_schema')).toBe(0)
    expect(pragma('busy_timeout')).toBe(5000)
    expect(pragma('temp_store')).toBe(2)
    store.close()
  })

  it('keeps what was stored and says nothing when all is well', async () => {
    const { home, store } = await filled()
    store.close()
    const again = await open(home)
    expect(again.problem).toBeNull()
    expect(again.db.prepare('select count(*) from orders').pluck().get()).toBe(1)
    again.close()
  })

  it('refuses a database of a newer version and leaves it alone', async () => {
    const { home, store, file } = await filled()
    store.db.pragma('user_version = 9999')
    store.close()
    const before = readFileSync(file)
    await expect(open(home)).rejects.toMatchObject({ code: 'STORE_FUTURE' })
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(asideIn(home)).toEqual([])
  })

  it.each([
    ['garbage', (file: string) => writeFileSync(file, 'this was a database once '.repeat(400))],
    ['a cut-off header', (file: string) => truncateSync(file, 40)],
    [
      'a garbage header',
      (file: string) => {
        const bytes = readFileSync(file)
        bytes.fill(0x41, 0, 100)
        writeFileSync(file, bytes)
      },
    ],
    ['half a file', (file: string) => truncateSync(file, 4096 * 5)],
    [
      "another program's database",
      (file: string) => {
        writeFileSync(file, '')
        const other = new Sqlite(file)
        other.exec('create table notes (text)')
        other.close()
      },
    ],
  ])('sets %s aside unchanged, starts anew and tells the operator', async (_name, damage) => {
    const { home, store, file } = await filled(200)
    store.close()
    damage(file)
    const damaged = readFileSync(file)
    const again = await open(home)
    expect(again.problem).toMatchObject({ code: 'STORE_CORRUPT_NO_BACKUP' })
    expect(again.db.prepare('select count(*) from orders').pluck().get()).toBe(0)
    const [aside = ''] = asideIn(home).filter((name) => name.endsWith('.db'))
    expect(aside).toBe('jangteo.corrupt-20261121T050607Z.db')
    expect(readFileSync(join(home, aside)).equals(damaged)).toBe(true)
    again.close()
  })

  it('never overwrites an earlier damaged file', async () => {
    const { home, store, file } = await filled()
    store.close()
    for (const text of ['first', 'second']) {
      writeFileSync(file, text.repeat(50))
      const again = await open(home)
      again.close()
    }
    const texts = asideIn(home).map((name) => readFileSync(join(home, name), 'utf8').slice(0, 6))
    expect(texts.sort()).toEqual(['firstf', 'second'])
  })

  it('offers the newest backup that is good, passing over a damaged one', async () => {
    const { home, store, file } = await filled()
    const good = await store.backup('manual')
    store.close()
    writeFileSync(join(home, 'backups', 'jangteo-20991231T000000Z-daily.db'), 'not a database')
    writeFileSync(file, 'gone')
    const again = await open(home)
    expect(again.problem).toMatchObject({ code: 'STORE_CORRUPT', nextStep: expect.stringContaining(good.name) })
    again.close()
  })

  it('takes an empty file for damage when backups tell that there was data, else for a first start', async () => {
    const { home, store, file } = await filled()
    await store.backup('manual')
    store.close()
    writeFileSync(file, '')
    const again = await open(home)
    expect(again.problem).toMatchObject({ code: 'STORE_CORRUPT' })
    again.close()

    const fresh = tempFolder('fresh')
    writeFileSync(pathsIn(fresh).database, '')
    const first = await open(fresh)
    expect(first.problem).toBeNull()
    first.close()
  })

  it('checks the whole file after an unclean end, and finds damage inside it', async () => {
    const { home, store, file } = await filled(300)
    store.db.pragma('wal_checkpoint(TRUNCATE)')
    const crashed = tempFolder('crashed')
    copyFileSync(file, pathsIn(crashed).database)
    store.close()
    const bytes = readFileSync(pathsIn(crashed).database)
    // Every index page of a b-tree begins with 0x0a; wrong counts of cells there are what quick_check is for.
    const page = bytes.findIndex((byte, at) => at > 4096 && at % 4096 === 0 && byte === 0x0a)
    bytes.writeUInt16BE(0xffff, page + 3)
    writeFileSync(pathsIn(crashed).database, bytes)
    const again = await open(crashed)
    expect(again.problem).toMatchObject({ code: 'STORE_CORRUPT_NO_BACKUP' })
    again.close()
    expect(existsSync(join(home, 'jangteo.db'))).toBe(true)
  })

  it('opens normally after an unclean end that left nothing damaged', async () => {
    const { store, file } = await filled()
    store.db.pragma('wal_checkpoint(TRUNCATE)')
    const crashed = tempFolder('crashed')
    copyFileSync(file, pathsIn(crashed).database)
    store.close()
    const again = await open(crashed)
    expect(again.problem).toBeNull()
    expect(again.db.prepare('select count(*) from orders').pluck().get()).toBe(1)
    again.close()
  })

  it('keeps a backup before it migrates, and undoes everything when one of the pending steps fails', async () => {
    const { home, store } = await filled()
    store.close()
    const next = (migrations.at(-1)?.version ?? 0) + 1
    const failing = [
      ...migrations,
      {
        version: next,
        name: 'a',
        up: (db: InstanceType<typeof Sqlite>) => db.exec('create table extra (a integer) strict'),
      },
      {
        version: next + 1,
        name: 'b',
        up: () => {
          throw new Error('cannot')
        },
      },
    ]
    await expect(openStore({ paths: pathsIn(home), clock, migrations: failing })).rejects.toThrow('cannot')
    const again = await open(home)
    expect(again.db.prepare(`select count(*) from sqlite_schema where name = 'extra'`).pluck().get()).toBe(0)
    expect(again.db.pragma('user_version', { simple: true })).toBe(next - 1)
    expect(again.backups().map((backup) => backup.reason)).toEqual(['before-migration'])
    again.close()
  })
})
