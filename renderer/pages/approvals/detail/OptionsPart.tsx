import { useState } from 'react'
import { useWords } from '../../../strings/index.ts'
import { count, won } from '../../../ui/format.ts'
import ui from '../../../ui/ui.module.css'
import { Part } from './Part.tsx'
import { useWorking } from './useDetail.ts'

const firstShown = 12

/** Every option as it will be sold: its full price and the pieces offered. */
export function OptionsPart() {
  const { s, language } = useWords()
  const d = s.listing.options
  const { detail, capabilities } = useWorking()
  const { options, stock } = detail.content
  const [all, setAll] = useState(false)
  const shown = all ? options : options.slice(0, firstShown)
  const most = capabilities?.maxOptions
  return (
    <>
      <Part field="options" title={options.length === 0 ? d.title : d.titleOf(options.length)}>
        {options.length === 0 ? (
          <p className="quiet">{d.single}</p>
        ) : (
          <table className={ui.plain}>
            <thead>
              <tr>
                <th scope="col">{d.option}</th>
                <th scope="col" className={ui.end}>
                  {d.price}
                </th>
                <th scope="col" className={ui.end}>
                  {d.stock}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((option) => (
                <tr key={option.sku}>
                  <td title={option.sku}>{option.values.map(({ axis, value }) => `${axis}: ${value}`).join(' / ')}</td>
                  <td className={ui.end}>{won(option.price, language)}</td>
                  <td className={ui.end} data-quiet={option.stock === 0 || undefined}>
                    {option.stock === 0 ? d.soldOut : count(option.stock)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {shown.length < options.length ? (
          <button type="button" className={ui.linkButton} onClick={() => setAll(true)}>
            {d.showAll(options.length)}
          </button>
        ) : null}
        {most !== undefined && options.length > most ? <p role="note">{d.tooMany(most)}</p> : null}
      </Part>
      <Part field="stock" title={d.stockTitle}>
        <p>
          {d.offered} <strong className="num">{d.pieces(stock)}</strong>
        </p>
      </Part>
    </>
  )
}
