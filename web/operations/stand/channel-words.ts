import type { ChannelNow } from './operations.ts';

interface ChannelWords {
  readonly name: string;
  /** What pausing keeps back. */
  readonly stops: string;
  /** What goes on all the same. */
  readonly goesOn: string;
}

export const channelWords: Readonly<Record<ChannelNow['channel'], ChannelWords>> = {
  feeds: {
    name: 'Feeds',
    stops:
      'Feeds, archives and the corrections page stay as they are: readers see no new fact-checks or corrections there.',
    goesOn: 'The newsroom can publish. Texts and deliveries go out.',
  },
  texts: {
    name: 'Texts',
    stops: 'No fact-check, no correction, no sign-up confirmation and no test is texted to anyone.',
    goesOn:
      'Replies are still read and answered: anyone who texts STOP is unsubscribed right away. Feeds and deliveries go out.',
  },
  deliveries: {
    name: 'Deliveries',
    stops: 'Nothing is sent to partners’ endpoints or to feed followers, not even corrections.',
    goesOn: 'Partners can still read the log of events. Feeds and texts go out.',
  },
};
