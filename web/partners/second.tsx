/** A time (ISO 8601) to the second, on the reader's own clock: retries begin five seconds apart. */
export const Second = ({ at }: { readonly at: string }) => <time dateTime={at}>{format.format(new Date(at))}</time>;

const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
