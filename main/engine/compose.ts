import { dirname, join } from 'node:path'
import type { Connection } from '../../shared/contract/connections.ts'
import type { Emit, EngineCallName, EventPayload, Handlers } from '../../shared/contract.ts'
import type { AppErrorShape } from '../../shared/errors.ts'
import type { Market } from '../../shared/market.ts'
import { type Wholesaler, wholesalers } from '../../shared/product.ts'
import type { Clock } from '../../shared/time.ts'
import { createAccess } from '../access/service.ts'
import { buyersHandlers } from '../buyers/handlers.ts'
import { BuyerIndex } from '../buyers/repository-index.ts'
import { connectionsHandlers } from '../connections/handlers.ts'
import { imwebConnection } from '../connections/imweb/service.ts'
import { registryOf } from '../connections/registry.ts'
import { dashboardHandlers, noteBuyersSeen } from '../dashboard/handlers.ts'
import { exportsHandlers } from '../exports/handlers.ts'
import { exportKind } from '../exports/job.ts'
import { queueDueExports } from '../exports/schedule.ts'
import { createImwebClient } from '../imweb/client.ts'
import { imwebCode } from '../imweb/errors.ts'
import { jobsHandlers } from '../jobs/handlers.ts'
import { createJobQueue } from '../jobs/queue.ts'
import { freshener, freshenTask } from '../listings/freshen.ts'
import { listingHandlers, listingKinds } from '../listings/handlers.ts'
import { createLife } from '../listings/life/life.ts'
import { storedTerms } from '../listings/life/repository-terms.ts'
import { isWellConnected } from '../listings/life/schedule.ts'
import { createMarketFacts } from '../listings/market-facts.ts'
import { operatorsCall } from '../listings/market-handlers.ts'
import { rederive } from '../listings/rederive.ts'
import { marketAccount } from '../listings/repository-account.ts'
import { listingIdsOf } from '../listings/repository-list.ts'
import { apiCallsHandlers } from '../net/api-calls.handlers.ts'
import { createCallLog } from '../net/api-calls.ts'
import type { Endpoints } from '../net/endpoints.ts'
import { createHttpClient } from '../net/http-client.ts'
import { createLimiter, createOpenLimiter } from '../net/limiter.ts'
import { limits, permitted } from '../net/limits.ts'
import type { Logger } from '../net/log.ts'
import { ordersHandlers } from '../orders/list.ts'
import { saveOrders, saveSetAside } from '../orders/repository.ts'
import { createSyncControl } from '../orders/sync-handlers.ts'
import { orderSyncKind } from '../orders/sync-job.ts'
import { countSetAside, readSyncState } from '../orders/sync-state.repository.ts'
import { pricingHandlers } from '../pricing/handlers.ts'
import { offerMargins } from '../pricing/repository-margins.ts'
import { checkKind } from '../products/check-job.ts'
import { nextCheckAt, startDueChecks } from '../products/checks.ts'
import { collectKind } from '../products/collect-job.ts'
import { productsHandlers } from '../products/handlers-collect.ts'
import { importKind } from '../products/import/import.ts'
import { startDuePlans } from '../products/plans.ts'
import { storedCount } from '../products/repository-collect.ts'
import { openSettings, settingsHandlers } from '../settings/handlers.ts'
import { archiveShop } from '../store/archive.ts'
import { writeAudit } from '../store/audit.ts'
import { auditHandlers } from '../store/audit-handlers.ts'
import { storeHandlers } from '../store/handlers.ts'
import { getMeta, setMeta } from '../store/meta.ts'
import type { Store } from '../store/open.ts'
import { appHandlers } from './app-handlers.ts'
import { tellingLife } from './listed-told.ts'
import { marketConnections } from './markets.ts'
import type { HomePaths } from './paths.ts'
import type { EmbeddedPractice } from './practice.ts'
import { createScheduler } from './scheduler.ts'
import { practiceSecrets, realSecrets } from './secrets.ts'
import { engineTasks } from './tasks.ts'
import { wholesalerConnections } from './wholesalers.ts'

