import { useRef, useState } from 'preact/hooks';
import type { HeldReply } from '../../../shared/use-cases/hold-reply.ts';
import type { Api, Failure, Listed } from '../../api/client.ts';
import { usePolling } from '../../api/polling.ts';
import { Stale } from '../../parts/stale.tsx';
import { Reply } from './reply.tsx';

const everyMs = 15_000;
/** The API answers no more at once. */
const most = 100;

const inWords = (failure: Failure | undefined): Failure | undefined =>
  failure?.problem === 'forbidden'
    ? { ...failure, title: 'Your key cannot read replies: it lacks the scope newsroom:send' }
    : failure;

/** Texts that may say “no more”, and wait for a person to read them. They are shown, and kept nowhere. */
export const Replies = ({ api }: { readonly api: Api }) => {
  const { value, failure, refresh } = usePolling<Listed<HeldReply>>(api, '/v1/replies', { everyMs });
  const [done, setDone] = useState<readonly string[]>([]);
  const said = useRef<HTMLParagraphElement>(null);
  const left = value?.items.filter(({ id }) => !done.includes(id)) ?? [];
  const settle = (id: string): void => {
    setDone((before) => [...before, id]);
    // the button that was pressed goes with its text
    said.current?.focus();
    refresh();
  };
  return (
    <>
      <p ref={said} tabIndex={-1} role="status">
        {value &&
          (left.length === 0
            ? 'No replies are waiting.'
            : 'Until you decide, nothing is sent to the people who wrote.')}
        {left.length >= most && ' More appear once these are done.'}
        {!value && !failure && 'Looking …'}
      </p>
      <Stale failure={inWords(failure)} shown={value !== undefined} retry={refresh} />
      <ul class="plain">
        {left.map((reply) => (
          <Reply key={reply.id} api={api} reply={reply} onDone={() => settle(reply.id)} />
        ))}
      </ul>
    </>
  );
};
