import { Paper, Table } from '@mantine/core';
import type { useTrialBalance } from '../../api/money.ts';
import { useText } from '../../text/language.ts';
import { LinkedFigures } from './linked-figures.tsx';
import { rowsOfBook } from './places.ts';

interface Shown {
  readonly wallets: NonNullable<ReturnType<typeof useTrialBalance>['data']>['wallets'];
}

/** Whose the money in wallets is: users, drivers, merchants, by tier. */
export function WalletFloat({ wallets }: Shown) {
  const { t, rupiah, count } = useText();
  return (
    <Paper withBorder>
      <Table fz="sm" verticalSpacing={6} horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('ledger.role')}</Table.Th>
            <Table.Th>{t('ledger.tier')}</Table.Th>
            <Table.Th ta="right">{t('money.accounts')}</Table.Th>
            <Table.Th ta="right">{t('money.balance')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {wallets.map(({ role, tier, accounts, balance }) => (
            <Table.Tr key={`${role} ${tier}`}>
              <Table.Td>{role}</Table.Td>
              <Table.Td>{tier}</Table.Td>
              <LinkedFigures
                to={rowsOfBook('wallet', { role, tier })}
                figures={[count(accounts), rupiah(balance)]}
              />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
