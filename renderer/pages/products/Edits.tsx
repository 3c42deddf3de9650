import { ActionIcon, Button, Textarea, TextInput, Tooltip } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import {
  type EditableField,
  editableFields,
  type ProductDetail,
  type ProductEdits,
  type ProductKey,
} from '../../../shared/contract/products.ts'
import { queryClient, useAct } from '../../app/query.ts'
import { useProductArrivals } from '../../stores/productArrivals.ts'
import { type Strings, useStrings } from '../../strings/index.ts'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { IconLock, IconPencil } from '../../ui/icons.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import classes from './detail.module.css'

type Value = string | readonly string[] | null
const lists: ReadonlySet<EditableField> = new Set(['keywords', 'images'])
const long: ReadonlySet<EditableField> = new Set(['keywords', 'images', 'descriptionHtml'])

const short = (s: Strings, field: EditableField, value: Value): string => {
  if (value === null || value.length === 0) return s.product.empty
  if (field === 'keywords') return [...value].join(', ')
  if (typeof value !== 'string') return s.product.nEntries(value.length)
  return field === 'descriptionHtml' ? s.product.nLetters(value.length) : value
}
const textOf = (value: Value) => (value === null ? '' : typeof value === 'string' ? value : value.join('\n'))
const editOf = (field: EditableField, text: string): ProductEdits => {
  const lines = text.split('\n').map((line) => line.trim())
  return { [field]: lists.has(field) ? lines.filter((line) => line !== '') : text.trim() }
}

/** What the table shows of an edited product comes from its row. */
const readAnew = (product: ProductDetail, id: ProductKey) => {
  useProductArrivals.getState().own()
  queryClient.setQueryData(['products.get', id], product)
  void queryClient.invalidateQueries({ queryKey: ['rows', 'products.list'] })
}

/** What the operator may change, with the wholesaler's own value beside it. A changed field stays, whatever a collect brings. */
export function Edits({ product, id }: { product: ProductDetail; id: ProductKey }) {
  const s = useStrings()
  const [editing, setEditing] = useState<EditableField | null>(null)
  return (
    <section className={classes.part} aria-label={s.product.edits}>
      <div className={classes.partHead}>
        <h3>{s.product.edits}</h3>
      </div>
      <ul className={classes.edits}>
        {editableFields.map((field) => (
          <li key={field}>
            {editing === field ? (
              <EditForm product={product} id={id} field={field} onClose={() => setEditing(null)} />
            ) : (
              <FieldLine product={product} id={id} field={field} onEdit={() => setEditing(field)} />
            )}
          </li>
        ))}
      </ul>
      <p className={classes.note}>{s.product.editsNote}</p>
    </section>
  )
}

interface LineProps {
  product: ProductDetail
  id: ProductKey
  field: EditableField
}

function FieldLine({ product, id, field, onEdit }: LineProps & { onEdit: () => void }) {
  const s = useStrings()
  const d = s.product
  const name = d.editFields[field]
  const edit = product.edits.find((entry) => entry.field === field)
  const unlock = useAct('products.unlock')
  return (
    <div className={classes.field} data-edited={edit !== undefined || undefined}>
      <span className={classes.fieldName}>{name}</span>
      {edit === undefined ? (
        <span className={classes.fieldValue} data-copyable>
          {short(s, field, product[field])}
        </span>
      ) : (
        <dl className={classes.both}>
          <dt>
            <IconLock size={13} role="img" aria-label={d.locked} /> {d.mine}
          </dt>
          <dd>{short(s, field, edit.edited)}</dd>
          <dt>{d.original}</dt>
          <dd className={classes.original}>{short(s, field, edit.original)}</dd>
        </dl>
      )}
      <span className={classes.fieldActs}>
        {edit === undefined ? null : (
          <Button
            variant="default"
            size="compact-xs"
            aria-label={d.unlockField(name)}
            loading={unlock.isPending}
            onClick={() => {
              useProductArrivals.getState().own()
              unlock.mutate(
                { ...id, fields: [field] },
                {
                  onSuccess: (next) => {
                    readAnew(next, id)
                    say(d.unlocked(name))
                  },
                  onError: sayFailure,
                },
              )
            }}
          >
            {d.unlock}
          </Button>
        )}
        <Tooltip label={d.editField(name)}>
          <ActionIcon variant="subtle" color="gray" size={26} aria-label={d.editField(name)} onClick={onEdit}>
            <IconPencil size={15} />
          </ActionIcon>
        </Tooltip>
      </span>
    </div>
  )
}

function EditForm({ product, id, field, onClose }: LineProps & { onClose: () => void }) {
  const s = useStrings()
  const d = s.product
  const name = d.editFields[field]
  const [text, setText] = useState(() => textOf(product[field]))
  const save = useAct('products.edit')
  const missing = field === 'name' && text.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (missing) return
    useProductArrivals.getState().own()
    save.mutate(
      { ...id, edits: editOf(field, text) },
      {
        onSuccess: (next) => {
          readAnew(next, id)
          say(d.saved(name))
          onClose()
        },
      },
    )
  }
  const common = {
    label: name,
    value: text,
    'data-autofocus': true,
    autoFocus: true,
    description: lists.has(field) ? d.perLine : undefined,
    error: missing ? d.nameNeeded : undefined,
    onChange: (event: { currentTarget: { value: string } }) => setText(event.currentTarget.value),
  }
  return (
    <form
      className={classes.editForm}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        // The drawer would close as well.
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
    >
      {long.has(field) ? (
        <Textarea {...common} rows={field === 'descriptionHtml' ? 10 : 5} spellCheck={false} />
      ) : (
        <TextInput {...common} maxLength={field === 'name' ? 500 : 200} />
      )}
      {save.isError ? <ErrorPanel inline error={save.error} /> : null}
      <div className={classes.editActs}>
        <Button variant="default" size="compact-sm" onClick={onClose}>
          {s.common.cancel}
        </Button>
        <Button type="submit" size="compact-sm" loading={save.isPending}>
          {s.common.save}
        </Button>
      </div>
    </form>
  )
}
