import type { Figures, Results } from './figures.ts';

const HEAD = [
  'row',
  'rides',
  'rides/s',
  'held p50/p99 ms',
  'settled p50/p99 ms',
  'messages/ride',
  'transactions/ride',
];

/** The results as lines of text. */
export function tableOf({ machine, rows, ...compared }: Results): readonly string[] {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const lines = cells.map((row) =>
    row.map((cell, at) => pad(cell, widths[at] ?? 0, at === 0)).join('  '),
  );
  const {
    singleCommitsPerSecond: single,
    ridesPerSecondOneByOne: oneByOne,
    ratio,
    lookingOnCosts,
  } = compared;
  return [
    ...lines,
    '',
    `One transaction a message: MongoDB here takes ${single}/s, which is at most ${oneByOne} rides/s.`,
    `Group commit plays ${ratio} times as many.`,
    `Console and watcher, on the same machine, cost ${Math.round(lookingOnCosts * 100)} % of the rides.`,
    `${machine.cores} cores (${machine.processor}), ${machine.memoryGiB} GiB, Node ${machine.node}, commit ${machine.commit}`,
    machine.parts,
  ];
}

function cellsOf(row: Figures): string[] {
  const held = row.heldP50Ms === undefined ? '–' : `${row.heldP50Ms}/${row.heldP99Ms}`;
  return [
    row.name,
    String(row.rides),
    row.ridesPerSecond.toFixed(1),
    held,
    `${row.settledP50Ms}/${row.settledP99Ms}`,
    row.messagesPerRide.toFixed(1),
    row.transactionsPerRide.toFixed(2),
  ];
}

function pad(cell: string, width: number, left: boolean): string {
  return left ? cell.padEnd(width) : cell.padStart(width);
}
