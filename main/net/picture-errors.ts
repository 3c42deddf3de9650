import { type ErrorCatalogue, failuresOf } from '../../shared/errors.ts'

/** No address in these sentences: it comes from a stranger and may hold anything. */
export const pictureErrors = {
  PICTURE_ADDRESS_BAD: {
    message: '이미지 주소가 올바르지 않아 이미지를 가져오지 않았습니다.',
    nextStep: '상품의 이미지 주소를 확인하십시오.',
    retryable: false,
  },
  PICTURE_ADDRESS_REFUSED: {
    message: '허용되지 않는 이미지 주소라 이미지를 가져오지 않았습니다. https의 공개 주소만 허용합니다.',
    nextStep: '상품의 이미지 주소를 https로 시작하는 공개 주소로 바꾸십시오.',
    retryable: false,
  },
  PICTURE_UNREACHABLE: {
    message: '이미지 서버에 연결하지 못했습니다.',
    nextStep: '인터넷 연결을 확인하십시오. 이미지 서버가 멈췄을 수 있습니다.',
    retryable: true,
  },
  PICTURE_STATUS: {
    message: '이미지 서버가 이미지를 주지 않았습니다 (HTTP {status}).',
    nextStep: '도매처에서 이미지가 바뀌었는지 확인하십시오.',
    retryable: true,
  },
  PICTURE_TOO_LARGE: {
    message: '이미지가 {limit}바이트를 넘어 받지 않았습니다.',
    nextStep: '더 작은 이미지를 쓰십시오.',
    retryable: false,
  },
  PICTURE_NOT_IMAGE: {
    message: '받은 파일이 PNG, JPEG, WebP, GIF 이미지가 아닙니다.',
    nextStep: '상품의 이미지 주소를 확인하십시오.',
    retryable: false,
  },
  PICTURE_REDIRECTS: {
    message: '이미지 주소가 다른 곳으로 너무 여러 번 넘어갑니다.',
    nextStep: '상품의 이미지 주소를 마지막 주소로 바꾸십시오.',
    retryable: false,
  },
  PICTURE_TIMEOUT: {
    message: '이미지 서버가 {seconds}초 안에 이미지를 다 보내지 않았습니다.',
    nextStep: '잠시 뒤 다시 시도하십시오.',
    retryable: true,
  },
  PICTURE_BUSY: {
    message: '기다리는 이미지가 많아 이 이미지는 가져오지 않았습니다.',
    nextStep: '화면을 다시 열면 가져옵니다.',
    retryable: true,
  },
} as const satisfies ErrorCatalogue

export const failPicture = failuresOf(pictureErrors)
