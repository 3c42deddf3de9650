/** A parser for the part of GraphQL that one read needs: one operation with variables, arguments, aliases and selections. */

export class QueryRefused extends Error {}

export type Value =
  | { kind: 'variable'; name: string }
  | { kind: 'literal'; value: unknown }
  | { kind: 'enum'; name: string }
  | { kind: 'list'; values: Value[] }

export interface Field {
  name: string
  alias: string
  args: Map<string, Value>
  /** null where the field has no selection of its own. */
  selection: Field[] | null
}

export interface TypeRef {
  name: string
  required: boolean
  /** `[T]`: the type of the elements stands in `name`. */
  list: boolean
}

export interface Operation {
  type: 'query' | 'mutation'
  name: string | null
  variables: Map<string, { type: TypeRef; fallback: Value | null }>
  selection: Field[]
}

const token =
  /\s*(?:#[^\n]*\n\s*)*(?:,\s*)*("""|"(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\.\.|[A-Za-z_]\w*|[{}()[\]:=!$@|&]|$)/y

const tokensOf = (text: string): string[] => {
  const tokens: string[] = []
  token.lastIndex = 0
  for (;;) {
    const at = token.lastIndex
    const found = token.exec(text)
    if (!found) throw new QueryRefused(`Syntax Error: Unexpected character: "${text.slice(at).trim()[0] ?? ''}".`)
    const [, word = ''] = found
    if (word === '') return tokens
    tokens.push(word)
  }
}

const isName = (word: string | undefined): word is string => word !== undefined && /^[A-Za-z_]\w*$/.test(word)
const DEEPEST = 12

export function parseQuery(text: string): Operation[] {
  const tokens = tokensOf(text)
  let at = 0
  const peek = () => tokens[at]
  const take = () => tokens[at++]
  const refuse = (): never => {
    throw new QueryRefused(`Syntax Error: Unexpected ${peek() === undefined ? '<EOF>' : `"${peek()}"`}.`)
  }
  const eat = (word: string) => (peek() === word ? take() : refuse())
  const name = (): string => {
    const word = peek()
    if (!isName(word)) return refuse()
    at += 1
    return word
  }

  const value = (): Value => {
    const word = take()
    if (word === '$') return { kind: 'variable', name: name() }
    if (word === '[') {
      const values: Value[] = []
      while (peek() !== ']') values.push(peek() === undefined ? refuse() : value())
      take()
      return { kind: 'list', values }
    }
    if (word === undefined || word === '"""') return refuse()
    if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true' }
    if (word === 'null') return { kind: 'literal', value: null }
    if (isName(word)) return { kind: 'enum', name: word }
    if (/^["\d-]/.test(word)) return { kind: 'literal', value: JSON.parse(word) }
    at -= 1
    return refuse()
  }

  const args = (): Map<string, Value> => {
    const found = new Map<string, Value>()
    if (peek() !== '(') return found
    take()
    while (peek() !== ')') {
      const key = name()
      eat(':')
      found.set(key, value())
    }
    take()
    if (found.size === 0) refuse()
    return found
  }

  const selection = (depth: number): Field[] => {
    if (depth > DEEPEST) throw new QueryRefused('Query is too deep.')
    eat('{')
    const fields: Field[] = []
    while (peek() !== '}') {
      const first = name()
      const aliased = peek() === ':'
      if (aliased) take()
      const field = aliased ? name() : first
      const given = args()
      fields.push({ name: field, alias: first, args: given, selection: peek() === '{' ? selection(depth + 1) : null })
    }
    take()
    if (fields.length === 0) throw new QueryRefused('Syntax Error: Expected Name, found "}".')
    return fields
  }

  const typeRef = (): TypeRef => {
    const list = peek() === '['
    if (list) take()
    const inner = name()
    if (list) {
      if (peek() === '!') take()
      eat(']')
    }
    const required = peek() === '!'
    if (required) take()
    return { name: inner, list, required }
  }

  const variables = (): Operation['variables'] => {
    const found: Operation['variables'] = new Map()
    if (peek() !== '(') return found
    take()
    while (peek() !== ')') {
      eat('$')
      const key = name()
      eat(':')
      const type = typeRef()
      const hasFallback = peek() === '='
      if (hasFallback) take()
      found.set(key, { type, fallback: hasFallback ? value() : null })
    }
    take()
    return found
  }

  const operations: Operation[] = []
  while (peek() !== undefined) {
    if (peek() === '{') {
      operations.push({ type: 'query', name: null, variables: new Map(), selection: selection(1) })
      continue
    }
    const type = take()
    if (type !== 'query' && type !== 'mutation') {
      at -= 1
      refuse()
    }
    const own = isName(peek()) ? name() : null
    operations.push({ type: type as 'query' | 'mutation', name: own, variables: variables(), selection: selection(1) })
  }
  if (operations.length === 0) throw new QueryRefused('Syntax Error: Unexpected <EOF>.')
  return operations
}
