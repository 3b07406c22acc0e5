import { randomBytes } from 'node:crypto';
import { signingKeyOf } from '../../../shared/domain/signing-key.ts';
import { anotherSecret, type Bench, type Outgoing, published, signed, turned, withoutHeaders } from './outgoing.ts';

export interface Case {
  readonly name: string;
  /** What is sent, in one clause. */
  readonly did: string;
  readonly expects: 'accepted' | 'refused';
  /** What a good receiver does. */
  readonly should: string;
  /** What the run cannot see: somebody must look. */
  readonly byEye?: string;
  /** In the order in which they are sent, signed for now. */
  readonly messages: (bench: Bench) => readonly Outgoing[];
}

const tenMinutes = 600_000;
const refuse = 'answer 401 (or another 4xx) and do nothing with the message';

/** What a partner's receiver must get right, each by itself. The first is the one without which no other says anything. */
export const cases: readonly Case[] = [
  {
    name: 'valid',
    did: 'sent a message, signed for now',
    expects: 'accepted',
    should: 'verify the signature over the raw body by the secret of this endpoint, store the message and answer 2xx',
    messages: (bench) => [signed(bench, bench.ruling.published)],
  },
  {
    name: 'duplicate',
    did: 'sent the same message again, signed anew',
    expects: 'accepted',
    should: 'know it by its webhook-id, do nothing and answer 2xx; otherwise it is sent for 75 hours',
    byEye: 'it must be there once',
    messages: (bench) => [signed(bench, bench.ruling.published)],
  },
  {
    name: 'bad-signature',
    did: 'sent a message signed by another secret',
    expects: 'refused',
    should: refuse,
    messages: (bench) => [signed(bench, published(bench), { by: [anotherSecret(bench)] })],
  },
  {
    name: 'missing-headers',
    did: 'sent messages without webhook-id, without webhook-timestamp, without webhook-signature, and without all three',
    expects: 'refused',
    should: refuse,
    messages: (bench) => {
      const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
      return [...names.map((name) => [name]), names].map((dropped) =>
        withoutHeaders(signed(bench, published(bench)), dropped),
      );
    },
  },
  {
    name: 'stale-timestamp',
    did: 'sent a message that was signed ten minutes ago',
    expects: 'refused',
    should: `${refuse}: whoever recorded it could send it again; allow 5 minutes`,
    messages: (bench) => [signed(bench, published(bench), { shiftMs: -tenMinutes })],
  },
  {
    name: 'future-timestamp',
    did: 'sent a message that is signed for ten minutes from now',
    expects: 'refused',
    should: `${refuse}; allow clocks 5 minutes`,
    messages: (bench) => [signed(bench, published(bench), { shiftMs: tenMinutes })],
  },
  {
    name: 'altered-body',
    did: 'sent messages whose body got a blank at its end, and another value in it, after it was signed',
    expects: 'refused',
    should: `${refuse}; compare with the signature of the bytes that came, not of what was parsed from them`,
    messages: (bench) => {
      const [blank, value] = [signed(bench, published(bench)), signed(bench, published(bench))];
      return [
        { ...blank, body: `${blank.body} ` },
        { ...value, body: value.body.replace('"livemode":false', '"livemode":true') },
      ];
    },
  },
  {
    name: 'rotation',
    did: 'sent a message with two signatures, the second by your secret',
    expects: 'accepted',
    should: 'try every signature of the header: while a secret rotates there are two',
    messages: (bench) => [signed(bench, published(bench), { by: [anotherSecret(bench), bench.secret] })],
  },
  {
    name: 'v1a',
    did: 'sent messages with a v1a signature (ed25519) after and before the v1',
    expects: 'accepted',
    should: 'skip signatures of versions that it does not verify',
    messages: (bench) => {
      const keys = [signingKeyOf(randomBytes(32))];
      return [signed(bench, published(bench), { keys }), turned(signed(bench, published(bench), { keys }))];
    },
  },
  {
    name: 'test-notice',
    did: 'sent endpoint.test, which is no ruling',
    expects: 'accepted',
    should: 'answer 2xx and do nothing',
    messages: (bench) => [signed(bench, bench.samples.notice())],
  },
  {
    name: 'unknown-type',
    did: 'sent an event of a type that does not exist yet',
    expects: 'accepted',
    should: 'answer 2xx and ignore it: later versions have more types',
    messages: (bench) => [signed(bench, bench.samples.ofUnknownType())],
  },
  {
    name: 'unknown-field',
    did: 'sent a message with fields that do not exist yet',
    expects: 'accepted',
    should: 'ignore the fields: later versions have more',
    messages: (bench) => [signed(bench, bench.samples.withUnknownFields())],
  },
  {
    name: 'out-of-order',
    did: 'sent revision 2 of a ruling, then revision 1',
    expects: 'accepted',
    should: 'answer 2xx to both, and keep the higher data.revision',
    byEye: 'revision 2 (with a note) must stand: revision 1 must not replace it',
    messages: (bench) => {
      const ruling = bench.samples.ruling();
      return [ruling.corrected, ruling.published].map((sample) => signed(bench, sample));
    },
  },
  {
    name: 'retraction',
    did: 'published a ruling, corrected it and retracted it',
    expects: 'accepted',
    should: 'answer 2xx to each, and do what data.usage.onRetraction says',
    byEye: 'nothing of the ruling but the note may still be seen',
    messages: (bench) => {
      const ruling = bench.samples.ruling();
      return [ruling.published, ruling.corrected, ruling.retracted].map((sample) => signed(bench, sample));
    },
  },
  {
    name: 'long-body',
    did: 'sent a message of 20 kB',
    expects: 'accepted',
    should: 'take bodies of 1 MB: with the article in it (include: body) a message is long',
    messages: (bench) => [signed(bench, bench.samples.long())],
  },
];
