import { Button, Modal, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { StoredRule } from '../../../../shared/contract/listing-shapes.ts'
import type { Market } from '../../../../shared/market.ts'
import { type Wholesaler, wholesalers } from '../../../../shared/product.ts'
import { useAct, useCall } from '../../../app/query.ts'
import { useStrings } from '../../../strings/index.ts'
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx'
import { say } from '../../../ui/notify.ts'
import ui from '../../../ui/ui.module.css'
import { targetText } from './Overrides.tsx'
import { RuleFields } from './RuleFields.tsx'
import { emptyForm, formOf, type RuleForm, targetParts, valuesOf } from './ruleForm.ts'
import classes from './rules.module.css'

interface Props {
  market: Market
  rule: StoredRule | null
  base: RuleForm
  onClose: () => void
}
type Scope = 'wholesaler' | 'category' | 'product'
const scopes: readonly Scope[] = ['wholesaler', 'category', 'product']

/** A narrower rule: for whom, and only what differs from the market's. */
export function OverrideDialog({ market, rule, base, onClose }: Props) {
  const s = useStrings()
  const r = s.rules
  const before = rule === null ? null : targetParts(rule.target)
  const [scope, setScope] = useState<Scope>(scopes.find((known) => known === rule?.scope) ?? 'category')
  const [wholesaler, setWholesaler] = useState<Wholesaler>(
    wholesalers.find((known) => known === before?.wholesaler) ?? 'ownerclan',
  )
  const [rest, setRest] = useState(before?.rest ?? '')
  const [form, setForm] = useState(rule === null ? emptyForm : formOf(rule.rule))
  const categories = useCall(
    'products.categories',
    { wholesaler },
    { enabled: scope === 'category' && rule === null },
  ).data
  const save = useAct('rules.set', { refresh: ['rules.list', 'rules.preview', 'rules.price'] })
  const values = valuesOf(form)
  const target = scope === 'wholesaler' ? wholesaler : `${wholesaler}:${rest.trim()}`
  const ready = Object.keys(values).length > 0 && (scope === 'wholesaler' || rest.trim() !== '')
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      title={rule === null ? r.addOverride : r.editOf(targetText(s, rule))}
      closeButtonProps={{ 'aria-label': s.common.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!ready) return
          save.mutate(
            { market, scope, target, rule: values },
            {
              onSuccess: () => {
                say(r.saved)
                onClose()
              },
            },
          )
        }}
      >
        {rule !== null ? null : (
          <div className={classes.targets}>
            <Select
              label={r.scope}
              allowDeselect={false}
              data={scopes.map((value) => ({ value, label: r.scopes[value] }))}
              value={scope}
              onChange={(value) => {
                setScope(scopes.find((known) => known === value) ?? 'category')
                setRest('')
              }}
            />
            <Select
              label={r.scopes.wholesaler}
              allowDeselect={false}
              data={wholesalers.map((value) => ({ value, label: s.products.wholesaler[value] }))}
              value={wholesaler}
              onChange={(value) => {
                setWholesaler(wholesalers.find((known) => known === value) ?? 'ownerclan')
                setRest('')
              }}
            />
            {scope === 'category' ? (
              <Select
                label={r.scopes.category}
                description={r.categoryHint}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                searchable
                limit={200}
                nothingFoundMessage={s.products.filters.noCategory}
                data={[...new Set((categories?.items ?? []).map((item) => item.path))]}
                value={rest === '' ? null : rest}
                onChange={(value) => setRest(value ?? '')}
              />
            ) : scope === 'product' ? (
              <TextInput
                label={s.products.columns.code}
                value={rest}
                maxLength={200}
                spellCheck={false}
                onChange={(event) => setRest(event.currentTarget.value)}
              />
            ) : null}
          </div>
        )}
        <p className={classes.lead}>{r.onlyDifferent}</p>
        <RuleFields form={form} inherited={base} onChange={(part) => setForm((old) => ({ ...old, ...part }))} />
        {save.isError ? <ErrorPanel inline error={save.error} /> : null}
        <div className={ui.confirmActions}>
          <Button variant="default" onClick={onClose}>
            {s.common.cancel}
          </Button>
          <Button type="submit" disabled={!ready} loading={save.isPending}>
            {s.common.save}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
