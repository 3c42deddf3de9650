import { describe, expect, it } from 'vitest'
import { saveOrders } from '../../../main/orders/repository.ts'
import { Sqlite } from '../../../main/store/db.ts'
import { toStoreError } from '../../../main/store/errors.ts'
import { order } from '../../support/orders.ts'
import { testStore } from '../../support/store.ts'

const failing = (code: string) => Object.assign(new Error('from below'), { code })

describe('failures of the disk', () => {
  it.each([
    ['ENOSPC', 'STORE_FULL'],
    ['SQLITE_FULL', 'STORE_FULL'],
    ['EACCES', 'STORE_READONLY'],
    ['SQLITE_READONLY_DBMOVED', 'STORE_READONLY'],
    ['SQLITE_CANTOPEN', 'STORE_UNREADABLE'],
    ['SQLITE_BUSY', 'STORE_BUSY'],
    ['SQLITE_IOERR_WRITE', 'STORE_IO'],
    ['SQLITE_CORRUPT_INDEX', 'STORE_DAMAGED'],
    ['SQLITE_NOTADB', 'STORE_DAMAGED'],
  ])('%s becomes %s', (code, expected) => {
    expect(toStoreError(failing(code))).toMatchObject({ code: expected })
  })

  it('leaves errors that are not the disk’s as they are', () => {
    const error = new TypeError('a mistake of ours')
    expect(toStoreError(error)).toBe(error)
  })

  it('a full disk stores nothing half and lets the next save succeed', async () => {
    const { db } = await testStore()
    const orders = Array.from({ length: 300 }, (_, n) => order({ orderNo: `2026${n}` }))
    const save = db.transaction(() => saveOrders(db, orders, 1))
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 10}`)
    let thrown: unknown
    try {
      save()
    } catch (error) {
      thrown = toStoreError(error)
    }
    expect(thrown).toMatchObject({ code: 'STORE_FULL', retryable: true })
    expect(db.prepare('select count(*) from orders').pluck().get()).toBe(0)
    db.pragma('max_page_count = 1000000')
    expect(save()).toMatchObject({ added: 300 })
  })

  it('a database that may only be read says so', async () => {
    const { db } = await testStore()
    const readonly = new Sqlite(db.name, { readonly: true })
    let thrown: unknown
    try {
      readonly.prepare(`insert into meta (key, value) values ('a', 'b')`).run()
    } catch (error) {
      thrown = toStoreError(error)
    }
    readonly.close()
    expect(thrown).toMatchObject({ code: 'STORE_READONLY' })
  })
})
