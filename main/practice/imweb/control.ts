import type { Auth } from './auth-state.ts'
import { type Faults, faultGroups, faultKinds, faultNamed } from './faults.ts'
import { plainOrderNo } from './nonsense.ts'
import type { Recorder } from './seen.ts'
import type { Shop } from './shop.ts'
import { type ImwebControl, linkStates, type PracticeLimits } from './types.ts'
import { refuse } from './wire.ts'

export interface ControlDeps {
  auth: Auth
  shop: Shop
  faults: Faults
  seen: Recorder
  setLimits(limits: PracticeLimits | null): void
}

/** What tests, the app's practice panel and other processes can do to the practice shop. */
export function createControl({ auth, shop, faults, seen, setLimits }: ControlDeps): ImwebControl {
  return {
    fault(spec) {
      if (!faultKinds.includes(spec.kind)) throw refuse(10001, { kind: faultKinds })
      if (spec.on !== undefined && !faultGroups.includes(spec.on)) throw refuse(10001, { on: faultGroups })
      faults.set(spec)
    },
    faultByName(name, count) {
      const known = faultNamed(name)
      if (!known) throw refuse(10001, { kind: faultKinds, on: faultGroups })
      faults.set({ ...known, times: count })
    },
    clearFaults: () => faults.clear(),
    addOrder: (partial = {}) => shop.add(partial),
    changeOrder: (orderNo, change) => shop.change(orderNo, change),
    order(orderNo) {
      const id = shop.find(plainOrderNo(String(orderNo)))
      return id === null ? null : shop.order(id)
    },
    orders: ({ offset, limit }) => shop.select({}).ids(offset, limit).map(shop.order),
    expireTokens: () => auth.expireAccess(),
    revokeTokens: () => auth.revokeRefresh(),
    issueTokens(scope = 'site-info:write order:read') {
      if (auth.link() === 'linking') auth.setLink('linked')
      return auth.issue(scope)
    },
    linkState: () => auth.link(),
    setLinkState(state) {
      if (!linkStates.includes(state)) throw refuse(10001, { state: linkStates })
      auth.setLink(state)
    },
    setLimits,
    seen: () => seen.view(),
    resetSeen: () => seen.reset(),
  }
}
