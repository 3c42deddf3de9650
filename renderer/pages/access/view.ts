import { type AccessFilter, type EventFilter, eventStates, eventTypes } from '../../../shared/contract/access.ts'
import { revokeReasons } from '../../../shared/rules/access.ts'

export const accessTabs = ['people', 'sent', 'rules', 'app', 'notices'] as const
export type AccessTab = (typeof accessTabs)[number]
/** Let in, or why not any more. */
export const peopleStates = ['granted', ...revokeReasons] as const
export type PeopleState = (typeof peopleStates)[number]
export const toldKinds = ['current', 'behind'] as const

/** What the page shows, as it stands in the address: `/access?state=expired&open=b12`, `/access?tab=sent&state=rejected`. */
export interface AccessView {
  tab: AccessTab
  search?: string
  people?: PeopleState
  product?: string
  told?: (typeof toldKinds)[number]
  manual?: true
  event?: (typeof eventStates)[number]
  type?: (typeof eventTypes)[number]
  buyer?: string
  /** Of the person or the event whose detail is open. */
  open?: string
}
export type ViewParts = { [P in keyof Omit<AccessView, 'tab'>]?: AccessView[P] | undefined }
/** Takes every filter of either list away; a part that is missing here does not compile. */
export const noFilter: Record<keyof Omit<AccessView, 'tab' | 'open'>, undefined> = {
  ...{ search: undefined, people: undefined, product: undefined, told: undefined, manual: undefined },
  ...{ event: undefined, type: undefined, buyer: undefined },
}

const oneOf = <T extends string>(known: readonly T[], text: string | null) => known.find((value) => value === text)
const textOf = (text: string | null) => {
  const trimmed = text?.trim().slice(0, 100)
  return trimmed === '' ? undefined : trimmed
}
const present = <T extends object>(parts: T): { [P in keyof T]?: Exclude<T[P], undefined> } =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== '')) as never

/** Reads a view from an address; what is unknown or malformed there is as if it were absent. */
export function viewOf(params: URLSearchParams): AccessView {
  const tab = oneOf(accessTabs, params.get('tab')) ?? 'people'
  if (tab !== 'people' && tab !== 'sent') return { tab }
  const shared = { search: textOf(params.get('search')), open: textOf(params.get('open')) }
  const state = params.get('state')
  if (tab === 'sent') {
    const event = oneOf(eventStates, state)
    return {
      tab,
      ...present({ ...shared, event, type: oneOf(eventTypes, params.get('type')), buyer: textOf(params.get('buyer')) }),
    }
  }
  const manual = params.get('manual') === '1' ? (true as const) : undefined
  const told = oneOf(toldKinds, params.get('told'))
  const people = oneOf(peopleStates, state)
  return { tab, ...present({ ...shared, people, product: textOf(params.get('product')), told, manual }) }
}

/** The address of a view: only what differs from the plain list stands in it. */
export function pathOf({ tab, people, event, manual, ...rest }: AccessView): string {
  const params = new URLSearchParams()
  if (tab !== 'people') params.set('tab', tab)
  const parts = { state: people ?? event, manual: manual ? '1' : undefined, ...rest }
  for (const [name, value] of Object.entries(present(parts))) params.set(name, String(value))
  const text = params.toString()
  return text === '' ? '/access' : `/access?${text}`
}

/** The view with some parts replaced; an undefined part is taken out. Another list closes the open detail. */
export const withParts = ({ open: _, ...view }: AccessView, parts: ViewParts): AccessView => ({
  ...present({ ...view, ...parts }),
  tab: view.tab,
})

/** Which people a view asks for; with `state` left out those of every state. */
export function peopleFilterOf(view: AccessView, people: PeopleState | undefined = view.people): AccessFilter {
  const state: Pick<AccessFilter, 'state' | 'reason'> =
    people === undefined ? {} : people === 'granted' ? { state: 'granted' } : { reason: people }
  return {
    ...present({ search: view.search, productNo: view.product, told: view.told, manual: view.manual }),
    ...state,
  }
}

export const eventFilterOf = ({ search, event, type, buyer }: AccessView): EventFilter =>
  present({ search, state: event, type, buyerId: buyer })
