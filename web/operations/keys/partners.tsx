import { AddPartner } from './add-partner.tsx';
import { PartnerList, type PartnersProps } from './partner-list.tsx';

/** Partners, and another. */
export const Partners = (props: PartnersProps) => (
  <section>
    <h2>Partners</h2>
    <PartnerList {...props} />
    <AddPartner api={props.api} onTaken={props.partners.refresh} />
  </section>
);
