/** Names and values, one below the other. */
import { DataList } from '@mantine/core';
import type { ReactNode } from 'react';

export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <DataList size="sm">
      {facts.map(([name, value]) => (
        <DataList.Item key={name}>
          <DataList.ItemLabel>{name}</DataList.ItemLabel>
          <DataList.ItemValue className="tabular">{value}</DataList.ItemValue>
        </DataList.Item>
      ))}
    </DataList>
  );
}
