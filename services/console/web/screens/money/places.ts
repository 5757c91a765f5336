/** Where the rows behind a figure are. PURE. */

const place = (part: string, query: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return `/money?${new URLSearchParams([['part', part], ...given]).toString()}`;
};

/** The accounts of a book; of one kind of wallet only, where it says so. */
export const rowsOfBook = (
  book: string,
  whose: { readonly role?: string; readonly tier?: string } = {},
): string => place('accounts', { book, ...whose });

/** The postings of an account, such as `wallet/c-1:user`. */
export const rowsOfAccount = (account: string): string => place('entries', { account });

interface Of {
  readonly date: string;
  readonly kind?: string;
  readonly hour?: number;
}

/** The postings of a day, or of an hour of it; of one kind of payment, where it says so. */
export const rowsOfDay = ({ date, kind, hour }: Of): string =>
  place('entries', { date, kind, hour: hour === undefined ? undefined : String(hour) });

export const storyOf = (id: string): string => `/story?q=${encodeURIComponent(id)}`;

/** The first book of each of the company's accounts at KasPro; the others are a choice away. */
export const BOOK_AT: Readonly<Record<string, string>> = {
  escrow: 'escrowed',
  corporate: 'corporate',
  unclaimed: 'unclaimed',
  CORPORATE: 'corporate',
  ESCROW: 'escrowed',
  PROMOTION: 'promotion',
};

/** The key of a break without the letter of whose name it is. */
export const referenceOf = (key: string): string => key.replace(/^[pr]\//, '');

/** The account whose postings are looked at first: of a person the user's wallet. */
export const walletOf = (customerId: string, kind: string | undefined): string =>
  `wallet/${customerId}:${kind === 'MERCHANT' ? 'merchant' : 'user'}`;
