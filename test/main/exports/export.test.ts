import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BuyerIndex } from '../../../main/buyers/repository-index.ts'
import { exportsHandlers } from '../../../main/exports/handlers.ts'
import { exportKind } from '../../../main/exports/job.ts'
import { dueScheduledExports, queueDueExports } from '../../../main/exports/schedule.ts'
import type { JobQueue } from '../../../main/jobs/types.ts'
import { saveOrders } from '../../../main/orders/repository.ts'
import { exportSpec } from '../../../shared/contract/buyers.ts'
import type { Job } from '../../../shared/contract/work.ts'
import type { Order } from '../../../shared/order.ts'
import { DAY_MS } from '../../../shared/time.ts'
import { DAY0, line, order, payment } from '../../support/orders.ts'
import { testStore } from '../../support/store.ts'
import { tempFolder } from '../../support/temp.ts'

const NOW = Date.UTC(2026, 10, 21, 5, 6, 7)

const setUp = async (orders: readonly Order[]) => {
  const store = await testStore(NOW)
  const { db } = store
  const save = (more: readonly Order[]) => db.transaction(() => saveOrders(db, more, NOW))()
  save(orders)
  const index = new BuyerIndex(db)
  const kind = exportKind({ db, index, clock: { now: () => NOW } })
  const folder = tempFolder('export')
  const path = join(folder, 'out.csv')
  const run = (
    input: object = {},
    signal = new AbortController().signal,
    progress: (value: object) => void = () => undefined,
  ) =>
    kind.run({
      jobId: 'job-1',
      payload: { path, spec: exportSpec.parse(input), scheduled: false },
      attempt: 1,
      signal,
      progress,
      checkpoint: () => undefined,
    })
  const text = () => readFileSync(path, 'utf8')
  return { ...store, save, index, kind, folder, path, run, text }
}

const many = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    order({ orderNo: `2026011${String(n).padStart(8, '0')}`, orderedAt: DAY0 + n * 1000, memberCode: `m${n % 50}` }),
  )

