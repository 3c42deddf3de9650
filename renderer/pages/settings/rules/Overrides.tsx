import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { useState } from 'react'
import type { StoredRule } from '../../../../shared/contract/listing-shapes.ts'
import type { Market } from '../../../../shared/market.ts'
import { wholesalers } from '../../../../shared/product.ts'
import { useAct } from '../../../app/query.ts'
import { type Strings, useWords } from '../../../strings/index.ts'
import { Confirm } from '../../../ui/Confirm.tsx'
import { type Language, won } from '../../../ui/format.ts'
import { IconPencil, IconPlus, IconTrash } from '../../../ui/icons.ts'
import { Section } from '../../../ui/Page.tsx'
import ui from '../../../ui/ui.module.css'
import { When } from '../../../ui/When.tsx'
import { rateText } from '../../approvals/words.ts'
import { OverrideDialog } from './OverrideDialog.tsx'
import { type RuleForm, rateFields, targetParts, wonFields } from './ruleForm.ts'
import classes from './rules.module.css'

interface Props {
  market: Market
  rules: readonly StoredRule[]
  base: RuleForm
}

export const targetText = (s: Strings, { target }: Pick<StoredRule, 'target'>): string => {
  const { wholesaler, rest } = targetParts(target)
  const known = wholesalers.find((name) => name === wholesaler)
  const name = known === undefined ? wholesaler : s.products.wholesaler[known]
  return rest === '' ? name : `${name} · ${rest}`
}

const valuesText = (s: Strings, rule: StoredRule['rule'], language: Language): string => {
  const r = s.rules
  return [
    ...rateFields.flatMap((field) =>
      rule[field] === undefined ? [] : [`${r.fields[field]} ${rateText(rule[field] ?? 0)}`],
    ),
    ...wonFields.flatMap((field) => {
      const value = rule[field]
      return value === undefined ? [] : [`${r.fields[field]} ${value === null ? r.noMinimum : won(value, language)}`]
    }),
    ...(rule.roundDirection === undefined ? [] : [`${r.fields.roundDirection} ${r.directions[rule.roundDirection]}`]),
  ].join(', ')
}

/** What differs for a wholesaler, a category or a product; the narrowest wins. */
export function Overrides({ market, rules, base }: Props) {
  const { s, language } = useWords()
  const r = s.rules
  const [editing, setEditing] = useState<StoredRule | 'new' | null>(null)
  const [removing, setRemoving] = useState<StoredRule | null>(null)
  const remove = useAct('rules.remove', { refresh: ['rules.list', 'rules.preview', 'rules.price'] })
  return (
    <Section
      title={r.overrides}
      aside={
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setEditing('new')}
        >
          {r.addOverride}
        </Button>
      }
    >
      <p className={classes.lead}>{r.overridesText}</p>
      {rules.length === 0 ? (
        <p className="quiet">{r.noOverrides}</p>
      ) : (
        <table className={ui.plain}>
          <thead>
            <tr>
              <th scope="col">{r.scope}</th>
              <th scope="col">{r.target}</th>
              <th scope="col">{r.values}</th>
              <th scope="col">{r.changedAt}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => (
              <tr key={`${rule.scope}|${rule.target}`}>
                <td>{r.scopes[rule.scope]}</td>
                <td>{targetText(s, rule)}</td>
                <td>{valuesText(s, rule.rule, language)}</td>
                <td>
                  <When at={rule.updatedAt} />
                </td>
                <td className={classes.rowActs}>
                  <Tooltip label={r.edit}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={26}
                      aria-label={r.editOf(targetText(s, rule))}
                      onClick={() => setEditing(rule)}
                    >
                      <IconPencil size={15} />
                    </ActionIcon>
                  </Tooltip>
                  <Tooltip label={s.common.remove}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={26}
                      aria-label={r.removeOf(targetText(s, rule))}
                      onClick={() => setRemoving(rule)}
                    >
                      <IconTrash size={15} />
                    </ActionIcon>
                  </Tooltip>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {editing === null ? null : (
        <OverrideDialog
          market={market}
          rule={editing === 'new' ? null : editing}
          base={base}
          onClose={() => setEditing(null)}
        />
      )}
      <Confirm
        opened={removing !== null}
        danger
        title={removing === null ? '' : r.removeTitle(targetText(s, removing))}
        text={r.removeText}
        go={s.common.remove}
        busy={remove.isPending}
        error={remove.error}
        onClose={() => setRemoving(null)}
        onGo={() =>
          removing !== null &&
          remove.mutate(
            { market, scope: removing.scope, target: removing.target },
            { onSuccess: () => setRemoving(null) },
          )
        }
      />
    </Section>
  )
}
