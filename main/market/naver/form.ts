import type { z } from 'zod'
import type { CategoryForm, FormField } from '../port.ts'
import { certificateFields } from './certificates.ts'
import { defineNoKey, importerKey, noticeTypeKey } from './map.ts'
import { noticeTypeFor } from './notice-choice.ts'
import {
  type NoticeField,
  noticeForm,
  noticeForms,
  noticeKey,
  noticeLabel,
  noticeName,
  noticeSource,
  noticeUsual,
  seePage,
} from './notices.ts'
import type { categoryDetail, noticeDetail } from './schema.ts'

const noticeField = (field: NoticeField): FormField => {
  const source = noticeSource(field.name)
  const usual = noticeUsual(field)
  return {
    key: noticeKey(field.name),
    label: noticeLabel(field.name),
    group: 'notice',
    required: field.required,
    kind: field.kind === 'flag' ? 'choice' : 'text',
    ...(field.kind === 'flag'
      ? {
          choices: [
            { value: 'false', label: '아니오' },
            { value: 'true', label: '예' },
          ],
        }
      : {}),
    ...(field.max === null ? {} : { maxLength: field.max }),
    ...(source === undefined ? {} : { source }),
    ...(usual === undefined || !field.required ? {} : { usual }),
  }
}

const typeField = (type: string): FormField => ({
  key: noticeTypeKey,
  label: '상품정보제공고시 상품군',
  group: 'notice',
  required: true,
  kind: 'choice',
  choices: [...noticeForms.keys()].map((value) => ({ value, label: noticeName(value) })),
  usual: type,
  help: '카테고리로 고른 상품군입니다. 바꾸면 그 상품군의 빈 항목은 "상세페이지 참조"로 보냅니다.',
})

const importer: FormField = {
  key: importerKey,
  label: '수입사',
  group: 'other',
  required: false,
  kind: 'text',
  maxLength: 100,
  source: 'maker',
  usual: seePage,
  help: '원산지가 수입산일 때만 보냅니다.',
}

/** Longest lengths by the live form; a field that Naver dropped or renamed keeps our own table's. */
const withLive = (fields: readonly NoticeField[], live: z.infer<typeof noticeDetail> | null): NoticeField[] => {
  const told = new Map(
    (live?.productInfoProvidedNoticeContents ?? []).flatMap(({ fieldName, fieldMaxLength }) =>
      typeof fieldMaxLength === 'number' && fieldMaxLength > 0 ? [[fieldName, fieldMaxLength] as const] : [],
    ),
  )
  return fields.map((field) => {
    const max = told.get(field.name)
    return max === undefined || field.kind === 'flag' ? field : { ...field, max }
  })
}

const has = (flags: readonly string[], name: string) => flags.includes(name)

/** What we cannot answer: codes and books need facts that no wholesaler's goods have. */
const unsupported = (flags: readonly string[]) =>
  flags.find((flag) => flag === 'E_COUPON' || /^BOOK/.test(flag) || flag === 'RENTAL_SUBSCRIPTION')

/** A category's answer → what the operator is asked, with what is usual filled in. */
export function formOf(
  detail: z.infer<typeof categoryDetail>,
  live: (type: string) => z.infer<typeof noticeDetail> | null,
  isUnread = false,
): CategoryForm {
  const flags = detail.exceptionalCategories ?? []
  const path = pathOf(detail)
  const type = noticeTypeFor(path)
  const certified = {
    kc: has(flags, 'KC_CERTIFICATION'),
    child: has(flags, 'CHILD_CERTIFICATION'),
    green: has(flags, 'GREEN_PRODUCTS'),
  }
  const defineNo = has(flags, 'MANUFACTURE_DEFINE_NO')
  return {
    category: detail.id,
    path,
    fields: [
      typeField(type),
      ...withLive(noticeForm(type)?.fields ?? [], live(type)).map(noticeField),
      ...certificateFields(certified, detail.certificationInfos ?? []),
      importer,
      ...(defineNo
        ? [
            {
              key: defineNoKey,
              label: '품번',
              group: 'other',
              required: false,
              kind: 'text',
              source: 'model',
              maxLength: 100,
            } satisfies FormField,
          ]
        : []),
    ],
    axes: [],
    facts: {
      ...certified,
      noticeType: type,
      adult: has(flags, 'ADULT'),
      unitPrice: has(flags, 'UNIT_PRICE'),
      originArea: has(flags, 'ORIGINAREA_PRODUCTS') || has(flags, 'MARINE_PRODUCTS'),
      freeOptionPrice: has(flags, 'OPTION_PRICE'),
      defineNo,
      unsupported: unsupported(flags) ?? '',
      flagsUnread: isUnread,
    },
  }
}

export const pathOf = ({
  wholeCategoryName,
  name,
}: {
  wholeCategoryName?: string | null | undefined
  name?: string | null | undefined
}): string[] => {
  const path = (wholeCategoryName ?? '').split('>').map((step) => step.trim())
  const steps = path.filter((step) => step !== '')
  return steps.length > 0 ? steps : [name ?? ''].filter((step) => step !== '')
}
