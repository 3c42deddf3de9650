import type { SecretStore } from '../types.ts'

/** Keeps secrets for the life of one process. For tests. */
export const memoryStore = (entries = new Map<string, string>()): SecretStore => ({
  get: async (name) => entries.get(name) ?? null,
  set: async (name, value) => void entries.set(name, value),
  remove: async (name) => void entries.delete(name),
})
