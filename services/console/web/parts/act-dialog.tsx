/** Every act has a reason, and who asked for it learns in place why it was refused. */
import { Button, Group, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useActing } from '../api/act.ts';
import { useText } from '../text/language.ts';
import { Dialog } from './overlay.tsx';
import { ProblemAlert } from './telling.tsx';

const REASON_MAX = 500;

export interface Act {
  readonly title: string;
  /** What will happen. */
  readonly children?: ReactNode;
  readonly confirm: string;
  readonly done: string;
  readonly isDangerous?: boolean;
  readonly isReady?: boolean;
  /** Default: needed. */
  readonly reason?: 'needed' | 'welcome' | 'none';
  run(reason: string, key: string): Promise<void>;
}

export function ActDialog({ act, onClose }: { act: Act; onClose: () => void }) {
  return (
    <Dialog onClose={onClose} title={act.title} size="lg">
      <ActForm act={act} onClose={onClose} />
    </Dialog>
  );
}

interface Form {
  readonly act: Act;
  readonly onClose: () => void;
  /** What was asked for is watched in the same place. */
  readonly keepsOpen?: boolean;
}

export function ActForm({ act, onClose, keepsOpen = false }: Form) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const { run, isUnderWay, error } = useActing();
  const { isReady = true, reason: asks = 'needed' } = act;
  const isLacking = !isReady || (asks === 'needed' && reason.trim() === '');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isLacking || !(await run((key) => act.run(reason.trim(), key)))) return;
    notifications.show({
      message: act.done,
      color: 'teal',
      closeButtonProps: { 'aria-label': t('page.close') },
    });
    if (!keepsOpen) onClose();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        {act.children}
        {asks !== 'none' && (
          <Reason value={reason} isNeeded={asks === 'needed'} onChange={setReason} />
        )}
        <ProblemAlert error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('act.leave')}
          </Button>
          <Button
            type="submit"
            {...(act.isDangerous && { color: 'red' })}
            disabled={isLacking}
            loading={isUnderWay}
          >
            {act.confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface Field {
  readonly value: string;
  readonly isNeeded: boolean;
  readonly onChange: (value: string) => void;
}

function Reason({ value, isNeeded, onChange }: Field) {
  const { t } = useText();
  return (
    <Textarea
      label={t('act.reason')}
      description={t('act.reasonKept')}
      data-autofocus
      required={isNeeded}
      autosize
      minRows={2}
      maxLength={REASON_MAX}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
