/** Naver's terms let a secret be used for the own store only, and by nobody else. */
export const naverNotice =
  '네이버 애플리케이션 시크릿은 자기 스토어에만 쓸 수 있습니다. 이 컴퓨터의 키체인에만 저장하며 네이버 밖의 다른 곳으로 보내지 않습니다. 운영하는 스토어의 시크릿만 입력하십시오.'
