/** A line of values from left to right as an SVG path. PURE. */

interface Box {
  readonly width: number;
  readonly height: number;
}

/** Below this the line would make a mountain of a message or two. */
const TOP_MIN = 20;
const MARGIN_PX = 1;

export function trendPath(values: readonly number[], { width, height }: Box): string {
  const shown = values.length > 1 ? values : [values[0] ?? 0, values[0] ?? 0];
  const top = Math.max(TOP_MIN, ...shown);
  const points = shown.map((value, at) => {
    const x = (at / (shown.length - 1)) * width;
    const y = height - MARGIN_PX - (value / top) * (height - 2 * MARGIN_PX);
    return `${round(x)} ${round(y)}`;
  });
  return `M${points.join(' L')}`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
