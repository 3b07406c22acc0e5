import type { Partner } from '../../../shared/domain/endpoint.ts';
import type { Api } from '../../api/client.ts';
import { useListed } from '../../api/listed.ts';
import { More } from './more.tsx';
import { PartnerItem } from './partner-item.tsx';

/** All partners, the oldest first. */
export const PartnerList = ({ api, onKeyMade }: { readonly api: Api; readonly onKeyMade: () => void }) => {
  const partners = useListed<Partner>(api, '/v1/partners?limit=100');
  return (
    <>
      {partners.known && partners.items.length === 0 && <p>There are none yet.</p>}
      <ul class="plain">
        {partners.items.map((partner) => (
          <PartnerItem key={partner.id} api={api} partner={partner} onKeyMade={onKeyMade} />
        ))}
      </ul>
      <More of={partners} />
    </>
  );
};
