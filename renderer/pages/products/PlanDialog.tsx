import { Button, Modal, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { CollectConditions, CollectPlanRow } from '../../../shared/contract/products.ts'
import { type Wholesaler, wholesalers } from '../../../shared/product.ts'
import { queryClient, useAct, useCall } from '../../app/query.ts'
import { useJobs } from '../../stores/jobs.ts'
import { useWords } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { sayFailure } from '../../ui/notify.ts'
import { CategoryField } from './CategoryField.tsx'
import { PlanPreview } from './PlanPreview.tsx'
import { keysOf, mostKeys } from './planWords.ts'
import classes from './products.module.css'

interface Props {
  plan: CollectPlanRow | null
  connected: readonly Wholesaler[]
  onClose: () => void
}
type Scope = 'all' | 'conditions' | 'keys'
const hours = [1, 3, 6, 12, 24, 72, 168]
const numberOr = (value: string | number): number | undefined => (value === '' ? undefined : Math.round(Number(value)))

const scopeOf = (request: CollectConditions | undefined): Scope =>
  request?.keys !== undefined
    ? 'keys'
    : request === undefined || request.search || request.category || request.minPrice || request.maxPrice
      ? 'conditions'
      : 'all'

/** What to collect, from whom, how often; the count and the time are shown before anything is saved. */
export default function PlanDialog({ plan, connected, onClose }: Props) {
  const { s } = useWords()
  const p = s.plans
  const started = useJobs((state) => state.started)
  const capabilities = useCall('collect.capabilities', {}).data
  const [name, setName] = useState(plan?.name ?? '')
  const [wholesaler, setWholesaler] = useState<Wholesaler | null>(plan?.wholesaler ?? connected[0] ?? null)
  const [scope, setScope] = useState<Scope>(scopeOf(plan?.request))
  const [keys, setKeys] = useState((plan?.request.keys ?? []).join('\n'))
  const [search, setSearch] = useState(plan?.request.search ?? '')
  const [category, setCategory] = useState<string | null>(plan?.request.category ?? null)
  const [minPrice, setMin] = useState<string | number>(plan?.request.minPrice ?? '')
  const [maxPrice, setMax] = useState<string | number>(plan?.request.maxPrice ?? '')
  const [limit, setLimit] = useState<string | number>(plan?.request.limit ?? '')
  const [every, setEvery] = useState<number | null>(plan === null ? 24 : plan.everyHours)
  const [changed, setChanged] = useState(plan?.onlyChanged ?? false)
  const [tried, setTried] = useState(false)
  const save = useAct('plans.save', { refresh: ['plans.list'] })
  const run = useAct('plans.start', { refresh: ['plans.list', 'jobs.list'] })

  const can = capabilities?.items.find((item) => item.wholesaler === wholesaler)
  const scopes = (['conditions', 'all', 'keys'] as const).filter((value) =>
    value === 'all'
      ? can === undefined || can.wholeCatalogue || can.changedSince
      : value === 'keys'
        ? can === undefined || can.byKeys
        : can === undefined || can.bySearch || can.byCategory || can.byPrice,
  )
  const shownScope = scopes.includes(scope) ? scope : (scopes[0] ?? 'conditions')
  const keyList = shownScope === 'keys' ? keysOf(keys) : []
  const bad = {
    name: name.trim() === '',
    keys: shownScope === 'keys' && (keyList.length === 0 || keyList.length > mostKeys),
    price: minPrice !== '' && maxPrice !== '' && Number(maxPrice) < Number(minPrice),
    nothing:
      shownScope === 'conditions' && search.trim() === '' && category === null && minPrice === '' && maxPrice === '',
  }
  const request: CollectConditions = {
    ...(shownScope === 'keys' ? { keys: keyList } : {}),
    ...(shownScope === 'conditions'
      ? Object.fromEntries(
          Object.entries({
            search: search.trim() || undefined,
            category: category ?? undefined,
            minPrice: numberOr(minPrice),
            maxPrice: numberOr(maxPrice),
          }).filter(([, value]) => value !== undefined),
        )
      : {}),
    ...(shownScope !== 'keys' && numberOr(limit) !== undefined ? { limit: numberOr(limit) ?? 1 } : {}),
    ...(plan?.request.changedSince === undefined ? {} : { changedSince: plan.request.changedSince }),
  }
  const canTellChanged = can?.changedSince === true && shownScope !== 'keys'
  const onlyChanged = changed && canTellChanged
  const askable = !bad.keys && !bad.price && !bad.nothing
  const submit = async (andRun: boolean) => {
    setTried(true)
    if (wholesaler === null || bad.name || !askable) return
    const saved = await save.mutateAsync({
      ...(plan === null ? {} : { planId: plan.planId }),
      name: name.trim(),
      wholesaler,
      request,
      everyHours: every,
      enabled: plan?.enabled ?? true,
      onlyChanged,
    })
    void queryClient.invalidateQueries({ queryKey: ['plans.list'] })
    onClose()
    if (!andRun) return
    const { jobId } = await run.mutateAsync({ planId: saved.planId })
    started(jobId)
  }
  const go = (andRun: boolean) => void submit(andRun).catch((thrown) => (save.isError ? undefined : sayFailure(thrown)))
  return (
    <Modal
      opened
      onClose={onClose}
      title={plan === null ? p.newTitle : p.editTitle}
      size={620}
      closeButtonProps={{ 'aria-label': s.common.close }}
    >
      <form
        className={classes.form}
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          go(false)
        }}
      >
        <div className={classes.pair}>
          <TextInput
            label={p.name}
            placeholder={p.nameHint}
            value={name}
            maxLength={80}
            data-autofocus
            error={tried && bad.name ? s.wholesalers.required : undefined}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={p.wholesaler}
            allowDeselect={false}
            disabled={plan !== null}
            data={wholesalers.map((value) => ({
              value,
              label: connected.includes(value)
                ? s.products.wholesaler[value]
                : `${s.products.wholesaler[value]} (${p.notConnected})`,
              disabled: !connected.includes(value),
            }))}
            value={wholesaler}
            onChange={(value) => {
              setWholesaler(wholesalers.find((known) => known === value) ?? null)
              setCategory(null)
            }}
          />
        </div>
        <div className={classes.pair}>
          <Select
            label={p.scope}
            allowDeselect={false}
            data={scopes.map((value) => ({ value, label: p.scopes[value] }))}
            value={shownScope}
            onChange={(value) => setScope(scopes.find((known) => known === value) ?? 'conditions')}
          />
          <Select
            label={p.everyLabel}
            allowDeselect={false}
            data={[
              { value: '', label: p.byHand },
              ...[...new Set([...hours, ...(every === null ? [] : [every])])]
                .sort((a, b) => a - b)
                .map((value) => ({ value: String(value), label: p.every(value) })),
            ]}
            value={every === null ? '' : String(every)}
            onChange={(value) => setEvery(value === null || value === '' ? null : Number(value))}
          />
        </div>
        {shownScope === 'keys' ? (
          <Textarea
            label={p.keys}
            description={p.keysHint}
            rows={6}
            spellCheck={false}
            value={keys}
            error={
              keyList.length > mostKeys
                ? p.keysTooMany(mostKeys)
                : tried && bad.keys
                  ? s.wholesalers.required
                  : undefined
            }
            onChange={(event) => setKeys(event.currentTarget.value)}
          />
        ) : null}
        {shownScope === 'keys' && keyList.length > 0 ? (
          <p className={classes.hint}>{p.keysCount(keyList.length)}</p>
        ) : null}
        {shownScope === 'conditions' ? (
          <>
            <div className={classes.pair}>
              {can?.bySearch === false ? null : (
                <TextInput
                  label={p.search}
                  value={search}
                  maxLength={200}
                  onChange={(event) => setSearch(event.currentTarget.value)}
                />
              )}
              {can?.byCategory === false || wholesaler === null ? null : (
                <CategoryField wholesaler={wholesaler} value={category} onChange={setCategory} />
              )}
            </div>
            {can?.byPrice === false ? null : (
              <div className={classes.pair}>
                <NumberInput
                  label={`${p.price} ${s.products.filters.minPrice}`}
                  value={minPrice}
                  min={0}
                  thousandSeparator=","
                  onChange={setMin}
                />
                <NumberInput
                  label={`${p.price} ${s.products.filters.maxPrice}`}
                  value={maxPrice}
                  min={0}
                  thousandSeparator=","
                  error={bad.price ? s.products.filters.badPrice : undefined}
                  onChange={setMax}
                />
              </div>
            )}
          </>
        ) : null}
        {shownScope === 'keys' ? null : (
          <NumberInput
            label={p.limit}
            description={p.limitHint}
            value={limit}
            min={1}
            max={10_000_000}
            thousandSeparator=","
            w={240}
            onChange={setLimit}
          />
        )}
        {can === undefined || shownScope === 'keys' ? null : (
          <Switch
            label={p.onlyChanged}
            description={can.changedSince ? p.onlyChangedHint : p.onlyChangedNot(s.products.wholesaler[can.wholesaler])}
            disabled={!canTellChanged}
            checked={onlyChanged}
            onChange={(event) => setChanged(event.currentTarget.checked)}
          />
        )}
        {wholesaler === null ? null : (
          <PlanPreview
            wholesaler={wholesaler}
            request={request}
            onlyChanged={onlyChanged}
            planId={plan?.planId}
            ready={askable}
            {...(can === undefined ? {} : { can })}
          />
        )}
        {tried && bad.nothing ? <p role="alert">{p.nothingAsked}</p> : null}
        {save.isError ? <ErrorPanel inline error={save.error} /> : null}
        <div className={classes.formActs}>
          <Button variant="default" onClick={onClose}>
            {s.common.cancel}
          </Button>
          <Button type="submit" variant="default" loading={save.isPending}>
            {s.common.save}
          </Button>
          <Button onClick={() => go(true)} loading={save.isPending || run.isPending}>
            {p.saveAndRun}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
