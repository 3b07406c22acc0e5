import { render } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { ShownPhone } from '../../local/twilio/shown.ts';
import { createApi } from '../api/client.ts';
import { usePolling } from '../api/polling.ts';
import { Page } from '../parts/page.tsx';
import { Stale } from '../parts/stale.tsx';
import { Conversation } from './conversation.tsx';
import { NewPhone } from './new-phone.tsx';
import { PhoneList } from './phone-list.tsx';
import './phones.css';

const everyMs = 2_000;

/** Which phone is open is nobody's business but this page's: no number gets into the address. */
const Phones = () => {
  const api = useMemo(() => createApi(null), []);
  const { value: phones, failure, refresh } = usePolling<readonly ShownPhone[]>(api, '/_sim/phones', { everyMs });
  const [open, setOpen] = useState<string>();
  const elsewhere = failure?.problem === 'texts-go-elsewhere';
  return (
    <Page title="Simulated phones" wide above="No text leaves this machine: these phones get them">
      {elsewhere ? (
        <p class="note warn">
          Texts go to another server, which <code>RULINGWIRE_TWILIO_URL</code> names. There are no simulated phones in
          that case.
        </p>
      ) : (
        <>
          <Stale failure={failure} shown={phones !== undefined} retry={refresh} />
          <div class="phones">
            <section>
              <h2>Phones</h2>
              {phones === undefined && failure === undefined && <p class="soft">Loading …</p>}
              {phones && <PhoneList phones={phones} open={open} onOpen={setOpen} />}
              <NewPhone onOpen={setOpen} />
            </section>
            {open === undefined ? (
              <p class="soft">Open a phone to see its texts and text from it.</p>
            ) : (
              <Conversation key={open} api={api} phone={open} onTexted={refresh} />
            )}
          </div>
        </>
      )}
    </Page>
  );
};

const root = document.querySelector('#page');
if (root) render(<Phones />, root);
