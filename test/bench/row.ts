/** One measured figure. `ratio` compares with `baseline`; `target` is the limit the issue sets, null where it sets none. */
export interface BenchRow {
  name: string
  value: number
  unit: string
  target: string | null
  baseline?: number
  ratio?: number
}
