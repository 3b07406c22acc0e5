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
      'Feeds, archives and the page of corrections stay as they are: readers see no new fact-check there, and no correction.',
    goesOn: 'The newsroom can publish. Texts and deliveries go out.',
  },
  texts: {
    name: 'Texts',
    stops: 'No fact-check, no correction, no confirmation of a sign-up and no test is texted to anybody.',
    goesOn: 'Replies are heard and answered: whoever texts STOP is off at once. Feeds and deliveries go out.',
  },
  deliveries: {
    name: 'Deliveries',
    stops: 'Nothing is posted to partners’ endpoints or to those who follow a feed, corrections among it.',
    goesOn: 'Partners can still read the log of events. Feeds and texts go out.',
  },
};
