const format = new Intl.NumberFormat();

export const numeral = (count: number): string => format.format(count);

/** A count with its noun, as in “1 partner” and “2 partners”; more than `most` are not counted. */
export const counted = (count: number, one: string, many = `${one}s`, most = Number.POSITIVE_INFINITY): string =>
  `${numeral(count)} ${count >= most ? 'or more ' : ''}${count === 1 ? one : many}`;
