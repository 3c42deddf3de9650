import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPracticeImweb } from '../../main/practice/imweb/index.ts'
import { Sqlite } from '../../main/store/db.ts'
import { cli, cliPlace, connectByCli, startCli } from '../support/cli.ts'
import { truthOf } from '../support/truth.ts'

export interface KillReport {
  kills: number
  /** Kills that hit a refresh between its mark and its end: the operator was asked to consent again. */
  consents: number
  refreshes: number
  mostUsesOfOneRefreshToken: number
  integrity: string
  orders: { stored: number; doubled: number; truth: number }
  buyers: { stored: number; truth: number }
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

/**
 * kill -9 at random moments of syncs whose tokens live for two seconds, over a shop that changes meanwhile;
 * at the end one undisturbed sync, and what is stored against the truth.
 */
export async function killManyTimes(
  kills: number,
  folder: string,
  random: () => number = Math.random,
): Promise<KillReport> {
  const redirectUri = `http://localhost:${await freePort()}/imweb/callback`
  const practice = await startPracticeImweb({
    orders: 2500,
    arrivalEveryMs: 0,
    limits: null,
    accessLifeMs: 2000,
    credentials: { redirectUri },
    redirectUris: [redirectUri],
  })
  const place = cliPlace(folder, practice)
  let consents = 0
  const connect = async () => {
    const result = await connectByCli(place, practice)
    if (result.code !== 0) throw new Error(`connect failed: ${result.stderr}`)
    consents += 1
  }
  try {
    await connect()
    for (let killed = 0; killed < kills; ) {
      if (killed % 10 === 9) practice.control.addOrder()
      // A shop that answers slowly is met in the middle of more things.
      if (killed % 3 === 0) practice.control.fault({ kind: 'slow', times: 3, ms: 60 })
      const run = startCli(place, ['sync', 'imweb', ...(random() < 0.4 ? ['--full'] : []), '--json'])
      const ended = await Promise.race([run.done, sleep(150 + random() * 900).then(() => null)])
      if (ended === null) {
        run.child.kill('SIGKILL')
        await run.done
        killed += 1
      } else if (ended.code !== 0) {
        await connect()
      }
    }
    practice.control.clearFaults()
    let last = await cli(place, ['sync', 'imweb', '--full'])
    if (last.code !== 0) {
      await connect()
      last = await cli(place, ['sync', 'imweb', '--full'])
    }
    if (last.code !== 0) throw new Error(`last sync failed: ${last.stderr}`)

    const truth = truthOf([...practice.truth()])
    const db = new Sqlite(join(place.home, 'jangteo.db'), { readonly: true })
    const one = <T>(sql: string) => db.prepare(sql).pluck().get() as T
    const numbers = db.prepare('select order_no from orders').pluck().all() as string[]
    const report: KillReport = {
      kills,
      consents: consents - 1,
      refreshes: Object.keys(practice.control.seen().refreshUses).length,
      mostUsesOfOneRefreshToken: Math.max(0, ...Object.values(practice.control.seen().refreshUses)),
      integrity: one<string>('pragma integrity_check'),
      orders: {
        stored: numbers.filter((no) => truth.orderNos.has(no)).length,
        doubled: numbers.length - new Set(numbers).size,
        truth: truth.orders,
      },
      buyers: { stored: one<number>("select count(*) from buyer where state = 'buyer'"), truth: truth.buyers },
    }
    db.close()
    return report
  } finally {
    await practice.close()
  }
}
