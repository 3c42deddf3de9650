import { Button } from '@mantine/core'
import { useState } from 'react'
import type { StoredRule } from '../../../../shared/contract/listing-shapes.ts'
import type { Market } from '../../../../shared/market.ts'
import { useAct } from '../../../app/query.ts'
import { useStrings } from '../../../strings/index.ts'
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx'
import { say } from '../../../ui/notify.ts'
import { Section } from '../../../ui/Page.tsx'
import { marketName } from '../../approvals/words.ts'
import { Example } from './Example.tsx'
import { Fees } from './Fees.tsx'
import { Overrides } from './Overrides.tsx'
import { Preview } from './Preview.tsx'
import { RuleFields } from './RuleFields.tsx'
import { firstForm, formOf, isWhole, valuesOf } from './ruleForm.ts'
import classes from './rules.module.css'

/** A market's rule while it is written: the example and the preview follow each key, the drafts only what is saved. */
export function MarketRule({ market, rules }: { market: Market; rules: readonly StoredRule[] }) {
  const s = useStrings()
  const r = s.rules
  const own = rules.find((rule) => rule.scope === 'market')
  const [form, setForm] = useState(() => (own === undefined ? firstForm : formOf(own.rule)))
  const save = useAct('rules.set', { refresh: ['rules.list', 'rules.markets', 'rules.preview', 'rules.price'] })
  const whole = isWhole(form)
  const values = valuesOf(form)
  const same = own !== undefined && JSON.stringify(valuesOf(formOf(own.rule))) === JSON.stringify(values)
  return (
    <>
      <Section title={r.marketRule(marketName(s, market))}>
        {own === undefined ? <p className={classes.lead}>{r.noRuleYet}</p> : null}
        <div className={classes.ruleAndExample}>
          <form
            onSubmit={(event) => {
              event.preventDefault()
              if (whole)
                save.mutate({ market, scope: 'market', target: '', rule: values }, { onSuccess: () => say(r.saved) })
            }}
          >
            <RuleFields form={form} onChange={(part) => setForm((old) => ({ ...old, ...part }))} />
            {save.isError ? <ErrorPanel inline error={save.error} /> : null}
            <div className={classes.acts}>
              <Button type="submit" loading={save.isPending} disabled={!whole || same}>
                {s.common.save}
              </Button>
              {same ? (
                <span className="quiet">{r.isSaved}</span>
              ) : (
                <span className={classes.unsaved}>{r.notSaved}</span>
              )}
            </div>
          </form>
          {whole ? (
            <Example market={market} rule={values} />
          ) : (
            <p className={classes.exampleWaits}>{r.example.waits}</p>
          )}
        </div>
      </Section>
      <Overrides market={market} rules={rules.filter((rule) => rule.scope !== 'market')} base={form} />
      <Fees market={market} />
      <Preview market={market} {...(whole ? { rule: values } : {})} />
    </>
  )
}
