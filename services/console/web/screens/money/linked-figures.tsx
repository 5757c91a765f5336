import { Table } from '@mantine/core';
import { Link } from '../../parts/link.tsx';

/** The figures of one row, each of which leads to the rows behind it. */
export function LinkedFigures({ figures, to }: { figures: readonly string[]; to: string }) {
  return figures.map((figure, at) => (
    <Table.Td key={at} ta="right">
      <Link to={to} inherit>
        {figure}
      </Link>
    </Table.Td>
  ));
}
