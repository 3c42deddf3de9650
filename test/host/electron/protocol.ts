type Answer = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Answer>()

export const protocol = {
  registerSchemesAsPrivileged: () => {},
  handle: (scheme: string, answer: Answer) => {
    handlers.set(scheme, answer)
  },
}

export const answerScheme = async (url: string, method: string): Promise<Response | null> => {
  const handler = handlers.get(new URL(url).protocol.slice(0, -1))
  return handler === undefined ? null : handler(new Request(url, { method }))
}
