import { NumberInput, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Instruction, resolve } from '../../api/money.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { useText } from '../../text/language.ts';

/** Where KasPro takes a fee on top of the amount, its books must have it. */
const FEES: Readonly<Record<string, 'optional' | 'required' | undefined>> = {
  payments: 'optional',
  'cash-out': 'required',
};

/** Says how a transfer ended of which KasPro says nothing. */
export function ResolveInstructionButton({ instruction }: { instruction: Instruction }) {
  const { t, rupiah } = useText();
  const [outcome, setOutcome] = useState('');
  const [providerReference, setProviderReference] = useState('');
  const [serviceFee, setServiceFee] = useState<number | string>('');
  const { service, reference, amount } = instruction;
  const fee = outcome === 'CONFIRMED' ? FEES[service] : undefined;
  const isReady = outcome !== '' && (fee !== 'required' || serviceFee !== '');
  const path = `/instructions/${encodeURIComponent(reference)}/resolutions`;
  const body = {
    outcome,
    ...(providerReference !== '' && { providerReference }),
    ...(fee && serviceFee !== '' && { serviceFee: Number(serviceFee) }),
  };
  return (
    <ActButton
      size="compact-xs"
      act={{
        title: t('unknown.resolve'),
        confirm: t('act.ask'),
        done: t('act.waits'),
        isReady,
        run: (reason, key) => resolve({ service, path, body: { ...body, reason } }, key),
        children: (
          <Stack gap="sm">
            <Text size="sm">
              {t('unknown.resolveAbout', { reference, amount: rupiah(amount) })}
            </Text>
            <Radio.Group label={t('unknown.outcome')} value={outcome} onChange={setOutcome}>
              <Stack gap="xs" mt="xs">
                <Radio value="CONFIRMED" label={t('unknown.confirmed')} />
                <Radio value="REJECTED" label={t('unknown.rejected')} />
              </Stack>
            </Radio.Group>
            <TextInput
              label={t('unknown.providerReference')}
              value={providerReference}
              onChange={(event) => setProviderReference(event.currentTarget.value)}
            />
            {fee && (
              <NumberInput
                label={t('unknown.serviceFee')}
                required={fee === 'required'}
                min={0}
                allowDecimal={false}
                value={serviceFee}
                onChange={setServiceFee}
              />
            )}
          </Stack>
        ),
      }}
    >
      {t('unknown.resolve')}
    </ActButton>
  );
}

/** KasPro did it although it had refused it: the money is held until somebody decides. */
export function LateSuccessButton() {
  const { t } = useText();
  const [reference, setReference] = useState('');
  const [outcome, setOutcome] = useState('');
  const path = `/instructions/${encodeURIComponent(reference.trim())}/resolutions`;
  return (
    <ActButton
      variant="default"
      style={{ alignSelf: 'flex-start' }}
      act={{
        title: t('late.title'),
        confirm: t('act.ask'),
        done: t('act.waits'),
        isReady: reference.trim() !== '' && outcome !== '',
        run: (reason, key) => resolve({ service: 'wallet', path, body: { outcome, reason } }, key),
        children: (
          <Stack gap="sm">
            <Text size="sm">{t('late.about')}</Text>
            <TextInput
              label={t('unknown.reference')}
              required
              value={reference}
              onChange={(event) => setReference(event.currentTarget.value)}
            />
            <Radio.Group label={t('late.decision')} value={outcome} onChange={setOutcome}>
              <Stack gap="xs" mt="xs">
                <Radio value="KEEP_CAPTURED" label={t('late.keep')} />
                <Radio value="RETURN" label={t('late.return')} />
              </Stack>
            </Radio.Group>
          </Stack>
        ),
      }}
    >
      {t('late.title')}
    </ActButton>
  );
}
