/** The events of a run. */
import type { OfferId, VolunteerId } from '../../shared/domain/ids.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Person, Shift, SimRequest } from '../workload/scenario.ts';

export type SimEvent =
  | { readonly kind: 'request'; readonly request: SimRequest }
  | { readonly kind: 'seeker-leaves'; readonly request: SimRequest }
  | { readonly kind: 'due'; readonly request: SimRequest }
  | {
      readonly kind: 'answer';
      readonly offer: OfferId;
      readonly request: SimRequest;
      readonly person: Person;
      readonly accepts: boolean;
    }
  | { readonly kind: 'talk-ends'; readonly request: SimRequest; readonly from: EpochMs; readonly volunteer: VolunteerId }
  | { readonly kind: 'seeker-missing'; readonly request: SimRequest }
  | { readonly kind: 'shift-starts'; readonly shift: Shift }
  | { readonly kind: 'shift-ends'; readonly shift: Shift }
  | { readonly kind: 'lease-ends'; readonly person: Person }
  | { readonly kind: 'round' }
  | { readonly kind: 'count-starts' }
  | { readonly kind: 'decide' };
