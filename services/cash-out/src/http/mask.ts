/** `1234567890` shows as `******7890`: its owner knows it again, and nobody else can use it. */
export function maskNumber(number: string): string {
  const shown = number.length > 8 ? 4 : 2;
  return '*'.repeat(number.length - shown) + number.slice(-shown);
}

/** `Siti Rahayu` shows as `S*** R*****`. By code points: half of a pair would be no text. */
export function maskName(name: string): string {
  return name
    .split(' ')
    .map(([first = '', ...rest]) => first + '*'.repeat(rest.length))
    .join(' ');
}
