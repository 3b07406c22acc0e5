import type { SubscriberId } from '../domain/ids.ts';

/** A phone of the newsroom's own people, for test sends. `phone` is sealed by the vault in the context of the id. */
export interface StaffPhone {
  readonly id: SubscriberId;
  readonly name: string;
  readonly phone: string;
}

export interface StaffPhones {
  add(phone: StaffPhone): Promise<void>;
  all(): Promise<StaffPhone[]>;
  /** False when there is none. */
  remove(id: SubscriberId): Promise<boolean>;
  /** Takes the right to text a staff phone for a test; false when somebody has taken it: it is texted at most once. */
  begin(testId: string, id: SubscriberId): Promise<boolean>;
}
