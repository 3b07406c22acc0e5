import type { Partner } from '../../../shared/domain/endpoint.ts';
import type { Api } from '../../api/client.ts';
import type { Paged } from '../../api/listed.ts';
import { More } from './more.tsx';
import { PartnerItem } from './partner-item.tsx';

export interface PartnersProps {
  readonly api: Api;
  readonly partners: Paged<Partner>;
  readonly onKeyMade: () => void;
}

/** All partners, the oldest first. */
export const PartnerList = ({ api, partners, onKeyMade }: PartnersProps) => (
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
