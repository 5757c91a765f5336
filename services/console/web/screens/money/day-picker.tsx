import { TextInput } from '@mantine/core';
import { useText } from '../../text/language.ts';

const DAY_MS = 86_400_000;

/** `2026-11-22` in Jakarta, so many days ago. */
export const jakartaDay = (daysAgo = 0): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta' }).format(
    Date.now() - daysAgo * DAY_MS,
  );

interface Picking {
  readonly day: string;
  readonly onPick: (day: string) => void;
}

/** An empty choice is none. */
export function DayPicker({ day, onPick }: Picking) {
  const { t } = useText();
  return (
    <TextInput
      type="date"
      maw={240}
      label={t('reconciliation.day')}
      value={day}
      max={jakartaDay()}
      onChange={(event) => event.currentTarget.value && onPick(event.currentTarget.value)}
    />
  );
}
