import { parentPort, workerData } from 'node:worker_threads'
import type { PracticeOptions, PracticeReply, PracticeRequest } from './messages.ts'
import { startServices } from './services.ts'

/** The practice services in a thread of their own, so that a busy shop never holds up the engine. */
const port = parentPort
if (!port) throw new Error('the practice worker runs in a worker thread only')
const tell = (reply: PracticeReply) => port.postMessage(reply)
const words = (error: unknown) => (error instanceof Error ? error.message : String(error))

try {
  const services = await startServices(workerData as PracticeOptions)
  const { endpoints, credentials } = services
  port.on('message', async (request: PracticeRequest) => {
    if (request.type === 'close') {
      await services.close()
      tell({ type: 'closed' })
      port.close()
      return
    }
    const { id, service, name, args } = request
    try {
      tell({ type: 'answer', id, ok: true, value: await services.call(service, name, args) })
    } catch (error) {
      tell({ type: 'answer', id, ok: false, message: words(error) })
    }
  })
  tell({ type: 'started', started: { endpoints, credentials } })
} catch (error) {
  tell({ type: 'failed', message: words(error) })
}
