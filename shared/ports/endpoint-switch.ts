import type { Endpoint } from '../domain/endpoint.ts';
import type { EndpointId } from '../domain/ids.ts';
import type { DueWork } from './timetable.ts';

/** Brings partners' endpoints into service again, or takes them away: each in one transaction with the due work that follows from it. */
export interface EndpointSwitch {
  /** `at` is ISO 8601. False when there is no such endpoint. */
  enable(id: EndpointId, at: string, wake: DueWork): Promise<boolean>;
  /** Also where it is gone already. */
  remove(endpoint: Pick<Endpoint, 'id' | 'partnerId'>, wake: DueWork): Promise<void>;
}
