import type { ListingContent } from '../../../shared/market.ts'
import type { CategoryForm } from '../port.ts'

export interface WireCertification {
  certificationType: string
  certificationCode: string
}

/** What is filled, or the statement that nothing is to be shown. */
export function certificationsOf(content: ListingContent, form: CategoryForm): WireCertification[] {
  const filled = form.fields.flatMap((field): WireCertification[] => {
    if (field.group !== 'certificate' || field.key === 'certificate:none') return []
    const value = content.fields[field.key]?.trim() ?? ''
    if (value === '') return []
    return [
      {
        certificationType: field.key.slice('certificate:'.length),
        certificationCode: field.kind === 'choice' ? '' : value,
      },
    ]
  })
  if (filled.length > 0) return filled
  const statement = content.fields['certificate:none']?.trim()
  return [{ certificationType: statement || 'NOT_REQUIRED', certificationCode: '' }]
}
