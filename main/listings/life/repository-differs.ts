const isFresh = '(read_at is not null and read_state is not null and (pushed_at is null or read_at >= pushed_at))'
const isOff = '(held = 1 or zero_confirmed_at is not null)'

/** `differsOf` (differs.ts) as a condition over the columns of `listing`: counting and filtering are SQLite's. */
export const differsSql = `(${isFresh} and (
  (read_price is not null and pushed_price is not null and read_price <> pushed_price) or read_differs & 1
  or read_state = 'deleted'
  or case when ${isOff} then read_stock > 0 and read_state = 'on_sale' and pushed_stock is not null
    else read_differs & 2 or (read_stock is not null and pushed_stock is not null and read_stock > pushed_stock) end
  or case when ${isOff} then read_state = 'on_sale' and read_stock is not 0
    else read_state in ('stopped', 'sold_out') or read_stock is 0 end))`
