import { type Field, type Operation, parseQuery, QueryRefused, type TypeRef, type Value } from './parse.ts'
import { enums, type FieldType, types } from './schema.ts'

export type Args = Record<string, unknown>
/** Answers of `Query`'s fields; nested fields are read from them, called with their arguments where they are functions. */
export type Resolvers = Record<string, (args: Args) => unknown>

type ArgType = NonNullable<FieldType['args']>[string]

const isInt = (value: unknown) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31
const checks: Record<string, (value: unknown) => boolean> = {
  Int: isInt,
  Float: (value) => typeof value === 'number',
  Boolean: (value) => typeof value === 'boolean',
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string' || isInt(value),
  // Unix ms does not fit a GraphQL Int.
  Timestamp: (value) => typeof value === 'number' && Number.isSafeInteger(value),
}

const checked = (type: string, list: boolean, value: unknown, where: string): unknown => {
  if (value === null || value === undefined) return value
  if (list) {
    const values = Array.isArray(value) ? value : [value]
    return values.map((one) => checked(type, false, one, where))
  }
  const allowed = enums[type]
  const good = allowed ? allowed.includes(String(value)) : (checks[type]?.(value) ?? false)
  if (!good) throw new QueryRefused(`${where} got invalid value ${JSON.stringify(value)}; Expected type ${type}.`)
  return value
}

const label = (type: TypeRef) => `${type.list ? `[${type.name}]` : type.name}${type.required ? '!' : ''}`

const variablesOf = (operation: Operation, given: Args): Args => {
  const values: Args = {}
  for (const [name, { type, fallback }] of operation.variables) {
    if (!(type.name in checks) && !(type.name in enums)) throw new QueryRefused(`Unknown type "${type.name}".`)
    const value = given[name] ?? (fallback?.kind === 'literal' ? fallback.value : undefined)
    if (type.required && (value === undefined || value === null)) {
      throw new QueryRefused(`Variable "$${name}" of required type "${label(type)}" was not provided.`)
    }
    const checkedValue = checked(type.name, type.list, value, `Variable "$${name}"`)
    if (checkedValue !== undefined) values[name] = checkedValue
  }
  return values
}

/** The whole query is checked before any of it is answered, as GraphQL servers do. */
const argsOf = (field: Field, of: string, type: FieldType, operation: Operation, values: Args): Args => {
  const known: Record<string, ArgType> = type.args ?? {}
  const found: Args = {}
  const argOf = (value: Value, name: string, wanted: ArgType): unknown => {
    if (value.kind === 'list') return value.values.map((one) => argOf(one, name, wanted))
    if (value.kind === 'literal') return value.value
    if (value.kind === 'enum') {
      if (!(wanted.type in enums)) throw new QueryRefused(`Expected type ${wanted.type}, found ${value.name}.`)
      return value.name
    }
    const declared = operation.variables.get(value.name)
    if (!declared) throw new QueryRefused(`Variable "$${value.name}" is not defined.`)
    const fits = declared.type.name === wanted.type && declared.type.list === (wanted.list ?? false)
    if (!fits || (wanted.required && !declared.type.required)) {
      throw new QueryRefused(
        `Variable "$${value.name}" of type "${label(declared.type)}" used in position expecting type "${wanted.type}".`,
      )
    }
    return values[value.name]
  }
  for (const [name, value] of field.args) {
    const wanted = known[name]
    if (!wanted) throw new QueryRefused(`Unknown argument "${name}" on field "${of}.${field.name}".`)
    const read = checked(wanted.type, wanted.list ?? false, argOf(value, name, wanted), `Argument "${name}"`)
    if (read !== undefined) found[name] = read
  }
  for (const [name, wanted] of Object.entries(known)) {
    if (wanted.required && (found[name] === undefined || found[name] === null)) {
      throw new QueryRefused(
        `Field "${field.name}" argument "${name}" of type "${wanted.type}!" is required, but it was not provided.`,
      )
    }
  }
  return found
}

interface Planned {
  field: Field
  args: Args
  type: FieldType
  selection: Planned[] | null
}

const planOf = (fields: Field[], of: string, operation: Operation, values: Args): Planned[] =>
  fields.map((field) => {
    const type = types[of]?.[field.name]
    if (!type) throw new QueryRefused(`Cannot query field "${field.name}" on type "${of}".`)
    const isObject = type.type in types
    if (isObject && field.selection === null) {
      throw new QueryRefused(`Field "${field.name}" of type "${type.type}" must have a selection of subfields.`)
    }
    if (!isObject && field.selection !== null) {
      throw new QueryRefused(
        `Field "${field.name}" must not have a selection since type "${type.type}" has no subfields.`,
      )
    }
    const args = argsOf(field, of, type, operation, values)
    return { field, args, type, selection: field.selection && planOf(field.selection, type.type, operation, values) }
  })

const project = (value: unknown, { type, selection }: Planned): unknown => {
  if (value === null || value === undefined) return null
  if (type.list && Array.isArray(value)) return value.map((one) => projectOne(one, selection))
  return projectOne(value, selection)
}

const projectOne = (value: unknown, selection: Planned[] | null): unknown => {
  if (selection === null || typeof value !== 'object' || value === null) return value
  const source = value as Record<string, unknown>
  const result: Record<string, unknown> = {}
  for (const planned of selection) {
    const found = source[planned.field.name]
    result[planned.field.alias] = project(typeof found === 'function' ? found(planned.args) : found, planned)
  }
  return result
}

/** Answers one query. Throws QueryRefused for what the schema does not allow. */
export function execute(text: string, given: Args, operationName: string | null, resolvers: Resolvers): Args {
  const operations = parseQuery(text)
  const operation =
    operationName === null ? operations[0] : operations.find((candidate) => candidate.name === operationName)
  if (!operation) throw new QueryRefused(`Unknown operation named "${operationName}".`)
  if (operation.type === 'mutation') throw new QueryRefused('Mutations are not part of the practice service.')
  const values = variablesOf(operation, given)
  const planned = planOf(operation.selection, 'Query', operation, values)
  const data: Args = {}
  for (const one of planned) data[one.field.alias] = project(resolvers[one.field.name]?.(one.args), one)
  return data
}
