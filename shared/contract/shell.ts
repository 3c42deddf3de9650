import { z } from 'zod'
import { wholesalers } from '../product.ts'
import { done, none, shell } from './base.ts'
import { exportPreset, exportSpec } from './buyers.ts'
import { listingId } from './listing-shapes.ts'
import { bansReport, importPreview } from './products.ts'
import { apiCallFilter } from './work.ts'

const helpTopics = [
  'imweb-console',
  'imweb-guide',
  'coupang-keys',
  'naver-keys',
  '11st-keys',
  'data-folder',
  'logs',
] as const

const picked = z.object({ jobId: z.string().nullable() })

/** Calls that need windows or the OS. File names come from the OS's own dialogs, never from the screen. */
/** Characters that the clipboard is given at once. */
export const mostCopied = 20_000_000

export const shellCalls = {
  'shell.exportAs': shell(exportSpec, picked),
  'shell.exportApiCalls': shell(apiCallFilter, z.object({ rows: z.int().nullable() })),
  'shell.schedulePreset': shell(
    z.object({ presetId: z.string(), everyHours: z.int().min(1).max(168).nullable() }),
    exportPreset.nullable(),
  ),
  /** A CSV of banned codes, words or brands, picked in the OS's dialog; null when none was picked. */
  'shell.importBans': shell(none, bansReport.nullable()),
  /** Picks an old collector's CSV and says what is in it; `token` stands for the file in `shell.startImport`. */
  'shell.previewImport': shell(
    z.object({ wholesaler: z.enum(wholesalers).optional() }),
    z.object({ token: z.string(), name: z.string(), preview: importPreview }).nullable(),
  ),
  'shell.startImport': shell(
    z.object({ token: z.string().max(100), wholesaler: z.enum(wholesalers).optional() }),
    z.object({ jobId: z.string() }),
  ),
  /** Shows the file of a finished export in the OS's file manager. */
  'shell.revealExport': shell(z.object({ jobId: z.string() }), done),
  /** Opens one of the help pages this app knows, by name. */
  'shell.openHelp': shell(z.object({ topic: z.enum(helpTopics) }), done),
  /** Shows a listing where buyers see it. The screen names the listing; the address is the one that its market told. */
  'shell.openListing': shell(z.object({ listingId }), done),
  'shell.startPractice': shell(none, done),
  'shell.stopPractice': shell(none, done),
  'shell.openAuthorize': shell(z.object({ attemptId: z.string() }), done),
  'shell.copyText': shell(z.object({ text: z.string().max(mostCopied) }), done),
  'shell.checkForUpdate': shell(none, z.object({ available: z.boolean(), version: z.string().nullable() })),
  'shell.restart': shell(none, done),
} as const