describe('the export of lines', () => {
  it('has the columns, order and formats that AUTOMATION.md promises', async () => {
    const first = order({
      orderNo: '202601100000001',
      orderedAt: Date.UTC(2026, 0, 10, 15, 30, 5),
      ordererPhone: '+82 10-1234-5678',
      ordererEmail: '=cmd@x.kr',
      paymentPrice: 25_000,
      lines: [
        line({ lineNo: 1, quantity: 2, unitPrice: 10_000, option: '색상: 파랑 / 크기: L' }),
        line({
          lineNo: 2,
          productNo: null,
          productName: '접시, "큰 것"',
          unitPrice: null,
          sectionStatus: 'NEW_STATUS',
        }),
      ],
    })
    const later = order({
      orderNo: '202601110000001',
      orderedAt: Date.UTC(2026, 0, 11),
      ordererName: null,
      payments: [payment({ status: 'PARTIAL_REFUND_COMPLETE' })],
      lines: [line({ option: '' })],
    })
    const unpaid = order({ orderNo: '202601120000001', payments: [payment({ status: 'PAYMENT_PREPARATION' })] })
    const refunded = order({ orderNo: '202601130000001', payments: [payment({ status: 'REFUND_COMPLETE' })] })
    const { run, text } = await setUp([first, unpaid, later, refunded])
    const end = await run()
    expect(end).toMatchObject({ outcome: 'ok', result: { rows: 3, replacedCharacters: 0 } })
    expect(text()).toBe(
      '\ufeff주문번호,주문일시,상품명,옵션,수량,상품금액,결제금액,구매자명,연락처,이메일,결제상태,주문상태\r\n' +
        '202601110000001,2026-01-11 09:00:00,도자기 머그,,1,10000,10000,,,,부분환불,배송중\r\n' +
        "202601100000001,2026-01-11 00:30:05,도자기 머그,색상: 파랑 / 크기: L,2,20000,25000,홍길동,010-1234-5678,'=cmd@x.kr,결제완료,배송중\r\n" +
        '202601100000001,2026-01-11 00:30:05,"접시, ""큰 것""",색상: 파랑,1,,25000,홍길동,010-1234-5678,' +
        "'=cmd@x.kr,결제완료,NEW_STATUS\r\n",
    )
  })

  it('takes the product and the period for lines, and the search for buyers', async () => {
    const two = order({
      orderNo: '1',
      ordererName: '김하나',
      memberCode: 'a',
      lines: [line(), line({ lineNo: 2, productNo: '200', productName: '접시' })],
    })
    const other = order({ orderNo: '2', ordererName: '이두리', memberCode: 'b', orderedAt: DAY0 + DAY_MS })
    const { run, text } = await setUp([two, other])
    const column = (n: number) =>
      text()
        .split('\r\n')
        .slice(1, -1)
        .map((row) => row.split(',')[n])
    await run({ filter: { product: '200' } })
    expect(column(2)).toEqual(['접시'])
    await run({ filter: { product: '머그' } })
    expect(column(0)).toEqual(['2', '1'])
    await run({ filter: { until: '2026-01-10' } })
    expect(column(0)).toEqual(['1', '1'])
    await run({ filter: { search: '두리' } })
    expect(column(0)).toEqual(['2'])
    await run({ filter: { state: 'former' } })
    expect(column(0)).toEqual([])
  })

  it('writes the same bytes for the same data, in whatever order it arrived', async () => {
    const orders = many(1200)
    const one = await setUp(orders)
    const other = await setUp([...orders].reverse())
    for (const rows of ['lines', 'buyers']) {
      await one.run({ rows })
      await other.run({ rows })
      expect(one.text()).toBe(other.text())
    }
  })

  it('shows the moment at which it began, while orders keep arriving', async () => {
    const { run, text, save } = await setUp(many(1500))
    let saved = 0
    await run({}, undefined, () => {
      saved += 1
      save([
        order({ orderNo: `19990101${saved}`, orderedAt: 0 }),
        order({ orderNo: `20990101${saved}`, orderedAt: NOW }),
      ])
    })
    expect(saved).toBeGreaterThan(1)
    expect(text().split('\r\n')).toHaveLength(1500 + 2)
  })
})

describe('the export of buyers', () => {
  it('has one row for each buyer of the filter, who paid last first', async () => {
    const { run, text } = await setUp([
      order({ orderNo: '1', memberCode: 'a', ordererPhone: '0212345678', payments: [payment({ completedAt: DAY0 })] }),
      order({
        orderNo: '2',
        memberCode: 'a',
        orderedAt: DAY0 + DAY_MS,
        paymentPrice: 5000,
        payments: [payment({ completedAt: DAY0 + DAY_MS })],
        lines: [line({ productNo: '200', productName: '접시' })],
      }),
      order({
        orderNo: '3',
        memberCode: 'b',
        ordererName: '이두리',
        payments: [payment({ completedAt: DAY0 + 1000 })],
      }),
      order({ orderNo: '4', memberCode: 'c', payments: [payment({ status: 'REFUND_COMPLETE' })] }),
    ])
    await run({ rows: 'buyers' })
    expect(text()).toBe(
      '\ufeff구매자명,연락처,이메일,주문수,누적결제금액,첫결제일시,최근결제일시,상품\r\n' +
        '홍길동,02-1234-5678,,2,15000,2026-01-10 12:00:00,2026-01-11 12:00:00,"접시, 도자기 머그"\r\n' +
        '이두리,,,1,10000,2026-01-10 12:00:01,2026-01-10 12:00:01,도자기 머그\r\n',
    )
  })

  it('reports what CP949 could not carry', async () => {
    const { run, path } = await setUp([order({ ordererName: '홍😀동', memberCode: 'a' })])
    const end = await run({ rows: 'buyers', encoding: 'cp949' })
    expect(end.result).toMatchObject({ replacedCharacters: 1, replacedSamples: ['😀'] })
    expect(readFileSync(path).subarray(0, 4).toString('hex')).toBe('b1b8b8c5')
  })
})

