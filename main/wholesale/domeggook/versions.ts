/** Versions are per mode: a right mode with another one's version is answered UNKNOWN_SERVICE. */
export const versions = {
  getItemList: '4.1',
  getItemView: '4.6',
  getCategoryList: '1.0',
} as const
export type Mode = keyof typeof versions
