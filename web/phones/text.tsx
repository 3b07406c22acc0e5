import type { ShownText } from '../../local/twilio/shown.ts';
import { Moment } from '../parts/moment.tsx';

/** What became of a text that is not there yet, or never will be. */
const underway: Partial<Readonly<Record<ShownText['status'], string>>> = {
  accepted: 'On its way',
  scheduled: 'Scheduled',
  queued: 'On its way',
  sending: 'On its way',
  undelivered: 'Not delivered',
  failed: 'Not sent',
};

const link = /(https?:\/\/[^\s]+)/;

/** A text as a phone shows it, links to be followed among it. */
export const Text = ({ text: { body, status, at }, own }: { readonly text: ShownText; readonly own: boolean }) => (
  <li>
    <p class={own ? 'bubble own' : 'bubble'}>
      {body.split(link).map((part, index) =>
        // every other part is what the expression matched
        index % 2 === 1 ? (
          <a key={`${index}`} href={part} target="_blank" rel="noreferrer">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </p>
    <p class={own ? 'told-at own' : 'told-at'}>
      {own ? 'Sent' : (underway[status] ?? 'Got')} <Moment at={at} />
    </p>
  </li>
);
