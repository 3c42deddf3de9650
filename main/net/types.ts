/** One outgoing call. `path` is appended to the service's base; `template` is what the log shows instead of it. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  path: string
  /** `/orders/{orderNo}`: the path as logged. Absent: `path`, which then must carry nothing secret or personal. */
  template?: string
  query?: Record<string, string | number | undefined>
  headers?: Record<string, string>
  /** Made when the call leaves, after its wait for the limit: a signature that holds the time. What it throws keeps the call here. */
  headersNow?: () => Record<string, string>
  /** At most one of form, json and body. */
  form?: Record<string, string>
  json?: unknown
  body?: Uint8Array
  /** May be sent again after an unknown result. GETs are by default, all else is not. */
  idempotent?: boolean
  /** What the operator waits for goes ahead of background work. */
  priority?: 'interactive' | 'background'
  /** All tries and waits together, ms. Default 60_000. */
  deadlineMs?: number
  /** One try, ms. Default 30_000. */
  timeoutMs?: number
  /** Longest reply accepted, bytes. Default 32 MiB. */
  maxBytes?: number
  /**
   * `data` (default): HTML and DOCTYPE are refused. `json`: besides, a reply below 400 must parse, else it is asked for
   * again where that is safe and ends as NET_NOT_JSON. `any`: taken as it comes.
   */
  expect?: 'data' | 'json' | 'any'
  /** 5xx come back as replies: the service says in their bodies what is wrong (11st answers refusals and unknown addresses with 500). */
  readsServerErrors?: boolean
  signal?: AbortSignal
}

export interface HttpReply {
  status: number
  headers: Record<string, string>
  bytes: Buffer
  traceId: string
  text(): string
  /** Parsed with every digit kept: integers beyond 2^53 come as text. Throws NET_NOT_JSON. */
  json(): unknown
}

export interface HttpClient {
  /**
   * Answers for every status below 500 except 408, 425 and 429, which are waited for and retried while the deadline allows.
   * Throws AppError: NET_UNREACHABLE (never sent: DNS, refused), NET_BROKEN and NET_TIMEOUT (sent, result unknown),
   * NET_TOO_LARGE, NET_RATE_LIMITED, NET_SERVER_ERROR, NET_HTML (an HTML page where data was due), CANCELLED.
   */
  request(request: HttpRequest): Promise<HttpReply>
  limiter: LimiterView
}

export interface LimiterView {
  view(): { capacity: number; perSecond: number; available: number; queued: number; blockedUntil: number | null }
}
