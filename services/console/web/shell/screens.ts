/** The screens, in the order of the menu. Each is fetched when it is first looked at. */
import { type ComponentType, lazy } from 'react';
import type { IconName } from '../parts/icon.tsx';
import type { TextKey } from '../text/text-keys.ts';

export interface Screen {
  readonly path: string;
  readonly label: TextKey;
  readonly icon: IconName;
  readonly Shown: ComponentType;
}

const screen = (
  path: string,
  label: TextKey,
  icon: IconName,
  load: () => Promise<ComponentType>,
): Screen => ({ path, label, icon, Shown: lazy(async () => ({ default: await load() })) });

export const SCREENS: readonly Screen[] = [
  screen('/consumers', 'menu.consumers', 'consumers', async () => {
    const { Consumers } = await import('../screens/consumers/consumers.tsx');
    return Consumers;
  }),
  screen('/failures', 'menu.failures', 'failures', async () => {
    const { Failures } = await import('../screens/failures/failures.tsx');
    return Failures;
  }),
  screen('/approvals', 'menu.approvals', 'approvals', async () => {
    const { Approvals } = await import('../screens/approvals/approvals.tsx');
    return Approvals;
  }),
  screen('/story', 'menu.story', 'story', async () => {
    const { Story } = await import('../screens/story/story.tsx');
    return Story;
  }),
  screen('/money', 'menu.money', 'money', async () => {
    const { Money } = await import('../screens/money/money.tsx');
    return Money;
  }),
  screen('/incidents', 'menu.incidents', 'incidents', async () => {
    const { Incidents } = await import('../screens/incidents/incidents.tsx');
    return Incidents;
  }),
  screen('/audit', 'menu.audit', 'audit', async () => {
    const { Audit } = await import('../screens/audit/audit.tsx');
    return Audit;
  }),
  screen('/break-it', 'menu.breakIt', 'breakIt', async () => {
    const { BreakIt } = await import('../screens/break-it/break-it.tsx');
    return BreakIt;
  }),
];

/** Only where something may be broken. */
export const BREAK_IT = '/break-it';

export const screenAt = (path: string): Screen | undefined =>
  SCREENS.find((one) => path === one.path || path.startsWith(`${one.path}/`)) ??
  (path === '/' ? SCREENS[0] : undefined);
