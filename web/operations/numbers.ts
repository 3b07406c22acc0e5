const format = new Intl.NumberFormat();

export const inNumbers = (count: number): string => format.format(count);

/** `1 message`, `1,000 messages`; more than `most` are not counted. */
export const counted = (count: number, one: string, many: string, most = Number.POSITIVE_INFINITY): string =>
  `${inNumbers(count)} ${count >= most ? 'or more ' : ''}${count === 1 ? one : many}`;
