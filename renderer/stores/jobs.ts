import { create } from 'zustand'
import type { Job } from '../../shared/contract/work.ts'

/** Jobs the tray shows: those under way, and the ends the operator has not put away yet. */
interface Jobs {
  jobs: Record<string, Job>
  /** Jobs the operator started from this window: their end stays in the tray until dismissed. */
  mine: readonly string[]
  dismissed: readonly string[]
  heard(job: Job): void
  /** A job read from a list, which may be older than what an event has said meanwhile. */
  found(job: Job): void
  started(jobId: string): void
  dismiss(jobId: string): void
}

export const isOpenJob = (job: Job) => job.status === 'queued' || job.status === 'running'
const keptEnds = 50

export const useJobs = create<Jobs>()((set) => ({
  jobs: {},
  mine: [],
  dismissed: [],
  heard: (job) =>
    set((s) => {
      const jobs = { ...s.jobs, [job.jobId]: job }
      const ended = Object.values(jobs).filter((known) => !isOpenJob(known))
      for (const old of ended.slice(0, Math.max(0, ended.length - keptEnds))) delete jobs[old.jobId]
      return { jobs }
    }),
  found: (job) => set((s) => (s.jobs[job.jobId] === undefined ? { jobs: { ...s.jobs, [job.jobId]: job } } : s)),
  started: (jobId) => set((s) => (s.mine.includes(jobId) ? s : { mine: [...s.mine, jobId] })),
  dismiss: (jobId) => set((s) => ({ dismissed: [...s.dismissed, jobId] })),
}))

const failed = (job: Job) => job.status === 'dead' || job.outcome === 'rejected' || job.outcome === 'needs_setup'

/** Work that began by itself shows only when it takes a while: the page must not twitch every five minutes. */
export const briefMs = 1500

/** What the tray shows, in order: open jobs that do something, then ends that wait to be read. */
export const trayJobs = (s: Pick<Jobs, 'jobs' | 'mine' | 'dismissed'>, now: number): Job[] =>
  Object.values(s.jobs)
    .filter((job) => !s.dismissed.includes(job.jobId))
    .filter(
      (job) =>
        s.mine.includes(job.jobId) ||
        (isOpenJob(job)
          ? job.startedAt !== null && now - job.startedAt >= briefMs
          : failed(job) && job.outcome !== 'cancelled'),
    )
    .sort((a, b) => Number(isOpenJob(b)) - Number(isOpenJob(a)) || b.createdAt - a.createdAt)
