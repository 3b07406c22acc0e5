import { render } from 'preact';
import type { Api } from '../api/client.ts';
import { KeyGate } from '../parts/key-gate.tsx';
import { Page } from '../parts/page.tsx';
import { usePlace } from '../parts/place.ts';
import { Bar, type Part, places } from './bar.tsx';
import { Compose } from './compose/compose.tsx';
import { Replies } from './inbox/replies.tsx';
import { NewsroomAsked } from './newsroom.ts';
import { Rulings } from './rulings/rulings.tsx';
import { Scheduled } from './scheduled/scheduled.tsx';
import { Sends } from './sends/sends.tsx';

const titles: Readonly<Record<Part, string>> = {
  rulings: 'Fact-checks',
  new: 'New fact-check',
  sends: 'Sends',
  scheduled: 'Scheduled',
  replies: 'Replies',
};

/** Which place it is: an unknown one is the list of fact-checks. */
const partOf = (place: readonly string[]): Part => places.find(({ part }) => part === place[0])?.part ?? 'rulings';

const Place = ({ api, part, place }: { readonly api: Api; readonly part: Part; readonly place: readonly string[] }) => {
  switch (part) {
    case 'new':
      return <Compose api={api} />;
    case 'scheduled':
      return <Scheduled api={api} />;
    case 'replies':
      return <Replies api={api} />;
    case 'sends':
      return <Sends api={api} />;
    case 'rulings':
      return <Rulings api={api} place={place} />;
  }
};

/** Each place stands in this page, below its title: headings in it begin with `<h2>`. */
const Desk = () => {
  const place = usePlace();
  const part = partOf(place);
  const title = place[1]?.startsWith('rul_') ? 'Fact-check' : titles[part];
  return (
    <KeyGate whose="newsroom" check="/v1/scheduled?limit=1">
      {(api, leave) => (
        <Page
          title={title}
          place={place[1]?.startsWith('rul_') ? place[1] : part}
          wide
          nav={<Bar at={part} leave={leave} />}
        >
          <NewsroomAsked>
            <Place api={api} part={part} place={place} />
          </NewsroomAsked>
        </Page>
      )}
    </KeyGate>
  );
};

const root = document.querySelector('#page');
if (root) render(<Desk />, root);
