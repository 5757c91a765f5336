import { Badge, Paper, Table } from '@mantine/core';
import { useBreaks, useProviderBalances } from '../../api/money.ts';
import { Link } from '../../parts/link.tsx';
import { Loading, ProblemAlert } from '../../parts/telling.tsx';
import { useText } from '../../text/language.ts';
import { type CompanyAccount, companyAccounts } from './company-account.ts';
import { BOOK_AT, rowsOfBook } from './places.ts';

export function CompanyAccounts() {
  const { t, rupiah } = useText();
  const { data: balances, error } = useProviderBalances();
  const { data: breaks = [] } = useBreaks();
  if (error) return <ProblemAlert error={error} />;
  if (!balances) return <Loading />;
  return (
    <Paper withBorder>
      <Table fz="sm" verticalSpacing={6} horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('money.account')}</Table.Th>
            <Table.Th ta="right">{t('money.ours')}</Table.Th>
            <Table.Th ta="right">{t('money.drift')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {companyAccounts(balances, breaks).map((account) => (
            <Table.Tr key={account.place}>
              <Table.Td>{account.place}</Table.Td>
              <Table.Td ta="right">
                <Link to={rowsOfBook(BOOK_AT[account.place] ?? account.place)} inherit>
                  {rupiah(account.ours)}
                </Link>
              </Table.Td>
              <Table.Td ta="right">
                <Drift account={account} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function Drift({ account: { drift, breaks, place } }: { account: CompanyAccount }) {
  const { t, signed } = useText();
  if (breaks === 0) {
    return (
      <Badge color="teal" variant="light" className="badge">
        {t('money.agrees')}
      </Badge>
    );
  }
  return (
    <Link to={`/money?part=breaks&account=${encodeURIComponent(place)}`} inherit>
      {drift === undefined ? t('money.lines', { count: breaks }) : signed(drift)}
    </Link>
  );
}
