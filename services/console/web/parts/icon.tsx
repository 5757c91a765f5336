/** The few signs of the page, drawn here: a font or a set of thousands would be fetched for a dozen. */
const PATHS = {
  consumers: 'M4 6h16M4 12h10M4 18h6M18 10v8m-3-3 3 3 3-3',
  failures:
    'M12 8v5m0 3v.01M10.3 3.9 2.4 18a2 2 0 0 0 1.7 3h15.8a2 2 0 0 0 1.7-3L13.7 3.9a2 2 0 0 0-3.4 0z',
  approvals: 'M9 11l2 2 4-4M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6z',
  story: 'M5 5h6M5 5a2 2 0 1 0 0 .01M11 5a4 4 0 0 1 0 14H9m0 0 3-3m-3 3 3 3',
  money: 'M3 7h18v10H3zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM6 10v.01M18 14v.01',
  incidents: 'M6 17V11a6 6 0 1 1 12 0v6l2 2H4zM10 21h4',
  audit: 'M7 3h8l4 4v14H7zM14 3v5h5M10 12h6M10 16h6',
  breakIt: 'M13 2 5 14h6l-1 8 9-13h-6z',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 21 21',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5 19 19M19 5l-1.5 1.5M6.5 17.5 5 19',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  out: 'M14 4h5v16h-5M3 12h11m-4-4 4 4-4 4',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 5v14l12-7z',
  check: 'M4 12.5l5 5L20 6.5',
  calm: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 13.5a4.5 4.5 0 0 0 7 0M9 9v.01M15 9v.01',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
