import { Anchor, type AnchorProps } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';
import { go } from '../router.ts';

/** Goes there without loading the page again, unless it is to open elsewhere. */
export const following =
  (to: string) =>
  (event: MouseEvent): void => {
    const isElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
    if (isElsewhere) return;
    event.preventDefault();
    go(to);
  };

export function Link({ to, children, ...rest }: AnchorProps & { to: string; children: ReactNode }) {
  return (
    <Anchor {...rest} href={to} onClick={following(to)}>
      {children}
    </Anchor>
  );
}
