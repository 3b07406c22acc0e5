/** A time (ISO 8601) on the reader's own clock, with the zone where it matters. */
export const Moment = ({ at, zone = false }: { readonly at: string; readonly zone?: boolean }) => (
  <time dateTime={at}>{(zone ? withZone : plain).format(new Date(at))}</time>
);

const plain = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const withZone = new Intl.DateTimeFormat(undefined, {
  ...{ year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
});
