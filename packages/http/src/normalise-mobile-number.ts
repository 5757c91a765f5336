/**
 * An Indonesian number in E.164, from what people type: `0812…`, `812…`, `62812…`, `+62812…`,
 * `0062812…`, also with spaces, dots, dashes and brackets. Undefined when it cannot be one; whether
 * a mobile number of that shape exists is the edge's question. Only ASCII digits count.
 */
export function normaliseMobileNumber(text: string): string | undefined {
  const digits = /^\+?[\d .()-]+$/.test(text.trim()) ? text.replaceAll(/[^\d]/g, '') : '';
  const international = text.trim().startsWith('+');
  const national = afterCountryCode(digits, international);
  // Some write both: +62 (0)812….
  const subscriber = national?.replace(/^0/, '');
  return subscriber && /^8\d{8,11}$/.test(subscriber) ? `+62${subscriber}` : undefined;
}

function afterCountryCode(digits: string, international: boolean): string | undefined {
  if (digits.startsWith('0062')) return digits.slice(4);
  if (digits.startsWith('62')) return digits.slice(2);
  return international ? undefined : digits;
}
