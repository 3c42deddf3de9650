import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Finding } from '../../../../shared/market.ts'
import { useStrings } from '../../../strings/index.ts'
import { IconArrowBackUp, IconLock } from '../../../ui/icons.ts'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import products from '../../products/detail.module.css'
import classes from './detail.module.css'
import { derivedAgain, type Field, findingsOf, markOf, useWorking } from './useDetail.ts'

interface Props {
  /** The finding's field that belongs here. */
  field: string
  title: string
  /** The edit that can be taken back here. */
  edit?: Field
  aside?: ReactNode
  children: ReactNode
}

/** One part of a listing with what is wrong with it right beside it, and the way back from what was set by hand. */
export function Part({ field, title, edit, aside, children }: Props) {
  const { detail } = useWorking()
  return (
    <section className={products.part} aria-label={title} id={`part-${field}`}>
      <div className={products.partHead}>
        <h3>{title}</h3>
        <span className={classes.partAside}>
          {edit === undefined ? null : <Mark edit={edit} title={title} />}
          {aside}
        </span>
      </div>
      {children}
      <Reasons findings={findingsOf(detail.findings, field)} />
    </section>
  )
}

function Mark({ edit, title }: { edit: Field; title: string }) {
  const s = useStrings()
  const d = s.listing
  const { detail, pending, change } = useWorking()
  const mark = markOf(detail, pending, edit)
  if (mark === null) return null
  return (
    <>
      <span className={classes.mark} data-mark={mark}>
        {mark === 'edited' ? <IconLock size={13} aria-hidden /> : null}
        {d.marks[mark]}
      </span>
      {mark === 'edited' ? (
        <Button
          variant="subtle"
          size="compact-xs"
          aria-label={d.derivedAgainOf(title)}
          leftSection={<IconArrowBackUp size={13} aria-hidden />}
          onClick={() => change(derivedAgain(detail, edit))}
        >
          {d.derivedAgain}
        </Button>
      ) : null}
    </>
  )
}

export function Reasons({ findings }: { findings: readonly Finding[] }) {
  const s = useStrings()
  if (findings.length === 0) return null
  return (
    <ul className={classes.reasons}>
      {findings.map((finding) => (
        <li key={`${finding.code}|${finding.field}|${finding.message}`} data-level={finding.level}>
          <StateBadge tone={finding.level === 'red' ? 'bad' : 'warn'}>{s.listing.levels[finding.level]}</StateBadge>
          <span data-copyable>
            {finding.message} <span className="mono">{finding.code}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
