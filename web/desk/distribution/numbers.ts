const number = new Intl.NumberFormat();

export const numeral = (count: number): string => number.format(count);

/** A count with its noun, as in “1 partner” and “2 partners”. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${numeral(count)} ${count === 1 ? one : many}`;
