import { isRaw, type Raw, type Reader } from './reader.ts'

const AT = 'originProduct.detailAttribute.optionInfo'

/** Combination options: three axes at most, every row complete, and the stock their sum. */
export function checkOptions(read: Reader, attribute: Raw, stock: number | null): void {
  const info = read.object(attribute, 'optionInfo', 'originProduct.detailAttribute', false)
  if (info === null) return
  read.only(info, AT, [
    'optionCombinationSortType',
    'optionCombinationGroupNames',
    'optionCombinations',
    'useStockManagement',
  ])
  read.oneOf(info, 'optionCombinationSortType', AT, ['CREATE', 'ABC', 'LOW_PRICE', 'HIGH_PRICE'])
  const managed = read.flag(info, 'useStockManagement', AT)
  const names = read.object(info, 'optionCombinationGroupNames', AT, true)
  const rows = Array.isArray(info.optionCombinations) ? info.optionCombinations.filter(isRaw) : []
  if (rows.length === 0) read.fault(`${AT}.optionCombinations`, 'NotEmpty', '옵션을 하나 이상 입력해야 합니다.')
  if (names === null) return
  read.only(names, `${AT}.optionCombinationGroupNames`, ['optionGroupName1', 'optionGroupName2', 'optionGroupName3'])
  const axes = [1, 2, 3].filter(
    (no) => read.text(names, `optionGroupName${no}`, `${AT}.optionCombinationGroupNames`, { due: no === 1 }) !== null,
  )
  let sum = 0
  const seen = new Set<string>()
  rows.forEach((row, at) => {
    const path = `${AT}.optionCombinations[${at}]`
    read.only(row, path, [
      'id',
      'optionName1',
      'optionName2',
      'optionName3',
      'stockQuantity',
      'price',
      'sellerManagerCode',
      'usable',
    ])
    const values = [1, 2, 3].map((no) => read.text(row, `optionName${no}`, path, { due: axes.includes(no) }))
    values.forEach((value, no) => {
      if (value !== null && !axes.includes(no + 1))
        read.fault(`${path}.optionName${no + 1}`, 'NotAllowed', '옵션명이 없는 옵션값입니다.')
    })
    const key = values.join('\n')
    if (seen.has(key)) read.fault(path, 'Duplicate.option', '같은 옵션이 두 번 있습니다.')
    seen.add(key)
    sum += read.whole(row, 'stockQuantity', path, { max: 99_999_999 }) ?? 0
    read.whole(row, 'price', path, { min: -999_999_990, max: 999_999_990 })
    read.text(row, 'sellerManagerCode', path, { max: 100 })
    read.flag(row, 'usable', path)
  })
  if (!rows.some((row) => (row.price ?? 0) === 0))
    read.fault(
      `${AT}.optionCombinations`,
      'Required.optionPrice.zero',
      '옵션가가 0원인 옵션이 하나 이상 있어야 합니다.',
    )
  if (managed === true && stock !== null && sum !== stock) {
    read.fault(
      'originProduct.stockQuantity',
      'Invalid.stockQuantity.sum',
      '상품 재고는 옵션 재고의 합과 같아야 합니다.',
    )
  }
}
