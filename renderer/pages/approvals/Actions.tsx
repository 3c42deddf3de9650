import { Button } from '@mantine/core'
import { type RefObject, useState } from 'react'
import type { ListingFilter, ListingRow } from '../../../shared/contract/listing-shapes.ts'
import { call } from '../../app/api.ts'
import { isOpenJob, useJobs } from '../../stores/jobs.ts'
import { actMs, useListingArrivals } from '../../stores/listingArrivals.ts'
import { useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import type { GridSelection } from '../../ui/grid/useSelection.ts'
import { IconCheck, IconRefresh, IconTrash } from '../../ui/icons.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import { SelectionBar } from '../orders/ListFrame.tsx'
import { ApproveDialog } from './ApproveDialog.tsx'
import { type Chosen, chosenOf, overChosen } from './approve.ts'
import { readAnew } from './refresh.ts'
import type { Stage } from './view.ts'

interface Props {
  stage: Stage
  filter: ListingFilter
  selection: GridSelection<ListingRow>
  /** The table's key for approval lands here. */
  ask: RefObject<((row: ListingRow | undefined) => void) | null>
  onCopy: () => void
  onOpen: (listingId: string) => void
}
type Question = { kind: 'withdraw' | 'discard'; chosen: Chosen; count: number }

/** What can be done with the selected listings. Each question names how many, and where. */
export function Actions({ stage, filter, selection, ask, onCopy, onOpen }: Props) {
  const s = useStrings()
  const a = s.approvals
  const [approving, setApproving] = useState<Chosen | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const [busy, setBusy] = useState(false)
  const started = useJobs((state) => state.started)
  const checking = useJobs((state) =>
    Object.values(state.jobs).some((job) => job.kind === 'listing-recheck' && isOpenJob(job)),
  )
  const approvable = stage !== 'approved'

  const guarded = async (work: () => Promise<unknown>) => {
    setBusy(true)
    useListingArrivals.getState().own(actMs)
    try {
      await work()
    } catch (thrown) {
      sayFailure(thrown)
    } finally {
      useListingArrivals.getState().own()
      setBusy(false)
    }
  }
  const chosen = () => chosenOf(selection.value, filter, selection.known())
  const approve = () => guarded(async () => setApproving(await chosen()))
  const put = (kind: Question['kind']) =>
    guarded(async () => setQuestion({ kind, chosen: await chosen(), count: selection.size }))
  const recheck = () =>
    guarded(async () => {
      let job: string | null = null
      const checked = await overChosen(await chosen(), async (part) => {
        const answer = await call('listings.recheck', part)
        job = answer.jobId ?? job
        return answer.checked
      })
      if (job === null) say(a.rechecked(checked))
      else started(job)
      readAnew()
    })
  const answer = ({ kind, chosen: which }: Question) =>
    guarded(async () => {
      if (kind === 'withdraw') {
        const changed = await overChosen(which, async (part) => (await call('listings.withdraw', part)).changed)
        say(a.withdrawn(changed))
      } else {
        const removed = await overChosen(which, async (part) => (await call('listings.discard', part)).removed)
        say(a.discarded(removed))
      }
      setQuestion(null)
      selection.clear()
      readAnew()
    })
  ask.current = (row) => {
    if (!approvable) return
    if (selection.size > 0) void approve()
    else if (row !== undefined) setApproving({ kind: 'rows', rows: [row] })
  }
  return (
    <>
      <SelectionBar selection={selection} onCopy={onCopy}>
        {approvable ? (
          <Button
            size="compact-sm"
            loading={busy}
            aria-keyshortcuts="a"
            leftSection={<IconCheck size={14} aria-hidden />}
            onClick={() => void approve()}
          >
            {a.approve}
          </Button>
        ) : (
          <Button variant="default" size="compact-sm" loading={busy} onClick={() => void put('withdraw')}>
            {a.withdraw}
          </Button>
        )}
        {approvable ? (
          <Button
            variant="default"
            size="compact-sm"
            loading={busy || checking}
            leftSection={<IconRefresh size={14} aria-hidden />}
            onClick={() => void recheck()}
          >
            {a.recheck}
          </Button>
        ) : null}
        {stage === 'draft' ? (
          <Button
            variant="default"
            size="compact-sm"
            loading={busy}
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={() => void put('discard')}
          >
            {a.discard}
          </Button>
        ) : null}
      </SelectionBar>
      {approving === null ? null : (
        <ApproveDialog
          chosen={approving}
          again={stage === 'again'}
          onOpen={onOpen}
          onDone={selection.clear}
          onClose={() => setApproving(null)}
        />
      )}
      <Confirm
        opened={question !== null}
        danger
        title={
          question === null
            ? ''
            : question.kind === 'withdraw'
              ? a.withdrawTitle(question.count)
              : a.discardTitle(question.count)
        }
        text={question?.kind === 'withdraw' ? a.withdrawText : a.discardText}
        go={question?.kind === 'withdraw' ? a.withdraw : a.discard}
        busy={busy}
        onClose={() => setQuestion(null)}
        onGo={() => question !== null && void answer(question)}
      />
    </>
  )
}
