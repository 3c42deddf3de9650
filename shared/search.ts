/** The form in which names and searches are compared: one Unicode form, no case, no line breaks. */
export const searchForm = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\r\n]+/g, ' ')
    .trim()
