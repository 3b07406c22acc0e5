import type { EndpointView } from '../../../shared/domain/endpoint.ts';
import { eventWords } from '../../parts/event-words.ts';
import { speakerKindWords } from '../../parts/speaker-kind-words.ts';

const filterNames = {
  ratings: 'ratings',
  topics: 'topics',
  editions: 'editions',
  languages: 'languages',
  claimantKinds: 'speakers',
  appearanceHosts: 'seen on',
} as const satisfies Record<keyof EndpointView['filters'], string>;

const valueWords: Readonly<Record<string, string>> = speakerKindWords;

/** What an endpoint gets, in a line. */
export const FilterWords = ({ filters, eventTypes }: Pick<EndpointView, 'filters' | 'eventTypes'>) => {
  const all = eventTypes.length === Object.keys(eventWords).length;
  const types = all ? 'Everything' : `Only ${eventTypes.map((type) => eventWords[type].toLowerCase()).join(', ')}`;
  const parts = Object.entries(filterNames).flatMap(([name, words]) => {
    const chosen = Object.entries(filters).find(([key]) => key === name)?.[1] ?? [];
    return chosen.length === 0 ? [] : [`${words}: ${chosen.map((value) => valueWords[value] ?? value).join(', ')}`];
  });
  return <>{[types, ...parts].join(' · ')}</>;
};
