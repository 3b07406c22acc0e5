/** US dollars with two figures that matter, and never less than cents. */
export const dollars = (usd: number): string => {
  if (usd === 0) return '$0.00';
  const digits = Math.max(2, 1 - Math.floor(Math.log10(Math.abs(usd))));
  return `$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: digits })}`;
};

/** A quantity with three figures that matter, or whole. */
export const quantity = (amount: number): string =>
  amount.toLocaleString('en-US', amount >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 });
