/** What opens over the page: in the middle to act, at the side to read. Both can be closed by name and by Escape. */
import { Drawer, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../text/language.ts';

interface Overlay {
  readonly title: string;
  readonly size?: 'lg' | 'xl';
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Dialog({ title, size = 'xl', onClose, children }: Overlay) {
  const { t } = useText();
  return (
    <Modal
      opened
      onClose={onClose}
      size={size}
      title={title}
      closeButtonProps={{ 'aria-label': t('page.close') }}
    >
      {children}
    </Modal>
  );
}

export function SidePanel({ title, size = 'xl', onClose, children }: Overlay) {
  const { t } = useText();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={size}
      title={title}
      closeButtonProps={{ 'aria-label': t('page.close') }}
    >
      {children}
    </Drawer>
  );
}
