import { Badge, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from '../../parts/link.tsx';
import { useText } from '../../text/language.ts';
import type { ServiceFigures } from './service-figures.ts';

interface Numbers {
  readonly service: string;
  readonly figures: ServiceFigures;
}

export function ServiceNumbers({ service, figures }: Numbers) {
  const { t, count, span } = useText();
  const { outboxBacklog, outboxOldestSeconds, parkedKeys, parkedMessages, dead } = figures;
  const { instructions, unknownOutcomes } = figures;
  return (
    <Stack gap={6} className="section-numbers">
      <Line label={t('consumers.outbox')}>
        {outboxBacklog === 0
          ? t('consumers.empty')
          : `${count(outboxBacklog)} · ${span(outboxOldestSeconds)}`}
      </Line>
      <Line label={t('consumers.parkedKeys')} isBad={parkedKeys > 0}>
        {parkedKeys === 0 ? (
          '0'
        ) : (
          <Link to="/failures?part=parked" inherit>
            {t('consumers.parkedOf', { keys: count(parkedKeys), messages: count(parkedMessages) })}
          </Link>
        )}
        {figures.parkedReasons.map(([reason, keys]) => (
          <div key={reason}>
            {reason} {count(keys)}
          </div>
        ))}
      </Line>
      <Line label={t('consumers.dead')} isBad={dead > 0}>
        {dead === 0 ? (
          '0'
        ) : (
          <Link to={`/failures?service=${service}`} inherit>
            {count(dead)}
          </Link>
        )}
      </Line>
      {figures.replaying > 0 && (
        <Line label={t('consumers.replaying')}>{count(figures.replaying)}</Line>
      )}
      <Line label={t('consumers.breakers')} isBad={figures.openBreakers.length > 0}>
        <Breakers figures={figures} />
      </Line>
      <Line label={t('consumers.instructions')}>
        <Instructions figures={figures} />
      </Line>
      {instructions.length > 0 && (
        <Line label={t('consumers.unknownOutcomes')} isBad={unknownOutcomes > 0}>
          <Link to="/money?part=unknown" inherit>
            {count(unknownOutcomes)}
          </Link>
        </Line>
      )}
    </Stack>
  );
}

function Line({
  label,
  isBad = false,
  children,
}: {
  label: string;
  isBad?: boolean;
  children: ReactNode;
}) {
  return (
    <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="xs" component="div" fw={600} ta="right" className="tabular" data-bad={isBad}>
        {children}
      </Text>
    </Group>
  );
}

function Breakers({ figures: { openBreakers, breakers } }: Pick<Numbers, 'figures'>) {
  const { t } = useText();
  if (breakers === 0) return '–';
  if (openBreakers.length === 0) return t('consumers.allClosed');
  return openBreakers.map(([name, state]) => (
    <Badge key={name} size="sm" color="red" variant="light" className="badge">
      {name} {state}
    </Badge>
  ));
}

function Instructions({ figures: { instructions } }: Pick<Numbers, 'figures'>) {
  const { t, count } = useText();
  const waiting = instructions.filter(([, waits]) => waits > 0);
  if (waiting.length === 0) return t('consumers.empty');
  return waiting.map(([status, waits]) => (
    <div key={status}>
      {status} {count(waits)}
    </div>
  ));
}
