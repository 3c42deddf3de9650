import {
  type ColumnDef,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { type ReactNode, useEffect, useMemo } from 'react'
import { recall, remember } from '../remember.ts'

/** A column of a grid; the list of them is data. */
export interface GridColumn<R> {
  id: string
  header: string
  width: number
  align?: 'end'
  /** Takes room that is left, up to this width. */
  grow?: number
  /** Cannot be hidden: without it a row could not be told from another. */
  fixed?: boolean
  /** Hidden until the operator asks for it. */
  hidden?: boolean
  /** The name the engine sorts by. */
  sort?: string
  cell: (row: R) => ReactNode
  /** What copying puts into the clipboard. */
  text: (row: R) => string
}

const features = tableFeatures({ columnSizingFeature, columnVisibilityFeature, columnResizingFeature })
type Features = typeof features
const noRows: never[] = []
const isRecordOf =
  <T>(type: string) =>
  (value: unknown): value is Record<string, T> =>
    typeof value === 'object' && value !== null && Object.values(value).every((entry) => typeof entry === type)

/** Widths and visibility of one grid's columns, remembered between starts. TanStack Table keeps the state; rows never enter it. */
export function useColumns<R>(gridId: string, columns: readonly GridColumn<R>[]) {
  const defs = useMemo<ColumnDef<Features, never>[]>(
    () =>
      columns.map((column) => ({
        id: column.id,
        header: column.header,
        size: column.width,
        minSize: 56,
        maxSize: 720,
        enableHiding: column.fixed !== true,
      })),
    [columns],
  )
  const initialState = useMemo(
    () => ({
      columnSizing: recall(`columns.${gridId}.width`, {}, isRecordOf<number>('number')),
      columnVisibility: recall(
        `columns.${gridId}.shown`,
        Object.fromEntries(columns.filter((column) => column.hidden).map((column) => [column.id, false])),
        isRecordOf<boolean>('boolean'),
      ),
    }),
    [gridId, columns],
  )
  const table = useTable({ features, columns: defs, data: noRows, initialState, columnResizeMode: 'onChange' })
  const { columnSizing, columnVisibility } = table.state
  useEffect(() => remember(`columns.${gridId}.width`, columnSizing), [gridId, columnSizing])
  useEffect(() => remember(`columns.${gridId}.shown`, columnVisibility), [gridId, columnVisibility])

  const headers = table.getHeaderGroups()[0]?.headers ?? []
  const shown = headers.flatMap((header) => {
    const column = columns.find((known) => known.id === header.column.id)
    return column === undefined
      ? []
      : [
          {
            column,
            size: header.column.getSize(),
            resizing: header.column.getIsResizing(),
            onResize: header.getResizeHandler(),
            resizeBy: (by: number) =>
              table.setColumnSizing((old) => ({
                ...old,
                [column.id]: Math.min(720, Math.max(56, header.column.getSize() + by)),
              })),
            resetSize: () => header.column.resetSize(),
          },
        ]
  })
  const template = shown
    .map(({ column, size }) => (column.grow ? `minmax(${size}px, ${Math.max(size, column.grow)}px)` : `${size}px`))
    .join(' ')
  return {
    shown,
    template,
    width: shown.reduce((sum, { size }) => sum + size, 0),
    choices: table.getAllLeafColumns().map((leaf) => ({
      id: leaf.id,
      header: columns.find((column) => column.id === leaf.id)?.header ?? leaf.id,
      visible: leaf.getIsVisible(),
      canHide: leaf.getCanHide(),
      toggle: () => leaf.toggleVisibility(),
    })),
    reset: () => {
      table.resetColumnSizing(true)
      table.setColumnVisibility(
        Object.fromEntries(columns.filter((column) => column.hidden).map((column) => [column.id, false])),
      )
    },
  }
}
export type ShownColumn<R> = ReturnType<typeof useColumns<R>>['shown'][number]
export type GridColumns<R> = ReturnType<typeof useColumns<R>>
