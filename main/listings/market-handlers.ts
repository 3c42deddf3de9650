import type { Handlers, Output, Parsed } from '../../shared/contract.ts'
import { markets } from '../../shared/market.ts'
import { searchForm } from '../../shared/search.ts'
import type { FormField, MarketCall, MarketCategory, MarketPlace } from '../market/port.ts'
import { writeAudit } from '../store/audit.ts'
import type { DraftDeps } from './drafter.ts'
import { saveChoice, standingChoices, undoChoice, unmappedPaths } from './repository-choices.ts'
import { replaceWords, storedWords } from './repository-words.ts'
import { setStepSettings, setTemplate, stepSettingsOf, templateOf } from './settings.ts'
import { suggestionsFor } from './suggest.ts'

type Names =
  | 'markets.capabilities'
  | 'markets.categories'
  | 'markets.form'
  | 'markets.places'
  | 'templates.get'
  | 'templates.set'
  | 'words.get'
  | 'words.set'
  | 'categoryMap.list'
  | 'categoryMap.suggest'
  | 'categoryMap.set'
  | 'categoryMap.undo'
  | 'step.settings'
  | 'step.setSettings'

const SHOWN_CATEGORIES = 200
const ASK_MS = 60_000

/** What the operator waits for goes ahead of everything else, and not for ever. */
export const operatorsCall = (): MarketCall => ({ signal: AbortSignal.timeout(ASK_MS), priority: 'interactive' })

export const fieldView = ({
  source: _s,
  recognises: _r,
  choices,
  units,
  maxLength,
  usual,
  help,
  ...field
}: FormField) => ({
  ...field,
  ...(choices === undefined ? {} : { choices }),
  ...(units === undefined ? {} : { units }),
  ...(maxLength === undefined ? {} : { maxLength }),
  ...(usual === undefined ? {} : { usual }),
  ...(help === undefined ? {} : { help }),
})

export const placeView = ({ code, name, address, phone, usable, preferred }: MarketPlace) => ({
  ...{ code, name, address, phone, usable, preferred },
})

/** Leaves whose path or code holds all the words. */
export function foundCategories(categories: readonly MarketCategory[], search: string): MarketCategory[] {
  const words = searchForm(search)
    .split(' ')
    .filter((word) => word !== '')
  return categories.filter(({ leaf, path, code }) => {
    if (!leaf) return false
    const text = searchForm(`${path.join(' > ')} ${code}`)
    return words.every((word) => text.includes(word))
  })
}

async function categories(
  { facts }: DraftDeps,
  { market, search, refresh = false }: Parsed<'markets.categories'>,
): Promise<Output<'markets.categories'>> {
  const { value, fetchedAt } = await facts.categoriesAt(market, operatorsCall(), refresh)
  const found = foundCategories(value, search)
  const items = found
    .slice(0, SHOWN_CATEGORIES)
    .map(({ code, name, path, leaf }) => ({ code, name, path: path.join(' > '), leaf }))
  return { items, total: found.length, fetchedAt }
}

/** What markets say of themselves, and what the operator says of all listings of one. */
export const marketHandlers = (deps: DraftDeps): Handlers<Names> => {
  const { db, clock, adapters, facts } = deps
  return {
    'markets.capabilities': () => ({
      items: markets.map((market) => {
        const { findableAfterMs: _, stopsInOneCall: __, ...capabilities } = adapters[market].capabilities
        return { market, ...capabilities }
      }),
    }),
    'markets.categories': (input) => categories(deps, input),
    'markets.form': async ({ market, category, refresh = false }) => {
      const { value, fetchedAt } = await facts.formAt(market, category, operatorsCall(), refresh)
      return { category, path: value.path.join(' > '), fields: value.fields.map(fieldView), fetchedAt }
    },
    'markets.places': async ({ market, refresh = false }) => {
      const { value, fetchedAt } = await facts.placesAt(market, operatorsCall(), refresh)
      return { outbound: value.outbound.map(placeView), inbound: value.inbound.map(placeView), fetchedAt }
    },
    'templates.get': ({ market }) => templateOf(db, market),
    'templates.set': ({ market, template }) => setTemplate(db, market, template),
    'words.get': ({ market }) => ({ items: storedWords(db, market) }),
    'words.set': ({ market, kind, words }) => {
      const at = clock.now()
      db.transaction(() => {
        replaceWords(db, market, kind, words, at)
        const list = kind === 'stop' ? '금칙어' : '경고어'
        writeAudit(db, at, 'words.set', `${market ?? '모든 마켓'} ${list} ${words.length}개를 저장했습니다.`)
      }).immediate()
      return { items: storedWords(db, market) }
    },
    'categoryMap.list': (filter) => ({
      items: standingChoices(db, filter),
      unmapped: unmappedPaths(db).filter(
        (one) =>
          (filter.market === undefined || one.market === filter.market) &&
          (filter.wholesaler === undefined || one.wholesaler === filter.wholesaler),
      ),
    }),
    'categoryMap.suggest': async (input) => ({ items: await suggestionsFor(deps, input, operatorsCall()) }),
    'categoryMap.set': async ({ market, wholesaler, path, category }) => {
      // Refuses what is no leaf before it is learnt.
      const form = await facts.form(market, category, operatorsCall(), { again: true })
      const at = clock.now()
      const categoryPath = form.path.join(' > ')
      return db
        .transaction(() => {
          writeAudit(db, at, 'category.set', `${market} 카테고리를 정했습니다: ${wholesaler} ${path} → ${categoryPath}`)
          return saveChoice(db, { market, wholesaler, path, category, categoryPath, source: 'operator', at })
        })
        .immediate()
    },
    'categoryMap.undo': ({ choiceId }) => {
      const at = clock.now()
      const { market, wholesaler, path } = undoChoice(db, choiceId, at)
      writeAudit(db, at, 'category.undone', `${market} 카테고리 선택을 되돌렸습니다: ${wholesaler} ${path}`)
      return { done: true }
    },
    'step.settings': ({ market }) => stepSettingsOf(db, market),
    'step.setSettings': ({ market, settings }) => setStepSettings(db, market, settings),
  }
}
