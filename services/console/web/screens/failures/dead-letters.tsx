import { Box, Stack } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { type Letter, useCauses, useLetters, type Wanted } from '../../api/failures.ts';
import { Unanswered } from '../../parts/telling.tsx';
import { usePlace } from '../../router.ts';
import { CauseList } from './cause-list.tsx';
import { LetterActs } from './letter-acts.tsx';
import { LetterDrawer } from './letter-drawer.tsx';
import { LetterFilter } from './letter-filter.tsx';
import { LetterTable } from './letter-table.tsx';

const FIELDS = ['service', 'status', 'cause', 'type', 'key', 'code', 'search'] as const;

/** What the address asks for. */
function useWanted(): Wanted {
  const { query } = usePlace();
  const given = FIELDS.flatMap((field) => {
    const value = query.get(field);
    return value === null || value === '' ? [] : [[field, value] as const];
  });
  return Object.fromEntries(given);
}

const keyOf = ({ service, id }: Pick<Letter, 'service' | 'id'>): string => `${service} ${id}`;

/**
 * New failures come in by themselves as long as the reader is at the beginning; who has scrolled on is told of them,
 * and is not thrown back.
 */
function useRenewed(wanted: Wanted, mark: string) {
  const [shown, setShown] = useState(mark);
  const letters = useLetters(wanted, shown);
  const isNew = mark !== shown;
  const isAtBeginning = (letters.data?.pages.length ?? 0) <= 1;
  useEffect(() => {
    if (isNew && isAtBeginning) setShown(mark);
  }, [isNew, isAtBeginning, mark]);
  return { letters, renew: isNew ? () => setShown(mark) : undefined };
}

/** Causes on the left; on the right the messages of the one that was chosen, or all. */
export function DeadLetters() {
  const wanted = useWanted();
  const causes = useCauses();
  const mark = causes.rows.map(({ cause, count, lastAt }) => cause + count + lastAt).join();
  const { letters, renew } = useRenewed(wanted, mark);
  const rows = useMemo(
    () => letters.data?.pages.flatMap((page) => page.rows) ?? [],
    [letters.data],
  );
  const [chosen, setChosen] = useState<ReadonlyMap<string, Letter>>(new Map());
  const [opened, setOpened] = useState<Letter>();
  const stillChosen = useMemo(
    () => (chosen.size === 0 ? [] : rows.filter((row) => chosen.has(keyOf(row)))),
    [rows, chosen],
  );
  const toggle = (row: Letter) => {
    const next = new Map(chosen);
    if (!next.delete(keyOf(row))) next.set(keyOf(row), row);
    setChosen(next);
  };
  return (
    <Stack>
      <Unanswered failures={causes.failures} />
      <Box className="two-panes">
        <CauseList causes={causes} wanted={wanted} />
        <Stack gap="sm" miw={0}>
          <LetterFilter wanted={wanted} />
          <LetterActs
            wanted={wanted}
            causes={causes.rows}
            rows={rows}
            chosen={stillChosen}
            onForget={() => setChosen(new Map())}
          />
          <LetterTable
            letters={letters}
            rows={rows}
            keyOf={keyOf}
            onOpen={setOpened}
            onRenew={renew}
            isOneService={wanted.service !== undefined}
            choice={{ isChosen: (row) => chosen.has(keyOf(row)), toggle }}
          />
        </Stack>
      </Box>
      {opened && <LetterDrawer letter={opened} onClose={() => setOpened(undefined)} />}
    </Stack>
  );
}
