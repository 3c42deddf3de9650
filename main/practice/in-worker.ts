import { Worker } from 'node:worker_threads'
import type { Practice } from './index.ts'
import type { PracticeOptions, PracticeReply, PracticeRequest, PracticeStarted } from './messages.ts'
import { remoteControl } from './remote-control.ts'

const CLOSE_MS = 3000

/** The services in a worker thread run from `file`. */
export async function inWorker(file: string, options: PracticeOptions): Promise<Practice> {
  // Nothing of the caller's start-up flags: a test runner's loader has no place in the worker.
  const worker = new Worker(file, { workerData: options, execArgv: [], name: 'practice' })
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  const started = Promise.withResolvers<PracticeStarted>()
  const ended = Promise.withResolvers<{ unexpected: boolean }>()
  let closing = false
  let lastId = 0

  const giveUp = (reason: Error) => {
    started.reject(reason)
    for (const one of waiting.values()) one.reject(reason)
    waiting.clear()
  }
  worker.on('message', (reply: PracticeReply) => {
    if (reply.type === 'started') started.resolve(reply.started)
    else if (reply.type === 'failed') started.reject(new Error(reply.message))
    else if (reply.type === 'answer') {
      const one = waiting.get(reply.id)
      waiting.delete(reply.id)
      if (reply.ok) one?.resolve(reply.value)
      else one?.reject(new Error(reply.message))
    }
  })
  worker.on('error', giveUp)
  worker.on('exit', () => {
    giveUp(new Error('the practice services have stopped'))
    ended.resolve({ unexpected: !closing })
  })
  const send = (request: PracticeRequest) => worker.postMessage(request)

  const { endpoints, credentials } = await started.promise.catch(async (error: unknown) => {
    await worker.terminate()
    throw error
  })
  return {
    endpoints,
    credentials,
    control: remoteControl((service, name, args) => {
      if (closing) return Promise.reject(new Error('the practice services have stopped'))
      const answer = Promise.withResolvers<unknown>()
      lastId += 1
      waiting.set(lastId, answer)
      send({ type: 'call', id: lastId, service, name, args })
      return answer.promise
    }),
    runsIn: 'worker',
    ended: ended.promise,
    async close() {
      closing = true
      send({ type: 'close' })
      const late = setTimeout(() => void worker.terminate(), CLOSE_MS)
      await ended.promise
      clearTimeout(late)
    },
  }
}
