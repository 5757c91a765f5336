import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import {
  useBreaks,
  usePlatformWallets,
  useSuspense,
  useTrialBalance,
  useUnknownOutcomes,
} from '../../api/money.ts';
import { Figure, Figures } from '../../parts/figure.tsx';
import { Loading, ProblemAlert } from '../../parts/telling.tsx';
import { useText } from '../../text/language.ts';
import { useDrift, useVolume } from '../../api/ledger.ts';
import { CompanyAccounts } from './company-accounts.tsx';
import { jakartaDay } from './day-picker.tsx';
import { BOOK_AT, rowsOfBook } from './places.ts';
import { TrialBalance } from './trial-balance.tsx';
import { WalletFloat } from './wallet-float.tsx';

export function Overview() {
  const { t } = useText();
  const { data: balance, error } = useTrialBalance();
  return (
    <Stack>
      <Standing />
      <ProblemAlert error={error} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Stack gap="xs" miw={0}>
          <Title order={2} size="h5">
            {t('money.trialBalance')}
          </Title>
          {balance ? <TrialBalance balance={balance} /> : !error && <Loading />}
        </Stack>
        <Stack gap="xs" miw={0}>
          <Title order={2} size="h5">
            {t('money.company')}
          </Title>
          <Text size="xs" c="dimmed">
            {t('money.companyAbout')}
          </Text>
          <CompanyAccounts />
          <Title order={2} size="h5" mt="md">
            {t('money.walletFloat')}
          </Title>
          {balance && <WalletFloat wallets={balance.wallets} />}
        </Stack>
      </SimpleGrid>
    </Stack>
  );
}

const amountOf = (rows: readonly { readonly amount: number }[]): number =>
  rows.reduce((all, { amount }) => all + amount, 0);

/** What a finance officer asks first: does it add up, does KasPro agree, what is undecided? */
function Standing() {
  const { rupiah } = useText();
  const { data: wallets = [] } = usePlatformWallets();
  return (
    <Figures>
      <SumFigure />
      <TodayFigure />
      <DriftFigure />
      <BreaksFigure />
      <UnknownFigure />
      <SuspenseFigure />
      {wallets
        .filter(({ kind }) => kind !== 'ESCROW')
        .map(({ kind, balance }) => (
          <Figure
            key={kind}
            label={kind}
            value={rupiah(balance)}
            to={rowsOfBook(BOOK_AT[kind] ?? kind)}
          />
        ))}
    </Figures>
  );
}

function SumFigure() {
  const { t, rupiah } = useText();
  const { data } = useTrialBalance();
  const isWrong = data !== undefined && data.sum !== 0;
  return (
    <Figure
      label={t('money.sum')}
      value={data ? rupiah(data.sum) : '–'}
      note={isWrong ? t('money.sumIsWrong') : t('money.sumIsNothing')}
      tone={isWrong ? 'bad' : 'calm'}
      to="/money?part=entries"
    />
  );
}

function TodayFigure() {
  const { t, count, rupiah } = useText();
  const { data } = useVolume(jakartaDay());
  const kinds = data?.kinds ?? [];
  const payments = kinds.reduce((all, one) => all + one.count, 0);
  return (
    <Figure
      label={t('volume.feesToday')}
      value={data ? rupiah(kinds.reduce((all, { fees }) => all + fees, 0)) : '–'}
      note={t('volume.ofPayments', { count: payments, written: count(payments) })}
      to="/money?part=today"
    />
  );
}

function DriftFigure() {
  const { t, count } = useText();
  const { data } = useDrift('DRIFTS');
  const accountsOf = (...states: readonly string[]) =>
    data?.states
      .filter(({ state }) => states.length === 0 || states.includes(state))
      .reduce((all, { accounts }) => all + accounts, 0) ?? 0;
  const drifting = accountsOf('DRIFTS');
  return (
    <Figure
      label={t('moneyPart.drift')}
      value={data ? count(drifting) : '–'}
      note={t('drift.looked', { count: accountsOf(), written: count(accountsOf()) })}
      tone={drifting > 0 ? 'bad' : 'calm'}
      to="/money?part=drift"
    />
  );
}

function BreaksFigure() {
  const { t, count } = useText();
  const { data: breaks } = useBreaks();
  const isOpen = breaks !== undefined && breaks.length > 0;
  return (
    <Figure
      label={t('moneyPart.breaks')}
      value={breaks ? count(breaks.length) : '–'}
      note={isOpen ? t('money.disagrees') : t('money.agrees')}
      tone={isOpen ? 'bad' : 'calm'}
      to="/money?part=breaks"
    />
  );
}

function UnknownFigure() {
  const { t, count } = useText();
  const { rows } = useUnknownOutcomes();
  const manual = rows.filter(({ state }) => state === 'MANUAL').length;
  const waiting = rows.length > 0 ? 'warn' : 'calm';
  return (
    <Figure
      label={t('moneyPart.unknown')}
      value={count(rows.length)}
      note={t('money.manual', { count: count(manual) })}
      tone={manual > 0 ? 'bad' : waiting}
      to="/money?part=unknown"
    />
  );
}

function SuspenseFigure() {
  const { t, count, rupiah } = useText();
  const { data: rows = [] } = useSuspense();
  return (
    <Figure
      label={t('moneyPart.suspense')}
      value={rupiah(amountOf(rows))}
      note={t('money.entries', { count: rows.length, written: count(rows.length) })}
      tone={rows.length > 0 ? 'warn' : 'calm'}
      to="/money?part=suspense"
    />
  );
}
