import type { Api } from '../api/client.ts';
import { KeyGate } from '../parts/key-gate.tsx';
import { Page } from '../parts/page.tsx';
import { usePlace } from '../parts/place.ts';
import { Bar } from './bar.tsx';
import { DeliveryPlace } from './deliveries/delivery-place.tsx';
import { EndpointList } from './endpoints/endpoint-list.tsx';
import { EndpointPlace } from './endpoints/endpoint-place.tsx';
import { NewEndpoint } from './endpoints/new-endpoint.tsx';
import { Settings } from './endpoints/settings.tsx';
import { EventsPlace } from './events/events-place.tsx';
import { Verify } from './verify/verify.tsx';

type Place = readonly string[];

const titleOf = ([first, id, part]: Place): string => {
  if (first === 'verify') return 'Verify a message';
  if (first === 'events') return 'Events';
  if (first === 'new') return 'New endpoint';
  if (first !== 'endpoints' || id === undefined) return 'Endpoints';
  if (part === 'deliveries') return 'Delivery';
  return part === 'settings' ? 'Settings' : 'Endpoint';
};

/** What a partner outlet sees of its endpoints. How to verify is for everybody. */
export const Partners = () => {
  const place = usePlace();
  const [first = ''] = place;
  // whose events are shown is chosen there, and moves nobody
  const at = first === 'events' ? first : place.join('/');
  const page = { title: titleOf(place), place: at, above: 'Partners', wide: true };
  if (first === 'verify')
    return (
      <Page {...page} nav={<Bar at={first} />}>
        <Verify />
      </Page>
    );
  return (
    <KeyGate whose="partner" check="/v1/endpoints?limit=1">
      {(api, leave) => (
        <Page {...page} nav={<Bar at={first} leave={leave} />}>
          <Content {...{ api, place }} />
        </Page>
      )}
    </KeyGate>
  );
};

const Content = ({ api, place: [first, id, part, last] }: { readonly api: Api; readonly place: Place }) => {
  if (first === 'new') return <NewEndpoint api={api} />;
  if (first === 'events') return <EventsPlace {...{ api, endpointId: id }} />;
  if (first !== 'endpoints' || id === undefined) return <EndpointList api={api} />;
  if (part === 'settings') return <Settings key={id} {...{ api, id }} />;
  if (part === 'deliveries' && last !== undefined)
    return <DeliveryPlace key={last} {...{ api, endpointId: id, id: last }} />;
  return <EndpointPlace key={id} {...{ api, id }} />;
};
