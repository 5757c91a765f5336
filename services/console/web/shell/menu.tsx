import { AppShell, Badge, NavLink } from '@mantine/core';
import { useApprovals } from '../api/approvals.ts';
import { useBreakIt } from '../api/break-it.ts';
import { useIncidents } from '../api/incidents.ts';
import { useLive } from '../api/state-feed.ts';
import { Icon } from '../parts/icon.tsx';
import { following } from '../parts/link.tsx';
import { useText } from '../text/language.ts';
import { BREAK_IT, SCREENS } from './screens.ts';

interface Chosen {
  readonly current: string | undefined;
  readonly onChosen: () => void;
}

/** The screens, each with how much waits in it. */
export function Menu({ current, onChosen }: Chosen) {
  const { t } = useText();
  const { data: faults } = useBreakIt();
  const waiting = useWaiting();
  return (
    <AppShell.Section grow>
      {SCREENS.filter(({ path }) => path !== BREAK_IT || faults).map(({ path, label, icon }) => (
        <NavLink
          key={path}
          href={path}
          label={t(label)}
          leftSection={<Icon name={icon} />}
          rightSection={<Waiting count={waiting[path] ?? 0} />}
          active={current === path}
          aria-current={current === path ? 'page' : undefined}
          onClick={(event) => {
            following(path)(event);
            onChosen();
          }}
          className="menu-row"
        />
      ))}
    </AppShell.Section>
  );
}

function Waiting({ count }: { count: number }) {
  const { count: written } = useText();
  if (count === 0) return null;
  return (
    <Badge size="sm" variant="filled" color="red" className="badge tabular">
      {written(count)}
    </Badge>
  );
}

function useWaiting(): Readonly<Record<string, number>> {
  const { state } = useLive();
  const approvals = useApprovals();
  const { data: incidents = [] } = useIncidents();
  // Figures of the database are the same in every instance of a service.
  const dead = (state?.services ?? []).map(({ instances }) =>
    Math.max(0, ...instances.map(({ operations }) => operations?.deadLetters.dead ?? 0)),
  );
  return {
    '/failures': dead.reduce((sum, one) => sum + one, 0),
    '/approvals': approvals.rows.length,
    '/incidents': incidents.filter(({ endedAt }) => endedAt === undefined).length,
  };
}
