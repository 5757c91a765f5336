import { Button, type ButtonProps } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useMayAct } from '../api/session.ts';
import { type Act, ActDialog } from './act-dialog.tsx';

interface Offered extends ButtonProps {
  readonly act: Act;
  readonly children: ReactNode;
}

/** Opens the dialog of an act. Who may only look does not see it. */
export function ActButton({ act, children, ...look }: Offered) {
  const [isOpen, setOpen] = useState(false);
  if (!useMayAct()) return null;
  return (
    <>
      <Button size="xs" variant="light" {...look} onClick={() => setOpen(true)}>
        {children}
      </Button>
      {isOpen && <ActDialog act={act} onClose={() => setOpen(false)} />}
    </>
  );
}
