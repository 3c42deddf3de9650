import { ActionIcon, Button, Switch, Tooltip } from '@mantine/core'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { CollectPlanRow } from '../../../shared/contract/products.ts'
import { call } from '../../app/api.ts'
import { queryClient, useAct, useCall } from '../../app/query.ts'
import { isOpenJob, useJobs } from '../../stores/jobs.ts'
import { useWords } from '../../strings/index.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { IconPencil, IconPlayerPlay, IconPlus, IconTrash } from '../../ui/icons.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import { Skeleton } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import ui from '../../ui/ui.module.css'
import { When } from '../../ui/When.tsx'
import orders from '../orders/orders.module.css'
import { conditionsText } from './planWords.ts'
import classes from './products.module.css'
import { sayWithUndo } from './undo.tsx'
import { useAskableWholesalers, useConnectedWholesalers } from './useConnected.ts'

const PlanDialog = lazy(() => import('./PlanDialog.tsx'))
const CollectResult = lazy(() => import('./CollectResult.tsx'))

/** What is collected from whom and how often. */
export function PlansTab() {
  const { s } = useWords()
  const p = s.plans
  const [, navigate] = useLocation()
  const asked = new URLSearchParams(useSearch()).has('new')
  const plans = useCall('plans.list', {})
  const connected = useConnectedWholesalers()
  const [editing, setEditing] = useState<CollectPlanRow | 'new' | null>(asked ? 'new' : null)
  const [result, setResult] = useState<CollectPlanRow | null>(null)
  const mayAsk = useAskableWholesalers()
  const items = plans.data?.items
  const names = useCategoryNames()
  const close = () => {
    setEditing(null)
    if (asked) navigate('/products?tab=plans', { replace: true })
  }
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
      {p.add}
    </Button>
  )
  const none = connected !== undefined && connected.length === 0
  return (
    <>
      <div className={orders.info}>
        <output className={orders.count}>
          {items === undefined ? s.orders.counting : s.common.rows(items.length)}
        </output>
        {items !== undefined && items.length > 0 ? <span className={orders.toolbarEnd}>{add}</span> : null}
      </div>
      <div className={orders.split}>
        <div className={ui.scrollPage}>
          {plans.isError ? (
            <ErrorPanel error={plans.error} onRetry={() => void plans.refetch()} />
          ) : items === undefined ? (
            <Skeleton width={420} height={20} />
          ) : items.length === 0 ? (
            <EmptyState
              title={p.emptyTitle}
              text={none ? p.notConnectedText : p.emptyText}
              action={
                none ? <Button onClick={() => navigate('/connections')}>{s.products.connectWholesaler}</Button> : add
              }
            />
          ) : (
            <table className={`${ui.plain} ${classes.plans}`}>
              <thead>
                <tr>
                  <th scope="col">{p.columns.name}</th>
                  <th scope="col">{p.columns.what}</th>
                  <th scope="col">{p.columns.every}</th>
                  <th scope="col">{p.columns.next}</th>
                  <th scope="col">{p.columns.last}</th>
                  <th scope="col">{p.columns.on}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {items.map((plan) => (
                  <PlanLine
                    key={plan.planId}
                    plan={plan}
                    waits={mayAsk !== undefined && !mayAsk.includes(plan.wholesaler)}
                    categoryName={(code) => names.get(`${plan.wholesaler}:${code}`) ?? code}
                    onEdit={() => setEditing(plan)}
                    onResult={() => setResult(plan)}
                  />
                ))}
              </tbody>
            </table>
          )}
        </div>
        <Suspense>
          {result === null || result.lastJobId === null ? null : (
            <CollectResult jobId={result.lastJobId} name={result.name} onClose={() => setResult(null)} />
          )}
        </Suspense>
      </div>
      <Suspense>
        {editing === null || connected === undefined ? null : (
          <PlanDialog plan={editing === 'new' ? null : editing} connected={connected} onClose={close} />
        )}
      </Suspense>
    </>
  )
}

