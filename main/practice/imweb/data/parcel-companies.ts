export const parcelCompanies = [
  { idx: 1, parcelCompanyCode: 'PRACTICE_A', countryCode: 'KR', name: '가람택배' },
  { idx: 2, parcelCompanyCode: 'PRACTICE_B', countryCode: 'KR', name: '누리로지스' },
  { idx: 3, parcelCompanyCode: 'PRACTICE_C', countryCode: 'KR', name: '여울특송' },
  { idx: 4, parcelCompanyCode: 'PRACTICE_D', countryCode: 'US', name: 'Sample Express' },
] as const
