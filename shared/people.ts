/** Normal forms by which one person is recognised over several orders. */

/** Lower-cased, trimmed e-mail, or null when the text cannot be an address. */
export const emailKey = (value: string | null | undefined): string | null => {
  const text = value?.normalize('NFKC').trim().toLowerCase()
  return text && /^[^\s@]+@[^\s@]+$/.test(text) ? text : null
}

/** Digits of a phone number with Korea's country code turned into the leading 0, or null when too short to be one. */
export const phoneKey = (value: string | null | undefined): string | null => {
  if (!value) return null
  const text = value.normalize('NFKC').trim()
  let digits = text.replace(/\D/g, '')
  if (/^\s*(\+|00)\s*82/.test(text)) digits = digits.replace(/^(00)?820?/, '0')
  else if (/^82(0?1[016789]|0?2|0?[3-6]\d)/.test(digits) && digits.length >= 11) digits = digits.replace(/^820?/, '0')
  else if (/^1[016789]\d{7,8}$/.test(digits)) digits = `0${digits}`
  return digits.length >= 7 && !/^0+$/.test(digits) ? digits : null
}

/** Korean numbers with hyphens (`010-1234-5678`, `02-123-4567`, `1588-0000`); anything else as given. */
export const formatPhone = (value: string | null | undefined): string => {
  if (!value) return ''
  const digits = phoneKey(value)
  if (digits === null) return value
  const parts =
    /^(02)(\d{3,4})(\d{4})$/.exec(digits) ??
    /^(050\d)(\d{3,4})(\d{4})$/.exec(digits) ??
    /^(01[016789]|0[3-6][1-5]|070|080)(\d{3,4})(\d{4})$/.exec(digits) ??
    /^(1[568]\d\d)(\d{4})$/.exec(digits)
  return parts ? parts.slice(1).join('-') : value
}

export const maskName = (name: string): string => {
  const letters = [...name]
  if (letters.length <= 1) return name === '' ? '' : '*'
  if (letters.length === 2) return `${letters[0]}*`
  return `${letters[0]}${'*'.repeat(letters.length - 2)}${letters.at(-1)}`
}

export const maskPhone = (phone: string): string => {
  const shown = formatPhone(phone)
  const parts = shown.split('-')
  if (parts.length === 3) return `${parts[0]}-${'*'.repeat(parts[1]?.length ?? 4)}-${parts[2]}`
  return shown.length <= 4 ? '*'.repeat(shown.length) : `${'*'.repeat(shown.length - 4)}${shown.slice(-4)}`
}

export const maskEmail = (email: string): string => {
  const at = email.lastIndexOf('@')
  if (at < 1) return email === '' ? '' : '***'
  return `${email.slice(0, Math.min(2, at))}***${email.slice(at)}`
}
