import { ActionIcon, Button, Menu, TextInput, Tooltip } from '@mantine/core'
import { useState } from 'react'
import type { BuyerFilter, ExportPreset } from '../../../shared/contract/buyers.ts'
import { useAct, useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { IconChevronDown, IconDownload, IconX } from '../../ui/icons.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import { When } from '../../ui/When.tsx'
import type { Encoding, Rows } from './ExportDialog.tsx'
import classes from './exports.module.css'

const everyHours = [1, 6, 12, 24, 168] as const

export function SavePreset({ spec }: { spec: { rows: Rows; encoding: Encoding; filter: BuyerFilter } }) {
  const s = useStrings()
  const [name, setName] = useState<string | null>(null)
  const save = useAct('exports.savePreset', { refresh: ['exports.presets'] })
  if (name === null) {
    return (
      <Button variant="subtle" onClick={() => setName('')}>
        {s.exports.savePreset}
      </Button>
    )
  }
  const go = () => {
    const trimmed = name.trim()
    if (trimmed === '') return
    save.mutate(
      { name: trimmed, spec },
      {
        onSuccess: () => {
          say(s.exports.presetSaved(trimmed))
          setName(null)
        },
        onError: sayFailure,
      },
    )
  }
  return (
    <span className={classes.saving}>
      <TextInput
        aria-label={s.exports.presetName}
        placeholder={s.exports.presetName}
        value={name}
        maxLength={80}
        w={150}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) go()
        }}
      />
      <Button variant="default" onClick={go} loading={save.isPending} disabled={name.trim() === ''}>
        {s.common.save}
      </Button>
    </span>
  )
}

/** Saved exports: run one again, let it run by itself into a folder, or remove it. */
export function Presets({ onRun }: { onRun: (preset: ExportPreset) => void }) {
  const s = useStrings()
  const presets = useCall('exports.presets', {}).data
  const [removing, setRemoving] = useState<ExportPreset | null>(null)
  const remove = useAct('exports.removePreset', { refresh: ['exports.presets'] })
  return (
    <section className={classes.presets} aria-label={s.exports.presets}>
      <h3>{s.exports.presets}</h3>
      {presets !== undefined && presets.items.length === 0 ? <p className="quiet">{s.exports.noPresets}</p> : null}
      <ul>
        {presets?.items.map((preset) => (
          <li key={preset.presetId}>
            <span className={classes.presetName}>
              <span className="cut">{preset.name}</span>
              <span className={classes.presetText}>
                {preset.spec.rows === 'lines' ? s.exports.rowsLines : s.exports.rowsBuyers} ·{' '}
                {preset.spec.encoding === 'cp949' ? s.exports.cp949 : 'UTF-8'}
                {preset.schedule === null ? '' : ` · ${s.exports.folder(preset.schedule.folder)}`}
                {preset.lastRunAt === null ? null : (
                  <>
                    {' · '}
                    <When at={preset.lastRunAt} />
                  </>
                )}
              </span>
            </span>
            <ScheduleMenu preset={preset} />
            <Tooltip label={s.exports.go}>
              <ActionIcon
                variant="default"
                size={28}
                aria-label={`${preset.name}: ${s.exports.go}`}
                onClick={() => onRun(preset)}
              >
                <IconDownload size={15} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={s.common.remove}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={28}
                aria-label={`${preset.name}: ${s.common.remove}`}
                onClick={() => setRemoving(preset)}
              >
                <IconX size={15} />
              </ActionIcon>
            </Tooltip>
          </li>
        ))}
      </ul>
      <Confirm
        opened={removing !== null}
        danger
        title={s.exports.removePresetTitle(removing?.name ?? '')}
        text={s.exports.removePresetText}
        go={s.common.remove}
        busy={remove.isPending}
        error={remove.error}
        onClose={() => setRemoving(null)}
        onGo={() =>
          removing !== null && remove.mutate({ presetId: removing.presetId }, { onSuccess: () => setRemoving(null) })
        }
      />
    </section>
  )
}

function ScheduleMenu({ preset }: { preset: ExportPreset }) {
  const s = useStrings()
  const schedule = useAct('shell.schedulePreset', { refresh: ['exports.presets'] })
  const set = (hours: number | null) =>
    schedule.mutate({ presetId: preset.presetId, everyHours: hours }, { onError: sayFailure })
  return (
    <Menu width={200}>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          rightSection={<IconChevronDown size={13} aria-hidden />}
          loading={schedule.isPending}
        >
          {preset.schedule === null ? s.exports.scheduleNone : s.exports.scheduleEvery(preset.schedule.everyHours)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{s.exports.scheduleHint}</Menu.Label>
        {everyHours.map((hours) => (
          <Menu.Item key={hours} onClick={() => set(hours)}>
            {s.exports.scheduleEvery(hours)}
          </Menu.Item>
        ))}
        {preset.schedule === null ? null : (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => set(null)}>{s.exports.scheduleOff}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
