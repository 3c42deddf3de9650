import { copyFileSync, existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { saveOrders } from '../../../main/orders/repository.ts'
import { archiveShop } from '../../../main/store/archive.ts'
import { Sqlite } from '../../../main/store/db.ts'
import { storeHandlers } from '../../../main/store/handlers.ts'
import { openStore } from '../../../main/store/open.ts'
import { DAY_MS } from '../../../shared/time.ts'
import { order } from '../../support/orders.ts'
import { tempFolder } from '../../support/temp.ts'

const START = Date.UTC(2026, 10, 21, 5, 6, 7)

const shop = async () => {
  const home = tempFolder('backups')
  const paths = { database: join(home, 'jangteo.db'), backups: join(home, 'backups') }
  const time = { at: START }
  const open = () => openStore({ paths, clock: { now: () => time.at } })
  return { home, paths, time, open, store: await open() }
}

const put = (store: Awaited<ReturnType<typeof openStore>>, ...numbers: string[]) =>
  store.db.transaction(() =>
    saveOrders(
      store.db,
      numbers.map((orderNo) => order({ orderNo })),
      START,
    ),
  )()
const numbersIn = (store: Awaited<ReturnType<typeof openStore>>) =>
  store.db.prepare('select order_no from orders order by 1').pluck().all()

describe('backups', () => {
  it('are made once a day', async () => {
    const { store, time } = await shop()
    expect((await store.backupDaily())?.name).toBe('jangteo-20261121T050607Z-daily.db')
    time.at += DAY_MS - 1
    expect(await store.backupDaily()).toBeNull()
    time.at += 1
    expect((await store.backupDaily())?.reason).toBe('daily')
    store.close()
  })

  it('are five at most, whatever their reason; an earlier shop is kept beside them', async () => {
    const { store, paths, time } = await shop()
    put(store, '1')
    await archiveShop(store.db, paths, 'S2026/../x', time.at)
    for (let n = 0; n < 7; n += 1) {
      time.at += 1000
      await store.backup(n % 2 === 0 ? 'daily' : 'before-migration')
    }
    const reasons = store.backups().map((backup) => backup.reason)
    expect(reasons).toEqual(['daily', 'before-migration', 'daily', 'before-migration', 'daily', 'shop-S2026x'])
    store.close()
  })

  it('stand alone, hold what was committed, and leave nothing half written in the folder', async () => {
    const { store, paths } = await shop()
    put(store, '1', '2')
    const made = await store.backup('manual')
    expect(readdirSync(paths.backups)).toEqual([made.name])
    const copy = new Sqlite(join(paths.backups, made.name), { readonly: true })
    expect(copy.prepare('select count(*) from orders').pluck().get()).toBe(2)
    copy.close()
    store.close()
  })

  it('fail with a coded error when the folder cannot be made, and the store goes on', async () => {
    const { store, paths } = await shop()
    writeFileSync(paths.backups, 'a file where the folder should be')
    await expect(store.backup('manual')).rejects.toMatchObject({ code: expect.stringMatching(/^STORE_/) })
    put(store, '1')
    expect(numbersIn(store)).toEqual(['1'])
    store.close()
  })
})

describe('restoring', () => {
  it('brings the backup back at the next opening and keeps what it replaced', async () => {
    const { store, open, time } = await shop()
    put(store, '1')
    const made = await store.backup('manual')
    put(store, '2')
    store.prepareRestore(made.name)
    expect(numbersIn(store)).toEqual(['1', '2'])
    store.close()
    time.at += 5000
    const restored = await open()
    expect(restored.problem).toBeNull()
    expect(numbersIn(restored)).toEqual(['1'])
    const [kept] = restored.backups()
    expect(kept?.reason).toBe('before-restore')
    restored.prepareRestore(kept?.name ?? '')
    restored.close()
    const back = await open()
    expect(numbersIn(back)).toEqual(['1', '2'])
    back.close()
  })

  it('announces that the engine has to start again', async () => {
    const { store } = await shop()
    const made = await store.backup('manual')
    const said: string[] = []
    const handlers = storeHandlers({ store, clock: { now: () => START }, emit: (name) => said.push(name) })
    await handlers['backups.restore']({ name: made.name })
    expect(said).toEqual(['engine.restart'])
    store.close()
  })

  it.each([
    ['a path out of the folder', '../jangteo.db', 'BACKUP_MISSING'],
    ['a name that is not there', 'jangteo-20200101T000000Z-daily.db', 'BACKUP_MISSING'],
    ['an empty name', '', 'BACKUP_MISSING'],
    ['garbage', 'jangteo-20260101T000000Z-garbage.db', 'BACKUP_UNUSABLE'],
    ["another program's database", 'jangteo-20260101T000001Z-foreign.db', 'BACKUP_UNUSABLE'],
    ['a backup cut short', 'jangteo-20260101T000002Z-short.db', 'BACKUP_UNUSABLE'],
    ['a newer version', 'jangteo-20260101T000003Z-newer.db', 'BACKUP_FUTURE'],
  ])('refuses %s and changes nothing', async (_what, name, code) => {
    const { store, open, paths, home } = await shop()
    put(store, ...Array.from({ length: 100 }, (_, n) => `2026${n}`))
    const made = await store.backup('manual')
    const good = join(paths.backups, made.name)
    const at = (file: string) => join(paths.backups, file)
    writeFileSync(at('jangteo-20260101T000000Z-garbage.db'), 'garbage '.repeat(1000))
    const foreign = new Sqlite(at('jangteo-20260101T000001Z-foreign.db'))
    foreign.exec('create table notes (text)')
    foreign.close()
    copyFileSync(good, at('jangteo-20260101T000002Z-short.db'))
    const { truncateSync, statSync } = await import('node:fs')
    truncateSync(at('jangteo-20260101T000002Z-short.db'), Math.floor(statSync(good).size / 2 / 4096) * 4096)
    copyFileSync(good, at('jangteo-20260101T000003Z-newer.db'))
    const newer = new Sqlite(at('jangteo-20260101T000003Z-newer.db'))
    newer.pragma('user_version = 9999')
    newer.close()
    expect(() => store.prepareRestore(name)).toThrow(expect.objectContaining({ code }))
    store.close()
    expect(readdirSync(home).sort()).toEqual(['backups', 'jangteo.db'])
    const again = await open()
    expect(numbersIn(again)).toHaveLength(100)
    again.close()
  })

  it('goes on after a crash between its two renames', async () => {
    const { store, open, paths } = await shop()
    put(store, '1')
    const made = await store.backup('manual')
    put(store, '2')
    store.prepareRestore(made.name)
    store.close()
    renameSync(paths.database, join(paths.backups, 'jangteo-20261121T060000Z-before-restore.db'))
    const restored = await open()
    expect(numbersIn(restored)).toEqual(['1'])
    expect(restored.backups().map((backup) => backup.reason)).toContain('before-restore')
    restored.close()
  })

  it('forgets a copy that a crash left unfinished', async () => {
    const { store, open, paths } = await shop()
    put(store, '1')
    store.close()
    writeFileSync(`${paths.database}.restore.part`, 'half')
    const again = await open()
    expect(numbersIn(again)).toEqual(['1'])
    expect(existsSync(`${paths.database}.restore.part`)).toBe(false)
    again.close()
  })

  it('keeps what only the write-ahead log of a crashed app held', async () => {
    const { store, open, paths, home } = await shop()
    put(store, '1')
    const made = await store.backup('manual')
    put(store, '2')
    store.prepareRestore(made.name)
    const crashed = tempFolder('crashed')
    for (const name of readdirSync(home)) if (name !== 'backups') copyFileSync(join(home, name), join(crashed, name))
    store.close()
    const other = { database: join(crashed, 'jangteo.db'), backups: paths.backups }
    const restored = await openStore({ paths: other, clock: { now: () => START + 9000 } })
    expect(numbersIn(restored)).toEqual(['1'])
    const [kept] = restored.backups()
    const before = new Sqlite(join(paths.backups, kept?.name ?? ''), { readonly: true })
    expect(before.prepare('select count(*) from orders').pluck().get()).toBe(2)
    before.close()
    restored.close()
    void open
  })
})

describe('changing shops', () => {
  it('empties what belongs to the old shop, and only that, after keeping all of it', async () => {
    const { store, paths } = await shop()
    put(store, '1')
    store.db.prepare(`insert into audit (at, action, detail) values (1, 'a', 'b')`).run()
    store.db.prepare(`insert into meta (key, value) values ('order-sync:S1', '{}')`).run()
    const made = await archiveShop(store.db, paths, 'S20260101abc', START)
    expect(made.reason).toBe('shop-S20260101abc')
    for (const table of ['orders', 'order_line', 'buyer', 'buyer_contact', 'product_name', 'day_sales']) {
      expect(store.db.prepare(`select count(*) from ${table}`).pluck().get(), table).toBe(0)
    }
    expect(store.db.prepare(`select count(*) from meta where key like 'order-sync%'`).pluck().get()).toBe(0)
    expect(store.db.prepare('select count(*) from audit').pluck().get()).toBe(1)
    store.prepareRestore(made.name)
    store.close()
  })
})
