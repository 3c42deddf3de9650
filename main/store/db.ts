import Sqlite from 'better-sqlite3'

export type Db = Sqlite.Database
export type Statement<P extends unknown[] = unknown[], R = unknown> = Sqlite.Statement<P, R>
export { Sqlite }
