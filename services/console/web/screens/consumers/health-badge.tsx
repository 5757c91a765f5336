import { Badge } from '@mantine/core';
import { useText } from '../../text/language.ts';
import type { Health } from './health.ts';

const COLOURS: Readonly<Record<Health, string>> = {
  dead: 'red',
  stuck: 'red',
  unsettled: 'orange',
  behind: 'yellow',
  held: 'grape',
  well: 'teal',
};

export function HealthBadge({ health }: { health: Health }) {
  const { t } = useText();
  return (
    <Badge color={COLOURS[health]} variant="light" className="badge">
      {t(`health.${health}`)}
    </Badge>
  );
}