describe('a file that cannot be written', () => {
  it('leaves nothing behind when it is cancelled, and keeps the earlier file', async () => {
    const { run, folder, path, db } = await setUp(many(1500))
    writeFileSync(path, 'earlier')
    const stop = new AbortController()
    await expect(run({}, stop.signal, () => stop.abort())).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(readdirSync(folder)).toEqual(['out.csv'])
    expect(readFileSync(path, 'utf8')).toBe('earlier')
    expect(db.prepare('select count(*) from audit').pluck().get()).toBe(0)
  })

  it.each([
    ['a missing folder', (path: string) => join(path, 'no', 'out.csv'), 'EXPORT_FOLDER_MISSING'],
    ['a folder of that name', (path: string) => path, 'EXPORT_IS_FOLDER'],
    ['a name too long', (path: string) => join(path, `${'가'.repeat(200)}.csv`), 'EXPORT_BAD_NAME'],
    ['a name with a zero', (path: string) => join(path, 'a\0b.csv'), 'EXPORT_BAD_NAME'],
  ])('is refused with a code: %s', async (_what, pathOf, code) => {
    const { kind, folder } = await setUp(many(3))
    const payload = { path: pathOf(folder), spec: exportSpec.parse({}), scheduled: false }
    const signal = new AbortController().signal
    const run = { jobId: 'j', payload, attempt: 1, signal, progress: () => undefined, checkpoint: () => undefined }
    await expect(kind.run(run)).rejects.toMatchObject({ code })
    expect(readdirSync(folder)).toEqual([])
  })

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'is refused in a folder without permission',
    async () => {
      const { kind, folder } = await setUp(many(3))
      const shut = join(folder, 'shut')
      mkdirSync(shut)
      chmodSync(shut, 0o500)
      const payload = { path: join(shut, 'out.csv'), spec: exportSpec.parse({}), scheduled: false }
      const signal = new AbortController().signal
      const run = { jobId: 'j', payload, attempt: 1, signal, progress: () => undefined, checkpoint: () => undefined }
      await expect(kind.run(run)).rejects.toMatchObject({ code: 'EXPORT_DENIED' })
    },
  )

  it.skipIf(process.platform !== 'linux')('is refused when the disk is full', async () => {
    const { kind } = await setUp(many(3))
    const { toExportError } = await import('../../../main/exports/errors.ts')
    // Linux keeps a device that is always full.
    let thrown: unknown
    try {
      writeFileSync('/dev/full', 'x')
    } catch (error) {
      thrown = toExportError(error)
    }
    expect(thrown).toMatchObject({ code: 'EXPORT_DISK_FULL' })
    expect(kind.kind).toBe('export')
  })

  it('keeps the word of the file system for what nobody has met, and leaves alone what is not its', async () => {
    const { toExportError } = await import('../../../main/exports/errors.ts')
    const broken = Object.assign(new Error('i/o error'), { code: 'EIO' })
    expect(toExportError(broken)).toMatchObject({ code: 'EXPORT_DISK', message: expect.stringContaining('EIO') })
    const other = new Error('not of the file system')
    expect(toExportError(other)).toBe(other)
  })
})

describe('the audit of exports', () => {
  it('says how much left, and neither whose nor where to', async () => {
    const { run, db } = await setUp([order({ ordererName: '김비밀' })])
    await run({ filter: { search: '김비밀' } })
    const rows = db.prepare<[], { action: string; detail: string }>('select action, detail from audit').all()
    expect(rows).toEqual([{ action: 'exports.run', detail: '주문 품목 CSV 내보내기: 1줄, utf-8, 필터 적용' }])
  })
})

