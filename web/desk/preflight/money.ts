/** From a dollar on, fractions of a cent say nothing. */
const digitsOf = (amount: number): number => (amount < 1 ? 4 : 2);

/** An amount that comes as decimal text, or the span between two. */
export const money = (currency: string, ...amounts: readonly string[]): string => {
  const shown = amounts.map(Number).map((amount) => {
    const maximumFractionDigits = digitsOf(amount);
    return new Intl.NumberFormat(undefined, { style: 'currency', currency, maximumFractionDigits }).format(amount);
  });
  return [...new Set(shown)].join(' to ');
};
