import type { EndpointId, PartnerId, RulingId } from '../domain/ids.ts';

/**
 * What a partner must be told by other ways than its endpoints: that one of them was disabled, or which corrections it got and has not
 * acknowledged. `contact` is as the partner gave it with an endpoint, null where it gave none.
 */
export type PartnerNotice =
  | {
      readonly kind: 'endpoint-disabled';
      readonly partnerId: PartnerId;
      readonly endpointId: EndpointId;
      readonly contact: string | null;
      readonly reason: string;
      /** ISO 8601. */
      readonly disabledAt: string;
    }
  | {
      readonly kind: 'corrections-unacknowledged';
      readonly partnerId: PartnerId;
      readonly contacts: readonly string[];
      readonly corrections: readonly {
        readonly rulingId: RulingId;
        /** The ruling at the newsroom. */
        readonly url: string;
        readonly revision: number;
        /** Null where it acknowledged none. */
        readonly acknowledgedRevision: number | null;
      }[];
    };

/** Tells whoever the newsroom has subscribed to such notices. A notice may come twice. */
export interface PartnerNotices {
  tell(notice: PartnerNotice): Promise<void>;
}