/** A wholesaler's category by its code, as far as collected products have named it. */
function useCategoryNames() {
  const categories = useCall('products.categories', {}, { staleTime: 5 * 60_000 }).data
  return useMemo(
    () => new Map((categories?.items ?? []).map((item) => [`${item.wholesaler}:${item.code}`, item.path])),
    [categories],
  )
}

interface LineProps {
  categoryName: (code: string) => string
  plan: CollectPlanRow
  /** Its wholesaler may not be asked until the operator has connected it. */
  waits: boolean
  onEdit: () => void
  onResult: () => void
}

function PlanLine({ plan, waits, categoryName, onEdit, onResult }: LineProps) {
  const { s, language } = useWords()
  const p = s.plans
  const job = useJobs((state) => (plan.lastJobId === null ? undefined : state.jobs[plan.lastJobId]))
  const started = useJobs((state) => state.started)
  const run = useAct('plans.start', { refresh: ['plans.list', 'jobs.list'] })
  const save = useAct('plans.save', { refresh: ['plans.list'] })
  const remove = useAct('plans.remove', { refresh: ['plans.list'] })
  const running = job !== undefined && isOpenJob(job)
  const { name, wholesaler, request, everyHours, onlyChanged } = plan
  const removeIt = () =>
    remove.mutate(
      { planId: plan.planId },
      {
        onSuccess: () =>
          sayWithUndo(p.removed(name), () =>
            call('plans.save', { name, wholesaler, request, everyHours, onlyChanged, enabled: plan.enabled }).finally(
              () => queryClient.invalidateQueries({ queryKey: ['plans.list'] }),
            ),
          ),
        onError: sayFailure,
      },
    )
  return (
    <tr>
      <td className={classes.planName}>{name}</td>
      <td className={classes.what}>
        {s.products.wholesaler[wholesaler]} · {conditionsText(s, request, language, categoryName)}
        {onlyChanged ? ` · ${p.conditions.onlyChanged}` : ''}
      </td>
      <td>{everyHours === null ? p.byHand : p.every(everyHours)}</td>
      <td className={plan.enabled && everyHours !== null ? undefined : classes.off}>
        {everyHours === null ? (
          '–'
        ) : !plan.enabled ? (
          p.off
        ) : waits ? (
          <StateBadge tone="warn">{p.waits}</StateBadge>
        ) : (
          <When at={plan.nextAt} />
        )}
      </td>
      <td>
        {running ? (
          <StateBadge tone="busy" spin={job.status === 'running'}>
            {p.running}
          </StateBadge>
        ) : (
          <When at={plan.lastStartedAt} />
        )}
        {plan.lastJobId === null ? null : (
          <>
            {' '}
            <button type="button" className={ui.linkButton} aria-label={p.resultOf(name)} onClick={onResult}>
              {p.result}
            </button>
          </>
        )}
      </td>
      <td>
        {everyHours === null ? (
          <span className="quiet">–</span>
        ) : (
          <Switch
            checked={plan.enabled}
            aria-label={p.turn(name)}
            onChange={(event) =>
              save.mutate(
                {
                  ...{ planId: plan.planId, name, wholesaler, request, everyHours, onlyChanged },
                  enabled: event.currentTarget.checked,
                },
                { onError: sayFailure },
              )
            }
          />
        )}
      </td>
      <td>
        <span className={classes.rowActs}>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={p.runOf(name)}
            disabled={running}
            loading={run.isPending}
            leftSection={<IconPlayerPlay size={14} aria-hidden />}
            onClick={() =>
              run.mutate(
                { planId: plan.planId },
                {
                  onSuccess: ({ jobId, existing }) => {
                    started(jobId)
                    if (existing) say(p.existing)
                  },
                  onError: sayFailure,
                },
              )
            }
          >
            {p.run}
          </Button>
          <Tooltip label={p.edit}>
            <ActionIcon variant="subtle" color="gray" size={28} aria-label={p.editOf(name)} onClick={onEdit}>
              <IconPencil size={16} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={s.common.remove}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={28}
              aria-label={p.removeOf(name)}
              loading={remove.isPending}
              onClick={removeIt}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Tooltip>
        </span>
      </td>
    </tr>
  )
}
