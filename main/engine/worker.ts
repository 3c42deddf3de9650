import { parentPort, workerData } from 'node:worker_threads'
import type { EngineCallName, Input } from '../../shared/contract.ts'
import { toErrorShape } from '../../shared/errors.ts'
import { type Engine, openEngine } from './engine.ts'
import type { EngineStart, FromEngine, ToEngine } from './protocol.ts'

/** The engine's thread: everything the windows must never wait for happens here. */
async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const send = (message: FromEngine) => port.postMessage(message)
  let engine: Engine
  try {
    engine = await openEngine({
      ...(workerData as EngineStart),
      background: true,
      emit: (name, payload) => send({ type: 'event', name, payload }),
      log: (level, text) => send({ type: 'log', level, text }),
    })
  } catch (error) {
    send({ type: 'failed', error: toErrorShape(error) })
    port.close()
    return
  }
  port.on('message', (message: ToEngine) => {
    if (message.type === 'call') {
      void engine
        .call(message.name, message.input as Input<EngineCallName>)
        .then((result) => send({ type: 'reply', id: message.id, result }))
    } else if (message.type === 'resume') engine.wake()
    else {
      void engine.close().finally(() => {
        send({ type: 'closed' })
        port.close()
      })
    }
  })
  send({ type: 'ready' })
}

if (parentPort !== null) await serve(parentPort)
