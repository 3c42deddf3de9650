import type { Db } from '../db.ts'

export interface Migration {
  version: number
  name: string
  up(db: Db): void
}