describe('presets', () => {
  const withQueue = async () => {
    const shop = await setUp(many(2))
    const added: { payload: unknown; key: string | undefined }[] = []
    const queue: JobQueue = {
      register: () => undefined,
      add: (_kind, payload, options) => {
        added.push({ payload, key: options?.key })
        return { jobId: `job-${added.length}`, existing: false }
      },
    }
    const jobs = new Map<string, Job>()
    const jobOf = (jobId: string) => {
      const found = jobs.get(jobId)
      if (found === undefined) throw new Error('no such job')
      return found
    }
    const handlers = exportsHandlers({ db: shop.db, clock: { now: () => NOW }, queue, kind: shop.kind, jobOf })
    return { ...shop, added, queue, jobs, handlers }
  }

  it('are saved, changed, scheduled and removed', async () => {
    const { handlers, folder } = await withQueue()
    const spec = exportSpec.parse({ rows: 'buyers' })
    const saved = await handlers['exports.savePreset']({ name: '매일 구매자', spec })
    expect(saved).toMatchObject({ name: '매일 구매자', spec, schedule: null, lastRunAt: null })
    await handlers['exports.savePreset']({ presetId: saved.presetId, name: '구매자', spec })
    const schedule = { folder, everyHours: 24 }
    await handlers['exports.schedule']({ presetId: saved.presetId, schedule })
    expect(await handlers['exports.presets']({})).toEqual({ items: [{ ...saved, name: '구매자', schedule }] })
    expect(await handlers['exports.removePreset']({ presetId: saved.presetId })).toEqual({ removed: true })
    expect(await handlers['exports.removePreset']({ presetId: saved.presetId })).toEqual({ removed: false })
    await expect(async () =>
      handlers['exports.savePreset']({ presetId: 'gone', name: 'x', spec }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('are due once every so many hours, into a file that names no one', async () => {
    const { handlers, folder, db, queue, kind, added } = await withQueue()
    const saved = await handlers['exports.savePreset']({
      name: '김비밀 고객',
      spec: exportSpec.parse({ rows: 'buyers' }),
    })
    await handlers['exports.schedule']({ presetId: saved.presetId, schedule: { folder, everyHours: 6 } })
    const hour = 60 * 60 * 1000
    const [due] = dueScheduledExports(db, NOW)
    expect(due?.payload.path).toMatch(/jangteo-buyers-2026-11-21-1406-[0-9a-f]{4}\.csv$/)
    expect(queueDueExports(db, queue, kind, NOW)).toEqual(['job-1'])
    expect(queueDueExports(db, queue, kind, NOW + 6 * hour - 1)).toEqual([])
    expect(queueDueExports(db, queue, kind, NOW + 100 * hour)).toEqual(['job-2'])
    expect(added[0]).toMatchObject({ key: `preset:${saved.presetId}`, payload: { scheduled: true } })
  })

  it('refuse a folder or file that is not an absolute path', async () => {
    const { handlers, added } = await withQueue()
    await expect(async () =>
      handlers['exports.run']({ ...exportSpec.parse({}), path: 'out.csv' }),
    ).rejects.toMatchObject({
      code: 'EXPORT_BAD_NAME',
    })
    expect(added).toEqual([])
  })

  it('answer a finished export, and the error of a failed one', async () => {
    const { handlers, jobs } = await withQueue()
    const job = {
      jobId: 'a',
      kind: 'export',
      status: 'succeeded' as const,
      outcome: 'ok' as const,
      attempts: 1,
      nextAttemptAt: null,
      createdAt: NOW,
      startedAt: NOW,
      finishedAt: NOW,
      progress: { path: '/x', rows: 3, replacedCharacters: 0, replacedSamples: [] },
      lastError: null,
    }
    jobs.set('a', job)
    expect(await handlers['exports.result']({ jobId: 'a' })).toEqual(job.progress)
    jobs.set('a', { ...job, status: 'running', progress: { rows: 1 } })
    await expect(async () => handlers['exports.result']({ jobId: 'a' })).rejects.toMatchObject({
      code: 'EXPORT_NOT_DONE',
    })
    const lastError = { code: 'EXPORT_DENIED', message: 'm', nextStep: 'n', retryable: false }
    jobs.set('a', { ...job, status: 'dead', lastError })
    await expect(async () => handlers['exports.result']({ jobId: 'a' })).rejects.toMatchObject({
      code: 'EXPORT_DENIED',
    })
    jobs.set('a', { ...job, kind: 'order-sync' })
    await expect(async () => handlers['exports.result']({ jobId: 'a' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