export interface ComposeOptions {
  paths: HomePaths
  store: Store
  clock: Clock
  logger: Logger
  version: string
  mode: 'real' | 'practice'
  endpoints: Endpoints
  practice: EmbeddedPractice | undefined
  unlimited: boolean
  /** Pictures may come from this computer's own services: practice, or JANGTEO_ENDPOINTS. */
  localServices: boolean
  background: boolean
  emit: Emit
}

/** The composition root: every part of the engine is made here and meets the others only through what it is given. */
export function compose(options: ComposeOptions) {
  const { paths, store, clock, logger, practice } = options
  const emit: Emit = (name, payload) => {
    if (name !== 'notify' || mayNotify(payload as EventPayload<'notify'>)) options.emit(name, payload)
    if (name === 'orders.changed') access.stored()
  }
  const { db } = store
  const log = (level: 'info' | 'warn' | 'error', text: string) => logger[level](text)

  const mayNotify = ({ kind }: EventPayload<'notify'>): boolean =>
    kind === 'connection' ? settings.get().notifyConnections : settings.get().notifyNewBuyers
  const settings = openSettings(db, clock, emit, () => scheduler.wake())
  const calls = createCallLog(db, clock)
  const jobs = createJobQueue({ db, clock, emit, log, retries: options.background })
  const index = new BuyerIndex(db)

  const imwebLimiter =
    options.unlimited || limits.imweb === undefined
      ? createOpenLimiter(clock)
      : createLimiter({ ...permitted(limits.imweb), clock })
  const imwebHttp = createHttpClient({
    service: 'imweb',
    baseUrl: options.endpoints.imweb,
    limiter: imwebLimiter,
    recordCall: calls.record,
    readErrorCode: imwebCode,
    version: options.version,
    clock,
  })

  const onOtherShop = async (previous: string, next: string) => {
    const backup = await archiveShop(db, { database: paths.database, backups: paths.backups }, previous, clock.now())
    writeAudit(
      db,
      clock.now(),
      'shop.archived',
      `다른 상점을 연결하여 이전 상점의 주문을 백업 ${backup.name}에 보관했습니다.`,
    )
    log('info', `archived shop data before connecting ${next === '' ? 'another' : 'the next'} shop`)
    emit('orders.changed', { added: 0, updated: 0 })
    emit('buyers.changed', { added: 0, removed: 0 })
  }
  const secrets = options.mode === 'practice' ? practiceSecrets(paths) : realSecrets(paths)
  const imweb = imwebConnection({
    db,
    secrets,
    http: imwebHttp,
    clock,
    emit: (name, payload) => {
      emit(name, payload)
      // A shop that was just connected is read at once, not at the next round.
      if (name === 'connection.changed') scheduler.wake()
    },
    baseUrl: options.endpoints.imweb,
    lockFile: join(dirname(paths.lock), 'tokens.lock'),
    onOtherShop,
  })
  const byWholesaler = wholesalerConnections({
    ...{ db, secrets, clock, emit, logger, calls },
    endpoints: options.endpoints,
    version: options.version,
  })
  const access = createAccess({
    ...{ db, secrets, clock, emit, log },
    recordCall: calls.record,
    version: options.version,
    base: options.endpoints['buyer-app'],
  })
  const byMarket = marketConnections({
    ...{ db, secrets, clock, emit, logger, calls },
    endpoints: options.endpoints,
    version: options.version,
    unlimited: options.unlimited,
    localServices: options.localServices,
  })
  const registry = registryOf(
    imweb,
    ...Object.values(byWholesaler),
    ...Object.values(byMarket.connections),
    access.connection,
  )
  const connections = (): Connection[] => [...registry.values()].map((entry) => entry.view())
  const site = () => imweb.view().siteCode

  const client = createImwebClient({ http: imwebHttp, tokens: imweb.tokens, unitCode: () => imweb.view().unitCode })
  const syncKind = orderSyncKind({
    db,
    clock,
    client,
    site,
    saveOrders,
    saveSetAside,
    settings: settings.get,
    emit,
    onRefused: imweb.refused,
  })
  const exporting = exportKind({ db, index, clock })
  jobs.register(syncKind)
  jobs.register(exporting)
  // Read at each use: a new connection brings a new adapter.
  const adapters = {
    get ownerclan() {
      return byWholesaler.ownerclan.adapter
    },
    get zentrade() {
      return byWholesaler.zentrade.adapter
    },
    get domeggook() {
      return byWholesaler.domeggook.adapter
    },
  }
  const marketAdapters = {
    get coupang() {
      return byMarket.connections.coupang.adapter
    },
    get naver() {
      return byMarket.connections.naver.adapter
    },
    get '11st'() {
      return byMarket.connections['11st'].adapter
    },
  }
  offerMargins(db, (market) => marketAdapters[market].capabilities.priceStep)
  const marketFacts = createMarketFacts({ db, clock, adapters: marketAdapters })
  const life = createLife({
    ...{ db, clock, emit, log, queue: jobs, facts: marketFacts },
    adapters: marketAdapters,
    connections: byMarket.connections,
    terms: storedTerms(db, (market) => marketAdapters[market].capabilities.priceStep),
    account: (market) => marketAccount(db, market)?.account ?? null,
    select: (filter) => listingIdsOf(db, filter),
    background: options.background,
    freshen: {
      listings: (ids, signal) => rederive(listing, ids, signal, { quiet: true }),
      market: (market, signal) => freshener(listing)([market], signal),
    },
  })
  const listing = {
    ...{ db, clock, emit, queue: jobs, adapters: marketAdapters, facts: marketFacts },
    ...{ connections: byMarket.connections, pictures: byMarket.pictures, renewed: life.renewed },
  }
  const mayAskMarket = (market: Market) => isWellConnected(byMarket, market)
  const drafts = listingKinds(listing, mayAskMarket)
  jobs.register(drafts.drafting)
  jobs.register(drafts.rechecking)
  jobs.register(drafts.pictures)
  jobs.register(drafts.freshening)
  jobs.register(life.kinds.uploading)
  jobs.register(life.kinds.syncing)
  const collecting = collectKind({
    ...{ db, clock, emit, adapters, connections: byWholesaler },
    onChanged: life.productsChanged,
  })
  const checking = checkKind({
    ...{ db, clock, emit, adapters, connections: byWholesaler },
    onChanged: life.productsChanged,
  })
  const importing = importKind({ db, clock, emit })
  /** A refused password that is sent every hour locks the account. */
  const mayAsk = (wholesaler: Wholesaler) =>
    !['disconnected', 'needs_reauth'].includes(byWholesaler[wholesaler].view().state)
  jobs.register(collecting)
  jobs.register(checking)
  jobs.register(importing)
  const sync = createSyncControl({
    db,
    jobs,
    kind: syncKind,
    settings,
    site,
    connectionState: () => imweb.view().state,
    nextAt: () => scheduler.nextAt('sync'),
  })

  /** Once for each consent, whatever happens to the program meanwhile. */
  const warnOfConsent = ({ service, consentedAt }: Connection, { message, nextStep }: AppErrorShape): void => {
    const key = `consent-warned:${service}`
    if (consentedAt === null || getMeta(db, key) === String(consentedAt)) return
    setMeta(db, key, String(consentedAt))
    emit('notify', {
      kind: 'connection',
      title: '아임웹 동의를 새로 할 때가 되었습니다',
      body: `${message} ${nextStep}`,
    })
  }

  const scheduler = createScheduler(
    engineTasks({
      nextSyncAt: sync.nextSyncAt,
      rescannedAt: () => readSyncState(db, site() ?? '').rescannedAt,
      startSync: (mode) => void sync.start(mode),
      backupDaily: () => store.backupDaily(),
      startedAt: clock.now(),
      nextAccessEnd: access.nextEnd,
      endAccess: access.expire,
      housekeeping: () => {
        calls.prune()
        access.prune()
      },
      checkConnections: async () => {
        for (const { view, check } of registry.values()) {
          const before = view()
          if (before.problem === null) continue
          // A keychain that was locked heals when it is asked again; a consent ages without anything happening.
          if (before.state === 'needs_setup' && before.problem.code.startsWith('KEYCHAIN_')) await check()
          else emit('connection.changed', before)
          if (before.problem.code === 'CONSENT_OLD') warnOfConsent(before, before.problem)
        }
      },
      startDuePlans: () => void startDuePlans({ db, clock, queue: jobs, kind: collecting, mayAsk }),
      startDueChecks: () => {
        const isRefused = (wholesaler: Wholesaler) => byWholesaler[wholesaler].view().state !== 'connected'
        return startDueChecks({ db, clock, adapters, queue: jobs, kind: checking, mayAsk, isRefused })
      },
      nextCheckAt: (lastAt, now) => nextCheckAt(db, lastAt, now),
      runDueExports: () => void queueDueExports(db, jobs, exporting, clock.now()),
      listings: [...life.tasks, freshenTask({ db, queue: jobs, kind: drafts.freshening, mayAsk: mayAskMarket })],
    }),
    {
      clock,
      log,
      lastRun: {
        get: (name) => Number(getMeta(db, `schedule:${name}`) ?? Number.NaN) || null,
        set: (name, at) => setMeta(db, `schedule:${name}`, String(at)),
      },
    },
  )

  /** The list of buyers is what the window asks for first: it is read while the window still opens. */
  const warmUp = (): void => {
    try {
      if (db.open) index.columns()
    } catch (error) {
      logger.warn('the list of buyers could not be read ahead', { error: String(error) })
    }
  }

  const listed = listingHandlers(listing, drafts)
  const buyers = buyersHandlers({ db, index, clock })
  const handlers = {
    ...connectionsHandlers({ registry, imweb }),
    ...sync.handlers,
    ...ordersHandlers({ db, index, clock }),
    ...buyers,
    'buyers.list': async (input) => {
      const page = await buyers['buyers.list'](input)
      if (page.items.length > 0) noteBuyersSeen(db)
      return page
    },
    ...access.handlers,
    ...exportsHandlers({ db, clock, queue: jobs, kind: exporting, jobOf: jobs.get }),
    ...productsHandlers({
      ...{ db, clock, emit, adapters, connections: byWholesaler, queue: jobs },
      ...{ collect: collecting, importer: importing, mayAsk },
    }),
    ...pricingHandlers({
      ...{ db, clock, marketStep: (market) => marketAdapters[market].capabilities.priceStep },
      categories: async (market) => (await marketFacts.categoriesAt(market, operatorsCall(), false)).value,
      onRulesChanged: life.termsChanged,
    }),
    ...listed,
    ...tellingLife(listed, life),
    ...life.handlers,
    ...jobsHandlers(jobs, clock),
    ...apiCallsHandlers(calls, clock),
    ...auditHandlers(db, clock),
    ...settingsHandlers(settings),
    ...storeHandlers({ store, clock, emit }),
    ...dashboardHandlers({
      db,
      clock,
      connections,
      lastSyncAt: () => readSyncState(db, site() ?? '').completeUntil,
      setAside: () => countSetAside(db),
    }),
    ...appHandlers({
      db,
      version: options.version,
      mode: options.mode,
      problem: store.problem,
      practice,
      connections,
      products: () => wholesalers.reduce((sum, wholesaler) => sum + storedCount(db, wholesaler), 0),
    }),
  } satisfies Handlers<EngineCallName>

  return {
    store,
    jobs,
    handlers: handlers as Handlers<EngineCallName>,
    start: () => {
      jobs.open()
      scheduler.open()
      access.open()
      setImmediate(warmUp)
    },
    wake: () => {
      scheduler.wake()
      jobs.wake()
      access.wake()
    },
    close: async () => {
      scheduler.close()
      await access.close()
      await imweb.close()
      await jobs.close()
      calls.close()
      store.close()
    },
  }
}

export type Composed = ReturnType<typeof compose>
