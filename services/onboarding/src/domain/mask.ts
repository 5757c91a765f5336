/** `+6281234567890` shows as `+6281******890`. */
export function maskMobileNumber(number: string): string {
  return number.slice(0, 5) + '*'.repeat(Math.max(0, number.length - 8)) + number.slice(-3);
}

/** `Siti Rahayu` shows as `S*** R*****`. */
export function maskName(name: string): string {
  return name
    .split(' ')
    .map((word) => initial(word))
    .join(' ');
}

/** `siti@example.id` shows as `s***@example.id`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return initial(email.slice(0, at)) + email.slice(at);
}

/** `88881234567890` shows as `**********7890`. */
export function maskAccount(account: string): string {
  return '*'.repeat(Math.max(0, account.length - 4)) + account.slice(-4);
}

/** `3171014505900001` shows as `31************01`: neither the birth date nor the serial. */
export function maskNik(nik: string): string {
  return nik.slice(0, 2) + '*'.repeat(Math.max(0, nik.length - 4)) + nik.slice(-2);
}

/** Nothing but that there is something; its length would tell too. */
export function maskText(text: string): string {
  return text === '' ? '' : '***';
}

// By code points: half of a pair would be no text.
function initial(word: string): string {
  const [first = '', ...rest] = word;
  return first + '*'.repeat(rest.length);
}
