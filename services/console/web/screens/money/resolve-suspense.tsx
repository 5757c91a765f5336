import { Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { resolve, type Suspense } from '../../api/money.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { useText } from '../../text/language.ts';

const ROLES = ['USER', 'DRIVER'];

interface Chosen {
  readonly resolution: string;
  readonly outsideReference: string;
  readonly customerId: string;
  readonly role: string;
}

const NOTHING: Chosen = { resolution: '', outsideReference: '', customerId: '', role: 'USER' };

/** What is still to be said before it can be asked for. */
function bodyOf({ resolution, outsideReference, customerId, role }: Chosen, amount: number) {
  if (resolution === 'RETURN' && outsideReference !== '') {
    return { resolution, amount, outsideReference };
  }
  return resolution === 'ASSIGN' && customerId !== ''
    ? { resolution, customerId, role }
    : undefined;
}

/** Gives it back to who sent it, or to the wallet whose it is. */
export function ResolveSuspenseButton({ found: { id, amount } }: { found: Suspense }) {
  const { t, rupiah } = useText();
  const [chosen, setChosen] = useState(NOTHING);
  const choose = (change: Partial<Chosen>) => setChosen({ ...chosen, ...change });
  const body = bodyOf(chosen, amount);
  const path = `/suspense/${encodeURIComponent(id)}/resolutions`;
  return (
    <ActButton
      size="compact-xs"
      act={{
        title: t('suspense.resolve'),
        confirm: t('act.ask'),
        done: t('act.waits'),
        isReady: body !== undefined,
        run: (reason, key) => resolve({ service: 'wallet', path, body: { ...body, reason } }, key),
        children: (
          <Stack gap="sm">
            <Text size="sm">{t('suspense.resolveAbout', { id, amount: rupiah(amount) })}</Text>
            <Radio.Group
              label={t('breaks.how')}
              value={chosen.resolution}
              onChange={(resolution) => choose({ resolution })}
            >
              <Stack gap="xs" mt="xs">
                <Radio value="RETURN" label={t('suspense.return')} />
                <Radio value="ASSIGN" label={t('suspense.assign')} />
              </Stack>
            </Radio.Group>
            {chosen.resolution === 'RETURN' && (
              <TextInput
                label={t('suspense.outsideReference')}
                required
                value={chosen.outsideReference}
                onChange={(event) => choose({ outsideReference: event.currentTarget.value.trim() })}
              />
            )}
            {chosen.resolution === 'ASSIGN' && <Owner chosen={chosen} choose={choose} />}
          </Stack>
        ),
      }}
    >
      {t('suspense.resolve')}
    </ActButton>
  );
}

function Owner({ chosen, choose }: { chosen: Chosen; choose: (change: Partial<Chosen>) => void }) {
  const { t } = useText();
  return (
    <>
      <TextInput
        label={t('suspense.customerId')}
        required
        value={chosen.customerId}
        onChange={(event) => choose({ customerId: event.currentTarget.value.trim() })}
      />
      <Select
        label={t('suspense.role')}
        data={ROLES}
        allowDeselect={false}
        value={chosen.role}
        onChange={(role) => choose({ role: role ?? 'USER' })}
      />
    </>
  );
}
