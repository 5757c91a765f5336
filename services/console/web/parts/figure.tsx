import { Box, Paper, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { following } from './link.tsx';

export type Tone = 'calm' | 'warn' | 'bad';

interface Shown {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: string | undefined;
  readonly tone?: Tone;
  /** Where its rows are. */
  readonly to?: string;
}

/** Ten thousand million rupiah fit the card of a phone in smaller letters alone. */
const LONG = 12;
const isLong = (value: ReactNode): boolean => typeof value === 'string' && value.length > LONG;

/** A number that somebody looks at from across the room. */
export function Figure({ label, value, note, tone = 'calm', to }: Shown) {
  const inside = (
    <>
      <Text size="xs" c="dimmed" fw={500}>
        {label}
      </Text>
      <Box className="figure-value" data-long={isLong(value)}>
        {value}
      </Box>
      <Text size="xs" c="dimmed" className="figure-note">
        {note}
      </Text>
    </>
  );
  const look = { withBorder: true, p: 'sm', className: 'figure', 'data-tone': tone } as const;
  if (to === undefined) return <Paper {...look}>{inside}</Paper>;
  return (
    <Paper {...look} component="a" href={to} onClick={following(to)}>
      {inside}
    </Paper>
  );
}

export function Figures({ children }: { children: ReactNode }) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
      {children}
    </SimpleGrid>
  );
}
