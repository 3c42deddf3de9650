import { list, type Raw, raw, raws, text, yes } from '../../net/readers.ts'

export interface MetaAttribute {
  name: string
  required: boolean
  dataType: 'STRING' | 'NUMBER' | 'DATE'
  /** The usual one first. */
  units: string[]
  /** Only these; empty = free. */
  values: string[]
  /** Exactly one of a group is sent. */
  group: string | null
  /** A purchase option; otherwise a search filter. */
  exposed: boolean
}

export interface MetaCertification {
  type: string
  name: string
  /** A number has to be given. */
  needsCode: boolean
  required: boolean
}

/** What a category asks, as api/coupang.md A4 describes it. */
export interface CategoryMeta {
  allowsSingle: boolean
  attributes: MetaAttribute[]
  notices: { name: string; details: { name: string; required: boolean }[] }[]
  certifications: MetaCertification[]
  /** Documents that every product of the category needs. */
  documents: string[]
  conditions: string[]
}

const word = (value: unknown) => (text(value, 60) ?? '').toUpperCase()
const isMandatory = (value: unknown) => word(value) === 'MANDATORY' || value === true
/** The word that stands where there is no unit. */
const unit = (value: unknown): string[] => {
  const found = text(value, 20)
  return found === null || /^(?:없음|none)$/i.test(found) ? [] : [found]
}
const texts = (value: unknown) => [
  ...new Set(list(value).flatMap((one) => text(raw(one).value ?? raw(one).name ?? one, 100) ?? [])),
]

const attributeIn = (row: Raw): MetaAttribute[] => {
  const name = text(row.attributeTypeName, 100)
  if (name === null) return []
  const group = text(row.groupNumber, 20)
  const dataType = word(row.dataType)
  return [
    {
      name,
      required: isMandatory(row.required),
      dataType: dataType === 'NUMBER' || dataType === 'DATE' ? dataType : 'STRING',
      units: [...new Set([...unit(row.basicUnit), ...list(row.usableUnits).flatMap(unit)])],
      values: word(row.inputType) === 'SELECT' ? texts(row.inputValues) : [],
      group: group === null || group.toUpperCase() === 'NONE' ? null : group,
      exposed: word(row.exposed) === 'EXPOSED',
    },
  ]
}

export function metaIn(data: unknown): CategoryMeta | null {
  const found = raw(data)
  if (!['attributes', 'noticeCategories', 'certifications'].some((name) => Array.isArray(found[name]))) return null
  const seen = new Set<string>()
  return {
    allowsSingle:
      found.isAllowSingleItem === undefined || found.isAllowSingleItem === null || yes(found.isAllowSingleItem),
    attributes: raws(found.attributes)
      .flatMap(attributeIn)
      .filter(({ name }) => !seen.has(name) && seen.add(name)),
    notices: raws(found.noticeCategories).flatMap((row) => {
      const name = text(row.noticeCategoryName, 100)
      const details = raws(row.noticeCategoryDetailNames ?? row.noticeCategoryDetails).flatMap((one) => {
        const detail = text(one.noticeCategoryDetailName, 200)
        return detail === null ? [] : [{ name: detail, required: isMandatory(one.required) }]
      })
      return name === null ? [] : [{ name, details }]
    }),
    certifications: raws(found.certifications).flatMap((row) => {
      const type = text(row.certificationType, 100)
      if (type === null) return []
      return [
        {
          type,
          name: text(row.name, 200) ?? type,
          needsCode: word(row.dataType) === 'CODE',
          required: isMandatory(row.required),
        },
      ]
    }),
    documents: raws(found.requiredDocumentNames).flatMap((row) => {
      const name = text(row.templateName ?? row.documentName ?? row.name, 200)
      return name !== null && isMandatory(row.required) ? [name] : []
    }),
    conditions: texts(found.allowedOfferConditions),
  }
}
