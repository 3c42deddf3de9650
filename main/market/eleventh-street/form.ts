import type { CategoryForm, FormField } from '../port.ts'
import { certificateFields } from './certificates.ts'
import { NO_DUTY, NO_ORIGIN, RETURN_GUIDE } from './map.ts'
import { isDayItem, isFood, noticeType, noticeTypeFor, OTHER_GOODS } from './notices.ts'
import type { CategoryDetail, SendTemplate } from './schema.ts'

/** Official pop-up: a notice's value has 50 characters at most. */
export const NOTICE_LENGTH = 50
/** asDetail, rtngExchDetail: bytes. */
export const GUIDE_BYTES = 4000

const noticeFields = (type: string): FormField[] =>
  (noticeType(type)?.items ?? []).map(({ code, name, source, usual }) => ({
    key: `notice:${code}`,
    label: name,
    group: 'notice',
    required: true,
    kind: 'text',
    maxLength: NOTICE_LENGTH,
    usual,
    ...(source === undefined ? {} : { source }),
    ...(isDayItem(code) ? { help: '날짜는 YYYY/MM/DD로 적으십시오. 예: 2026/03/01' } : {}),
  }))

const materials = [
  { value: NO_DUTY, label: '원산지 의무 표시대상 아님' },
  { value: '05', label: '상품별 원산지는 상세설명 참조' },
  { value: '01', label: '농산물' },
  { value: '02', label: '수산물' },
]

const otherFields = (path: readonly string[], templates: readonly SendTemplate[]): FormField[] => {
  const other = { group: 'other', kind: 'text', required: true } as const
  return [
    { ...other, key: 'other:brand', label: '브랜드', source: 'brand', usual: '알수없음' },
    { ...other, key: 'other:origin', label: '원산지', source: 'origin', usual: NO_ORIGIN },
    {
      ...other,
      key: 'other:rmaterial',
      label: '원재료 유형',
      kind: 'choice',
      choices: materials,
      usual: isFood(path) ? '05' : NO_DUTY,
    },
    { ...other, key: 'other:company', label: '제조사/수입사', source: 'maker', usual: '없음' },
    { ...other, key: 'other:model', label: '모델명', source: 'model', usual: '없음' },
    { ...other, key: 'other:returnGuide', label: '교환/반품 안내', usual: RETURN_GUIDE },
    ...(templates.length === 0
      ? []
      : [
          {
            ...other,
            key: 'other:sendClose',
            label: '발송마감 템플릿',
            required: false,
            kind: 'choice' as const,
            choices: templates.map(({ number, name }) => ({ value: number, label: name })),
          },
        ]),
  ]
}

/** What a category asks: its type of notice (11st does not tell it, so it is taken from the names), certificates, the rest. */
export function formOf(
  category: string,
  path: readonly string[],
  detail: CategoryDetail,
  templates: readonly SendTemplate[],
): CategoryForm {
  const type = noticeTypeFor(path)
  return {
    category,
    path: [...path],
    fields: [...noticeFields(type), ...certificateFields(), ...otherFields(path, templates)],
    axes: [],
    facts: {
      noticeType: type,
      certificatesRequired: detail.certificatesRequired,
      ...(detail.certificateType === null ? {} : { certificateType: detail.certificateType }),
      foodNotice: isFood(path) && type === OTHER_GOODS,
    },
  }
}
