import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ListingUpdate } from '../../../shared/contract/listing-shapes.ts'
import { type Market, markets } from '../../../shared/market.ts'
import { call } from '../../app/api.ts'
import { queryClient } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { everything, type Selection } from '../../ui/grid/selection.ts'
import type { GridSelection } from '../../ui/grid/useSelection.ts'
import { say } from '../../ui/notify.ts'
import { readAnew } from '../approvals/refresh.ts'
import { placeText } from '../approvals/words.ts'
import { SelectionBar } from '../orders/ListFrame.tsx'
import type { UpdateShow } from './view.ts'

interface Props {
  show: UpdateShow
  market: Market | undefined
  selection: GridSelection<ListingUpdate>
  /** All that match. */
  total: number
  onCopy: () => void
}
interface Question {
  kind: 'approve' | 'dismiss'
  count: number
  places: readonly Market[]
  value: Selection
}
const pageSize = 200
const callSize = 10_000

/** Ids of all that wait but those left out, as they stand now. */
async function waitingBut(market: Market | undefined, leftOut: ReadonlySet<string>): Promise<number[]> {
  const ids: number[] = []
  let after: string | undefined
  for (;;) {
    const page = await call('updates.list', {
      statuses: ['waiting'],
      inOrder: true,
      limit: pageSize,
      ...(market === undefined ? {} : { market }),
      ...(after === undefined ? {} : { after }),
    })
    ids.push(...page.items.map(({ updateId }) => updateId).filter((id) => !leftOut.has(String(id))))
    if (page.next === null) return ids
    after = page.next
  }
}

/** Yes or no to changes that wait: those selected, or all of them. */
export function UpdateActions({ show, market, selection, total, onCopy }: Props) {
  const s = useStrings()
  const u = s.updates
  const [question, setQuestion] = useState<Question | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  if (show !== 'waiting') return null

  const put = (kind: Question['kind'], value: Selection, count: number) => {
    const known = value.all ? [] : selection.known()
    const places = value.all
      ? market === undefined
        ? markets
        : [market]
      : markets.filter((each) => known.some((row) => row.market === each))
    setError(null)
    setQuestion({ kind, count, places, value })
  }
  const answer = async (asked: Question) => {
    const { kind, value } = asked
    setBusy(true)
    setError(null)
    try {
      const ids = value.all ? await waitingBut(market, value.ids) : [...value.ids].map(Number)
      if (ids.length !== asked.count) {
        // Another number than the one that was confirmed is asked for again.
        say(u.countChanged(ids.length))
        setQuestion(ids.length === 0 ? null : { ...asked, count: ids.length })
        return
      }
      let changed = 0
      for (let from = 0; from < ids.length; from += callSize) {
        const updateIds = ids.slice(from, from + callSize)
        changed += (await call(kind === 'approve' ? 'updates.approve' : 'updates.dismiss', { updateIds })).changed
      }
      say(kind === 'approve' ? u.approved(changed) : u.dismissed(changed))
      setQuestion(null)
      selection.clear()
    } catch (thrown) {
      setError(thrown)
    } finally {
      void queryClient.invalidateQueries({ queryKey: ['updates.list'] })
      readAnew()
      setBusy(false)
    }
  }
  const approving = question?.kind === 'approve'
  return (
    <>
      {selection.size === 0 && total > 0 ? (
        <Button size="compact-sm" onClick={() => put('approve', everything, total)}>
          {u.approveAll(total)}
        </Button>
      ) : null}
      <SelectionBar selection={selection} onCopy={onCopy}>
        <Button size="compact-sm" onClick={() => put('approve', selection.value, selection.size)}>
          {u.approve}
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => put('dismiss', selection.value, selection.size)}>
          {u.dismiss}
        </Button>
      </SelectionBar>
      <Confirm
        opened={question !== null}
        danger={question?.kind === 'dismiss'}
        title={
          question === null
            ? ''
            : approving
              ? u.approveTitle(question.count, placeText(s, question.places))
              : u.dismissTitle(question.count)
        }
        text={approving ? u.approveText : u.dismissText}
        go={approving ? u.approve : u.dismiss}
        busy={busy}
        error={error}
        onClose={() => setQuestion(null)}
        onGo={() => question !== null && void answer(question)}
      />
    </>
  )
}
