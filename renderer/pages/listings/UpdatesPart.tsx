import type { ListingUpdate } from '../../../shared/contract/listing-shapes.ts'
import { useWords } from '../../strings/index.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { When } from '../../ui/When.tsx'
import products from '../products/detail.module.css'
import classes from './listings.module.css'
import { kindText, statusTones, updateText } from './words.ts'

/** The changes of one listing, newest first: what, why, and what became of it. */
export function UpdatesPart({ updates }: { updates: readonly ListingUpdate[] }) {
  const { s, language } = useWords()
  const d = s.listed.detail
  return (
    <section className={products.part} aria-label={d.updates}>
      <div className={products.partHead}>
        <h3>{d.updates}</h3>
      </div>
      {updates.length === 0 ? (
        <p className="quiet">{d.noUpdates}</p>
      ) : (
        <ul className={classes.updates}>
          {updates.map((update) => (
            <li key={update.updateId}>
              <span className="quiet">
                <When at={update.doneAt ?? update.queuedAt} />
              </span>
              <span className={classes.value}>
                <strong>{kindText(s, update)}</strong> {updateText(s, update, language)}
              </span>
              <StateBadge tone={statusTones[update.status]} spin={update.status === 'sending'}>
                {s.updates.statuses[update.status]}
              </StateBadge>
              <p>
                {update.why}
                {update.lastError === null ? null : (
                  <>
                    {' '}
                    <span className="mono">{update.lastError.serviceCode ?? update.lastError.code}</span>{' '}
                    {update.lastError.message} {update.lastError.nextStep}
                  </>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
