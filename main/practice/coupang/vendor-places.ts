const address = (addressType: string, returnAddress: string, returnAddressDetail: string) => ({
  addressType,
  countryCode: addressType === 'OVERSEA' ? 'CN' : 'KR',
  companyContactNumber: '02-0000-0000',
  phoneNumber2: '',
  returnZipCode: '00000',
  returnAddress,
  returnAddressDetail,
})

const remote = (remoteInfoId: number, deliveryCode: string) => ({
  remoteInfoId,
  deliveryCode,
  jeju: 3000,
  notJeju: 5000,
  usable: true,
})

export const outboundPlaces = [
  {
    outboundShippingPlaceCode: 1_999_001,
    shippingPlaceName: '연습 출고지',
    placeAddresses: [
      address('JIBUN', '서울특별시 가상구 예시동 1-1', '2층'),
      address('ROADNAME', '서울특별시 가상구 예시로 1', '2층'),
    ],
    remoteInfos: [remote(1, 'CJGLS'), remote(2, 'HANJIN')],
    usable: true,
    createDate: '2025-01-02',
  },
  {
    outboundShippingPlaceCode: 1_999_002,
    shippingPlaceName: '옛 출고지',
    placeAddresses: [address('ROADNAME', '경기도 가상시 예시로 20', '창고')],
    remoteInfos: [],
    usable: false,
    createDate: '2024-01-02',
  },
  {
    outboundShippingPlaceCode: 1_999_003,
    shippingPlaceName: '해외 출고지',
    placeAddresses: [address('OVERSEA', 'Example Road 1', 'Weihai')],
    remoteInfos: [],
    usable: true,
    createDate: '2025-03-02',
  },
]

const fees = (won: number) => ({
  vendorCreditFee02kg: won,
  vendorCreditFee05kg: won,
  returnFee02kg: won,
  returnFee05kg: won,
  returnFee20kg: won + 2000,
})

export const returnCenters = [
  {
    returnCenterCode: '1000999001',
    shippingPlaceName: '연습 반품지',
    deliverCode: 'CJGLS',
    deliverName: 'CJ대한통운',
    goodsflowStatus: '사용가능',
    usable: true,
    placeAddresses: [address('ROADNAME', '서울특별시 가상구 예시로 1', '2층')],
    ...fees(3000),
  },
  {
    returnCenterCode: '1000999002',
    shippingPlaceName: '옛 반품지',
    deliverCode: 'HANJIN',
    deliverName: '한진택배',
    goodsflowStatus: '사용불가',
    usable: false,
    placeAddresses: [address('JIBUN', '경기도 가상시 예시동 20', '창고')],
    ...fees(3500),
  },
]
