/** What a fact is by its name, as the events of the contract name theirs. PURE. */

/** A name by which another story can be found. */
export const isIdName = (name: string): boolean =>
  /(?:Id|Reference)s?$/.test(name) || name === 'reference';

/** Amounts, and legs of postings, which are named by their account. */
export const isMoneyName = (name: string): boolean =>
  name.includes('/') ||
  /(?:amount|fare|fee|outstanding|debt|remaining|available|threshold|discount|tolls|balance)$/i.test(
    name,
  );
