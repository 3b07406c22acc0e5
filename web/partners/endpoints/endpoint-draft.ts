import type { EndpointView } from '../../../shared/domain/endpoint.ts';
import type { Failure } from '../../api/client.ts';
import { eventWords } from '../../parts/event-words.ts';

/** An endpoint as it stands in a form: numbers are text until they are sent, and hosts one a line. */
export interface EndpointForm {
  readonly url: string;
  readonly eventTypes: readonly string[];
  readonly ratings: readonly string[];
  readonly topics: readonly string[];
  readonly editions: readonly string[];
  readonly languages: readonly string[];
  readonly claimantKinds: readonly string[];
  readonly appearanceHosts: string;
  readonly body: boolean;
  readonly ratePerSecond: string;
  readonly maxInFlight: string;
  readonly contact: string;
}

export interface FieldsProps {
  readonly form: EndpointForm;
  readonly change: (changes: Partial<EndpointForm>) => void;
  readonly failure: Failure | undefined;
}

const none = {
  ...{ ratings: [], topics: [], editions: [], languages: [], claimantKinds: [] },
  appearanceHosts: '',
} as const;

/** As the API would make it by itself. */
export const blankForm: EndpointForm = {
  ...{ url: '', eventTypes: Object.keys(eventWords), ...none, body: false },
  ...{ ratePerSecond: '10', maxInFlight: '4', contact: '' },
};

export const formOf = ({ filters, include, contact, ...endpoint }: EndpointView): EndpointForm => ({
  ...{ url: endpoint.url, eventTypes: endpoint.eventTypes },
  ...filters,
  appearanceHosts: filters.appearanceHosts.join('\n'),
  body: include.includes('body'),
  ratePerSecond: String(endpoint.ratePerSecond),
  maxInFlight: String(endpoint.maxInFlight),
  contact: contact ?? '',
});

/** What the form says, as the API takes it. */
export const draftOf = (form: EndpointForm) => {
  const { ratings, topics, editions, languages, claimantKinds } = form;
  const appearanceHosts = form.appearanceHosts.split(/[\s,]+/).filter((host) => host !== '');
  return {
    url: form.url.trim(),
    eventTypes: form.eventTypes,
    filters: { ratings, topics, editions, languages, claimantKinds, appearanceHosts },
    include: form.body ? ['body'] : [],
    ratePerSecond: numberOf(form.ratePerSecond),
    maxInFlight: numberOf(form.maxInFlight),
    contact: form.contact.trim() || null,
  };
};

/** The fields that differ: PATCH replaces those that it names. */
export const changesIn = (form: EndpointForm, before: EndpointForm): Partial<ReturnType<typeof draftOf>> => {
  const old: Readonly<Record<string, unknown>> = draftOf(before);
  const changed = Object.entries(draftOf(form)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]),
  );
  return Object.fromEntries(changed);
};

const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text));
