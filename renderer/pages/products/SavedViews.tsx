import { ActionIcon, Button, Popover, TextInput, Tooltip } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { mostViews, type SavedView } from '../../../shared/contract/views.ts'
import { useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { IconBookmark, IconTrash } from '../../ui/icons.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import classes from './products.module.css'
import { keepViews, useSavedViews, withSaved } from './savedViews.ts'
import { sayWithUndo } from './undo.tsx'
import { type ProductView, paramsOf } from './view.ts'

/** Filters and order under a name. */
export function SavedViews({ view }: { view: ProductView }) {
  const s = useStrings()
  const v = s.products.views
  const [, navigate] = useLocation()
  const [opened, setOpened] = useState(false)
  const { views: kept, error } = useSavedViews()
  const views = kept ?? []
  const [name, setName] = useState('')
  const trimmed = name.trim()
  const isKnown = views.some((entry) => entry.name === trimmed)
  const full = !isKnown && views.length >= mostViews
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (trimmed === '' || kept === undefined || full) return
    const { open: _open, ...rest } = view
    try {
      await keepViews(withSaved(views, { name: trimmed, query: paramsOf(rest).toString() }))
      say(v.saved(trimmed))
      setName('')
    } catch (thrown) {
      sayFailure(thrown)
    }
  }
  const remove = (gone: SavedView) => {
    const before = views
    void keepViews(views.filter((entry) => entry !== gone)).then(
      () => sayWithUndo(v.removed(gone.name), () => keepViews(before)),
      sayFailure,
    )
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={v.title}>
          <ActionIcon variant="default" size={32} aria-label={v.title} onClick={() => setOpened((open) => !open)}>
            <IconBookmark size={17} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={classes.views ?? ''} aria-label={v.title}>
        {error === null ? null : <ErrorPanel inline error={error} />}
        {kept?.length === 0 ? <p className={classes.viewsNone}>{v.none}</p> : null}
        <ul>
          {views.map((entry) => (
            <li key={entry.name}>
              <button
                type="button"
                className={classes.viewName}
                onClick={() => {
                  navigate(entry.query === '' ? '/products' : `/products?${entry.query}`)
                  setOpened(false)
                }}
              >
                <span className="cut">{entry.name}</span>
              </button>
              <ActionIcon variant="subtle" color="gray" aria-label={v.remove(entry.name)} onClick={() => remove(entry)}>
                <IconTrash size={15} />
              </ActionIcon>
            </li>
          ))}
        </ul>
        <form onSubmit={(event) => void save(event)} className={classes.viewForm}>
          <TextInput
            aria-label={v.name}
            placeholder={v.name}
            value={name}
            maxLength={60}
            data-autofocus
            description={isKnown ? v.replaces : full ? v.full(mostViews) : undefined}
            inputWrapperOrder={['input', 'description']}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={trimmed === '' || kept === undefined || full}>
            {v.save}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
