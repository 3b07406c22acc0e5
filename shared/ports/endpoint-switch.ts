import type { EndpointId } from '../domain/ids.ts';
import type { DueWork } from './timetable.ts';

/** Brings partners' endpoints back into service. */
export interface EndpointSwitch {
  /** In one transaction with the due work that follows from it; `at` is ISO 8601. False when there is no such endpoint. */
  enable(id: EndpointId, at: string, wake: DueWork): Promise<boolean>;
}
