import { render } from 'preact';
import type { Api } from '../api/client.ts';
import { KeyGate } from '../parts/key-gate.tsx';
import { Page } from '../parts/page.tsx';
import { usePlace } from '../parts/place.ts';
import { Bar, type Part, places } from './bar.tsx';
import { Keys } from './keys/keys.tsx';
import './operations.css';
import { People } from './people/people.tsx';
import { Stand } from './stand/stand.tsx';

const titles: Readonly<Record<Part, string>> = {
  stand: 'Status of the wire',
  people: 'People',
  keys: 'Keys and partners',
};

const Place = ({ api, part }: { readonly api: Api; readonly part: Part }) => {
  switch (part) {
    case 'people':
      return <People api={api} />;
    case 'keys':
      return <Keys api={api} />;
    case 'stand':
      return <Stand api={api} />;
  }
};

const Operations = () => {
  const [first] = usePlace();
  const part = places.find(({ place }) => place === first)?.part ?? 'stand';
  return (
    <KeyGate whose="operator" check="/v1/operations">
      {(api, leave) => (
        <Page title={titles[part]} place={part} wide nav={<Bar at={part} leave={leave} />}>
          <Place api={api} part={part} />
        </Page>
      )}
    </KeyGate>
  );
};

const root = document.querySelector('#page');
if (root) render(<Operations />, root);
