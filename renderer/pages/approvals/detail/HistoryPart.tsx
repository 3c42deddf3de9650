import { useWords } from '../../../strings/index.ts'
import { won } from '../../../ui/format.ts'
import ui from '../../../ui/ui.module.css'
import { When } from '../../../ui/When.tsx'
import products from '../../products/detail.module.css'
import classes from './detail.module.css'
import { useWorking } from './useDetail.ts'

/** Every approval with the values that were approved, and what happened to the listing. */
export function HistoryPart() {
  const { s, language } = useWords()
  const h = s.listing.history
  const { detail } = useWorking()
  return (
    <>
      <section className={products.part} aria-label={h.approvals}>
        <div className={products.partHead}>
          <h3>{h.approvals}</h3>
        </div>
        {detail.approvals.length === 0 ? (
          <p className="quiet">{h.noApprovals}</p>
        ) : (
          <table className={ui.plain}>
            <thead>
              <tr>
                <th scope="col">{h.at}</th>
                <th scope="col">{h.name}</th>
                <th scope="col" className={ui.end}>
                  {h.price}
                </th>
                <th scope="col" className={ui.end}>
                  {h.margin}
                </th>
              </tr>
            </thead>
            <tbody>
              {detail.approvals.map((approval) => (
                <tr key={approval.at}>
                  <td>
                    <When at={approval.at} />
                  </td>
                  <td>{approval.name}</td>
                  <td className={ui.end}>{won(approval.price, language)}</td>
                  <td className={ui.end}>{approval.margin === null ? '–' : won(approval.margin, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {detail.events.length === 0 ? null : (
        <section className={products.part} aria-label={h.events}>
          <div className={products.partHead}>
            <h3>{h.events}</h3>
          </div>
          <ol className={classes.events}>
            {detail.events.map((event) => (
              <li key={`${event.at}|${event.kind}|${event.text}`}>
                <When at={event.at} />
                <span>
                  {event.text}
                  {event.serviceCode === null ? null : <span className="mono"> {event.serviceCode}</span>}
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  )
}
