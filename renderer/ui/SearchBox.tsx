import { ActionIcon, TextInput } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useStrings } from '../strings/index.ts'
import { IconSearch, IconX } from './icons.ts'

const settleMs = 250

interface Props {
  value: string
  placeholder: string
  onChange: (value: string) => void
  width?: number
}

/** Search that waits until a Korean syllable is finished and the typing has paused. `/` anywhere on the page comes here. */
export function SearchBox({ value, placeholder, onChange, width = 300 }: Props) {
  const s = useStrings()
  const [text, setText] = useState(value)
  const composing = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const input = useRef<HTMLInputElement>(null)
  const sent = useRef(value)

  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value
      setText(value)
    }
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    const focusOnSlash = (event: globalThis.KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null
      const typing = target?.closest(
        'input, textarea, select, [contenteditable="true"], [role="dialog"][aria-modal="true"]',
      )
      if (event.key !== '/' || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || typing) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    document.addEventListener('keydown', focusOnSlash)
    return () => document.removeEventListener('keydown', focusOnSlash)
  }, [])

  const send = (next: string) => {
    clearTimeout(timer.current)
    const trimmed = next.trim().slice(0, 200)
    if (trimmed === sent.current) return
    sent.current = trimmed
    onChange(trimmed)
  }
  const sendSoon = (next: string) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => send(next), settleMs)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') send(text)
    if (event.key === 'Escape') {
      event.stopPropagation()
      if (text === '') input.current?.blur()
      else {
        setText('')
        send('')
      }
    }
  }

  return (
    <TextInput
      ref={input}
      type="text"
      role="searchbox"
      aria-label={s.common.search}
      aria-keyshortcuts="/"
      placeholder={placeholder}
      value={text}
      flex="1 1 180px"
      maw={width}
      maxLength={200}
      spellCheck={false}
      autoComplete="off"
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        text === '' ? null : (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={s.common.clearSearch}
            onClick={() => {
              setText('')
              send('')
              input.current?.focus()
            }}
          >
            <IconX size={14} />
          </ActionIcon>
        )
      }
      onCompositionStart={() => {
        composing.current = true
        clearTimeout(timer.current)
      }}
      onCompositionEnd={(event) => {
        composing.current = false
        sendSoon(event.currentTarget.value)
      }}
      onChange={(event) => {
        setText(event.currentTarget.value)
        if (!composing.current) sendSoon(event.currentTarget.value)
      }}
      onKeyDown={onKeyDown}
    />
  )
}
