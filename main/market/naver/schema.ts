import { z } from 'zod'

/** Numbers of Naver's (int64) are kept as text; what cannot be one is nothing. */
const id = z.union([z.number().int().nonnegative(), z.string().regex(/^\d{1,20}$/)]).transform(String)
const maybeId = id.optional().nullable().catch(undefined)
const text = z.union([z.string(), z.number()]).transform(String)
const maybeText = text.nullish().catch(undefined)
const count = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
])
const maybeCount = count.nullish().catch(undefined)
const maybeFlag = z.boolean().nullish().catch(undefined)

/** Rows that can be read; one odd row does not hide the others. */
const rows = <T extends z.ZodType>(row: T) =>
  z.array(z.unknown()).transform((all) =>
    all.flatMap((one) => {
      const read = row.safeParse(one)
      return read.success ? [read.data] : []
    }),
  )

const category = z.looseObject({ id: text, name: maybeText, wholeCategoryName: maybeText, last: maybeFlag })
/** `GET /v1/categories`: an array; some wrap theirs. */
export const categoryList = z
  .union([z.array(z.unknown()), z.looseObject({ contents: z.array(z.unknown()) }).transform((one) => one.contents)])
  .pipe(rows(category))

const certificationInfo = z.looseObject({
  id,
  name: text.catch(''),
  kindTypes: z.array(z.string()).catch([]),
})
export type CertificationInfo = z.infer<typeof certificationInfo>

export const categoryDetail = z.looseObject({
  id: text,
  name: maybeText,
  wholeCategoryName: maybeText,
  last: maybeFlag,
  exceptionalCategories: z.array(z.string()).nullish().catch([]),
  certificationInfos: rows(certificationInfo).nullish().catch([]),
})

export const noticeDetail = z.looseObject({
  productInfoProvidedNoticeContents: rows(z.looseObject({ fieldName: z.string().min(1), fieldMaxLength: maybeCount })),
})

const address = z.looseObject({
  addressBookNo: id,
  name: maybeText,
  addressType: maybeText,
  postalCode: maybeText,
  baseAddress: maybeText,
  detailAddress: maybeText,
  address: maybeText,
  phoneNumber1: maybeText,
  overseasAddress: maybeFlag,
})
export type Address = z.infer<typeof address>
export const addressPage = z.looseObject({
  addressBooks: rows(address),
  totalPage: maybeCount,
})

const channel = z.looseObject({ channelNo: id, channelType: maybeText, name: maybeText, url: maybeText })
/** An array in life, one object in the documents. */
export const channelList = z
  .union([
    z.array(z.unknown()),
    z.looseObject({ contents: z.array(z.unknown()) }).transform((one) => one.contents),
    z.looseObject({ channelNo: z.unknown() }).transform((one) => [one]),
  ])
  .pipe(rows(channel))

export const sellerAccount = z.looseObject({ accountId: maybeText, accountUid: maybeText })

export const uploadedImages = z.looseObject({ images: z.array(z.looseObject({ url: z.string().min(1) })) })

const combination = z.looseObject({
  id: maybeId,
  optionName1: maybeText,
  optionName2: maybeText,
  optionName3: maybeText,
  stockQuantity: maybeCount,
  price: maybeCount,
  sellerManagerCode: maybeText,
  usable: maybeFlag,
})
export type Combination = z.infer<typeof combination>

const optionPart = z
  .looseObject({ optionCombinations: rows(combination).nullish().catch([]) })
  .nullish()
  .catch(undefined)

const originPart = z.looseObject({
  statusType: maybeText,
  name: maybeText,
  salePrice: maybeCount,
  stockQuantity: maybeCount,
  detailAttribute: z
    .looseObject({
      optionInfo: optionPart,
      sellerCodeInfo: z.looseObject({ sellerManagementCode: maybeText }).nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
})
export type OriginPart = z.infer<typeof originPart>

const channelPart = z
  .looseObject({ channelProductNo: maybeId, channelProductDisplayStatusType: maybeText })
  .nullish()
  .catch(undefined)

/** `GET /v2/products/origin-products/{no}`. */
export const originProduct = z.looseObject({
  originProduct: originPart,
  smartstoreChannelProduct: channelPart,
  smartstoreChannelProductNo: maybeId,
})

/** The create's answer: the numbers; newer documents add what was stored. */
export const createdProduct = z.looseObject({
  originProductNo: id,
  smartstoreChannelProductNo: maybeId,
  originProduct: originPart.nullish().catch(undefined),
  smartstoreChannelProduct: channelPart,
})

const found = z.looseObject({
  channelProductNo: maybeId,
  channelServiceType: maybeText,
  sellerManagementCode: maybeText,
  statusType: maybeText,
  channelProductDisplayStatusType: maybeText,
  name: maybeText,
})
export const searchPage = z.looseObject({
  contents: rows(z.looseObject({ originProductNo: id, channelProducts: rows(found).catch([]) })),
  totalPages: maybeCount,
})

export const originAreas = z.looseObject({
  originAreaCodeNames: rows(z.looseObject({ code: z.string().regex(/^\d{2,12}$/), name: text })),
})

/** What Naver wants mended: rows somewhere in the reply. */
export const inspections = z
  .union([z.array(z.unknown()), z.looseObject({ contents: z.array(z.unknown()) }).transform((one) => one.contents)])
  .pipe(rows(z.looseObject({ channelProductNo: id, reason: maybeText, action: maybeText })))
