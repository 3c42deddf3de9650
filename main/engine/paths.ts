import { join } from 'node:path'

/** Where one data folder keeps its things. Practice has a folder of its own inside, so it never mixes with real data. */
export interface HomePaths {
  home: string
  database: string
  backups: string
  logs: string
  lock: string
  homeId: string
  practice: string
}

export const homePaths = (home: string): HomePaths => ({
  home,
  database: join(home, 'jangteo.db'),
  backups: join(home, 'backups'),
  logs: join(home, 'logs'),
  lock: join(home, 'home.lock'),
  homeId: join(home, 'home-id'),
  practice: join(home, 'practice'),
})
