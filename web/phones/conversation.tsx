import { useEffect, useRef } from 'preact/hooks';
import type { ShownText } from '../../local/twilio/shown.ts';
import type { Api } from '../api/client.ts';
import { usePolling } from '../api/polling.ts';
import { Stale } from '../parts/stale.tsx';
import { shownPhone } from './number.ts';
import { Reply } from './reply.tsx';
import { Text } from './text.tsx';

interface ConversationProps {
  readonly api: Api;
  readonly phone: string;
  readonly onTexted: () => void;
}

const everyMs = 1_000;
const most = 500;

/** A phone: what came to it and went from it, as it comes, and a way to text from it. */
export const Conversation = ({ api, phone, onTexted }: ConversationProps) => {
  const path = `/_sim/conversation?${new URLSearchParams({ phone })}`;
  const { value: texts, failure, refresh } = usePolling<readonly ShownText[]>(api, path, { everyMs });
  const heading = useRef<HTMLHeadingElement>(null);
  const log = useRef<HTMLDivElement>(null);
  const last = texts?.at(-1)?.sid;
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (last !== undefined) log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [last]);
  return (
    <section class="phone">
      <h2 ref={heading} tabIndex={-1}>
        {shownPhone(phone)}
      </h2>
      <Stale failure={failure} shown={texts !== undefined} retry={refresh} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: only what has the focus can be scrolled by keys (WCAG 2.1.1) */}
      <div class="log" ref={log} role="log" aria-label="Texts" tabIndex={0}>
        {texts === undefined && failure === undefined && <p class="soft">Loading …</p>}
        {texts?.length === 0 && <p class="soft">No texts yet.</p>}
        {texts?.length === most && <p class="soft">Earlier ones than these {most} are not shown.</p>}
        <ol class="plain">
          {texts?.map((text) => (
            <Text key={text.sid} text={text} own={text.from === phone} />
          ))}
        </ol>
      </div>
      <Reply
        phone={phone}
        onTexted={() => {
          refresh();
          onTexted();
        }}
      />
    </section>
  );
};
