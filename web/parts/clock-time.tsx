const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** A time (ISO 8601) to the second, on the reader's own clock. */
export const ClockTime = ({ at }: { readonly at: string }) => <time dateTime={at}>{format.format(new Date(at))}</time>;
