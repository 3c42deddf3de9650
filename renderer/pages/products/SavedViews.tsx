import { ActionIcon, Button, Popover, TextInput, Tooltip } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { useStrings } from '../../strings/index.ts'
import { IconBookmark, IconTrash } from '../../ui/icons.ts'
import { say } from '../../ui/notify.ts'
import classes from './products.module.css'
import { keepViews, type SavedView, savedViews, withSaved } from './savedViews.ts'
import { sayWithUndo } from './undo.tsx'
import { type ProductView, paramsOf } from './view.ts'

/** Filters and order under a name, kept in this window. */
export function SavedViews({ view }: { view: ProductView }) {
  const s = useStrings()
  const v = s.products.views
  const [, navigate] = useLocation()
  const [opened, setOpened] = useState(false)
  const [views, setViews] = useState<readonly SavedView[]>(savedViews)
  const [name, setName] = useState('')
  const keep = (next: readonly SavedView[]) => {
    setViews(next)
    keepViews(next)
  }
  const trimmed = name.trim()
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (trimmed === '') return
    const { open: _open, ...rest } = view
    keep(withSaved(views, { name: trimmed, query: paramsOf(rest).toString() }))
    say(v.saved(trimmed))
    setName('')
  }
  const remove = (gone: SavedView) => {
    const before = views
    keep(views.filter((entry) => entry !== gone))
    sayWithUndo(v.removed(gone.name), () => keep(before))
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
        {views.length === 0 ? <p className={classes.viewsNone}>{v.none}</p> : null}
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
        <form onSubmit={save} className={classes.viewForm}>
          <TextInput
            aria-label={v.name}
            placeholder={v.name}
            value={name}
            maxLength={60}
            data-autofocus
            description={views.some((entry) => entry.name === trimmed) ? v.replaces : undefined}
            inputWrapperOrder={['input', 'description']}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={trimmed === ''}>
            {v.save}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
