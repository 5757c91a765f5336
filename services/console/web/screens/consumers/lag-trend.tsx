import { memo } from 'react';
import type { Group } from '../../api/state.ts';
import { trendPath } from './trend-path.ts';

interface Trend {
  readonly history: Group['history'];
  readonly isBad: boolean;
}

const WIDTH_PX = 80;
const HEIGHT_PX = 22;

/** Lag over the last looks: a flat line at the bottom is what one wants to see. A chart a row would be too slow. */
export const LagTrend = memo(function LagTrend({ history, isBad }: Trend) {
  const line = trendPath(
    history.map(({ lag }) => lag),
    { width: WIDTH_PX, height: HEIGHT_PX },
  );
  return (
    <svg width={WIDTH_PX} height={HEIGHT_PX} className="trend" data-bad={isBad} aria-hidden>
      <path d={`${line} V${HEIGHT_PX} H0 Z`} className="trend-area" />
      <path d={line} className="trend-line" />
    </svg>
  );
});
