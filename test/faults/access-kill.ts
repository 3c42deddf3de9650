import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPracticeBuyerApp } from '../../main/practice/buyer-app/index.ts'
import { Sqlite } from '../../main/store/db.ts'
import { type AccessHistory, truthAfter } from './access-steps.ts'

export interface AccessKillReport {
  kills: number
  steps: number
  /** Events the app took, each once. */
  events: number
  truth: number
  /** People whom the app lets in wrongly, not at all, or for other products than the truth. */
  wrong: number
  badSignatures: number
  otherBodies: number
  overtaken: number
  /** Any other request that the app had to refuse. */
  refused: number
  pending: number
  integrity: string
}

/** kill -9 at random moments of storing and telling, to an app that fails one time in eight and loses answers. */
export async function killTellings(
  kills: number,
  home: string,
  history: AccessHistory,
  random: () => number = Math.random,
): Promise<AccessKillReport> {
  const app = await startPracticeBuyerApp({ chaos: 0.12, random })
  const start = (stopAt: number | null) => {
    const input = { ...history, ...app.credentials, home, stopAt }
    const child = spawn(process.execPath, [join(import.meta.dirname, 'access-child.ts'), JSON.stringify(input)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let complaint = ''
    const ready = Promise.withResolvers<void>()
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      ready.resolve()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString()
    })
    const done = new Promise<{ output: string; complaint: string }>((resolve) => {
      child.on('close', () => resolve({ output: output.trim().split('\n').at(-1) ?? '', complaint }))
    })
    return { child, done, ready: ready.promise }
  }
  try {
    for (let killed = 0; killed < kills; killed += 1) {
      const run = start(null)
      // Also while it opens: a tenth of the kills do not wait.
      if (random() > 0.1) await Promise.race([run.ready, run.done])
      const ended = await Promise.race([run.done, sleep(30 + random() * 600).then(() => null)])
      if (ended !== null) throw new Error(`the child ended by itself: ${ended.complaint}`)
      run.child.kill('SIGKILL')
      await run.done
    }
    app.control.setChaos(0)
    const { output, complaint } = await start(2 * history.orders).done
    if (!output.startsWith('{')) throw new Error(`the last run failed: ${complaint}`)
    const { left, steps } = JSON.parse(output) as { left: { pending: number }; steps: number }
    const db = new Sqlite(join(home, 'jangteo.db'), { readonly: true })
    const integrity = String(db.pragma('integrity_check', { simple: true }))
    db.close()

    const truth = truthAfter(steps, history)
    const theirs = new Map(
      app.control.list().map(({ email, products }) => [
        email,
        products
          .map((p) => p.productId)
          .sort()
          .join(' '),
      ]),
    )
    const everybody = new Set([...truth.keys(), ...theirs.keys()])
    const problems = app.control.problems()
    const count = (pattern: RegExp) => problems.filter((problem) => pattern.test(problem)).length
    return {
      kills,
      steps,
      events: app.control.events().length,
      truth: truth.size,
      wrong: [...everybody].filter((who) => truth.get(who) !== theirs.get(who)).length,
      badSignatures: count(/^401/),
      otherBodies: count(/^409/),
      overtaken: count(/overtaken/),
      refused: count(/^(?!401|409|200)/),
      pending: left.pending,
      integrity,
    }
  } finally {
    await app.close()
  }
}
