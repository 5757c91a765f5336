import { Tabs } from '@mantine/core';
import type { ComponentType } from 'react';
import { Page } from '../../parts/page.tsx';
import { go, usePlace, withQuery } from '../../router.ts';
import { useText } from '../../text/language.ts';
import { Accounts } from './accounts.tsx';
import { Balances } from './balances.tsx';
import { Breaks } from './breaks.tsx';
import { Drift } from './drift.tsx';
import { Entries } from './entries.tsx';
import { Overview } from './overview.tsx';
import { ReconciliationPart } from './reconciliation.tsx';
import { SuspensePart } from './suspense.tsx';
import { Today } from './today.tsx';
import { UnknownOutcomes } from './unknown-outcomes.tsx';

const PARTS: readonly (readonly [
  (
    | 'overview'
    | 'today'
    | 'drift'
    | 'unknown'
    | 'breaks'
    | 'suspense'
    | 'accounts'
    | 'entries'
    | 'balances'
    | 'reconciliation'
  ),
  ComponentType,
])[] = [
  ['overview', Overview],
  ['today', Today],
  ['drift', Drift],
  ['unknown', UnknownOutcomes],
  ['breaks', Breaks],
  ['suspense', SuspensePart],
  ['accounts', Accounts],
  ['entries', Entries],
  ['balances', Balances],
  ['reconciliation', ReconciliationPart],
];

/** Every figure of the overview leads to the part that has its rows. */
export function Money() {
  const { t } = useText();
  const place = usePlace();
  return (
    <Page title={t('money.title')} about={t('money.about')}>
      <Tabs
        value={place.query.get('part') ?? 'overview'}
        onChange={(part) =>
          go(withQuery({ ...place, query: new URLSearchParams() }, { part: part ?? '' }))
        }
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {PARTS.map(([part]) => (
            <Tabs.Tab key={part} value={part}>
              {t(`moneyPart.${part}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {PARTS.map(([part, Shown]) => (
          <Tabs.Panel key={part} value={part}>
            <Shown />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
