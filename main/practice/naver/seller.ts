/** The practice seller's address book: two of each kind, and some that fit neither. */
export const addressBooks = [
  [100000001, '본사 창고', 'RELEASE', '06236', '서울특별시 강남구 테헤란로 1', '지하 1층'],
  [100000002, '반품 센터', 'REFUND_OR_EXCHANGE', '17706', '경기도 이천시 마장면 물류로 10', '2동'],
  [100000003, '김포 창고', 'RELEASE', '10071', '경기도 김포시 김포대로 100', '3층'],
  [100000004, '김포 반품', 'REFUND_OR_EXCHANGE', '10071', '경기도 김포시 김포대로 100', '1층'],
  [100000005, '사업장', 'BUSINESS', '06236', '서울특별시 강남구 테헤란로 1', '5층'],
  [100000006, '대표', 'REPRESENTATIVE', '06236', '서울특별시 강남구 테헤란로 1', '5층'],
].map(([addressBookNo, name, addressType, postalCode, baseAddress, detailAddress]) => ({
  addressBookNo: Number(addressBookNo),
  name: String(name),
  addressType: String(addressType),
  postalCode: String(postalCode),
  baseAddress: String(baseAddress),
  detailAddress: String(detailAddress),
  address: `${baseAddress} ${detailAddress}`,
  phoneNumber1: '02-0000-0000',
  hasLocation: true,
  roadNameAddress: true,
  overseasAddress: false,
}))

export const isAddress = (no: unknown, type: string): boolean =>
  addressBooks.some((one) => one.addressBookNo === no && one.addressType === type)

export const channels = [
  {
    channelNo: 100000009,
    channelType: 'STOREFARM',
    name: '연습 스마트스토어',
    url: 'https://smartstore.naver.com/practice',
  },
]
export const account = { accountId: 'practice', accountUid: 'ncp_practice_01', grade: 'BIG_POWER' }

export const originAreas: readonly (readonly [code: string, name: string])[] = [
  ['00', '국산'],
  ['01', '원양산'],
  ['02', '수입산'],
  ['03', '기타-상세 설명에 표시'],
  ['04', '기타-직접 입력'],
  ['05', '원산지 표기 의무 대상 아님'],
  ['0200037', '수입산>아시아>중국'],
  ['0200014', '수입산>아시아>베트남'],
  ['0200036', '수입산>아시아>일본'],
  ['0200034', '수입산>아시아>인도네시아'],
  ['0200033', '수입산>아시아>인도'],
  ['0201002', '수입산>북아메리카>미국'],
  ['0204025', '수입산>유럽>독일'],
]
