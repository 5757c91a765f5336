import { Text } from '@mantine/core';
import { useLive } from '../../api/state-feed.ts';
import type { Operations } from '../../api/state.ts';
import { useText } from '../../text/language.ts';

type Canary = NonNullable<Operations['canary']>;

/** How long an event takes to the wallet and back, and how much of what may be missed in 30 days is left. */
export function CanaryLine() {
  const { state } = useLive();
  const canary = state?.services
    .flatMap(({ instances }) => instances)
    .flatMap(({ operations }) => operations?.canary ?? [])
    .toSorted((one, other) => one.ageSeconds - other.ageSeconds)[0];
  return canary ? <Told canary={canary} /> : null;
}

function Told({ canary: { tookMs, ageSeconds, due, good, objective } }: { canary: Canary }) {
  const { t, count, share, span } = useText();
  const allowed = (1 - objective) * due;
  const left = allowed > 0 ? 1 - (due - good) / allowed : 1;
  return (
    <Text
      size="sm"
      className="tabular"
      c={left < 0 ? 'var(--bad-text)' : 'dimmed'}
      data-testid="canary"
    >
      {t('incidents.canary', {
        took: count(tookMs),
        age: span(ageSeconds),
        share: share(good / due),
        objective: share(objective),
        left: share(Math.max(0, left)),
      })}
    </Text>
  );
}
