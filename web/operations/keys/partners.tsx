import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { AddPartner } from './add-partner.tsx';
import { PartnerList } from './partner-list.tsx';

/** Partners, and another. */
export const Partners = ({ api, onKeyMade }: { readonly api: Api; readonly onKeyMade: () => void }) => {
  const [changes, setChanges] = useState(0);
  return (
    <section>
      <h2>Partners</h2>
      <PartnerList key={changes} api={api} onKeyMade={onKeyMade} />
      <AddPartner api={api} onTaken={() => setChanges((before) => before + 1)} />
    </section>
  );
};
