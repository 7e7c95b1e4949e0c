/** What can happen in a run, as it is foreseen. */
import type { OfferId, VolunteerId } from '../../shared/domain/ids.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Person, Shift, SimRequest } from '../workload/scene.ts';

export type Happening =
  | { readonly kind: 'asks'; readonly request: SimRequest }
  | { readonly kind: 'leaves'; readonly request: SimRequest }
  | { readonly kind: 'settles'; readonly request: SimRequest }
  | {
      readonly kind: 'answers';
      readonly offer: OfferId;
      readonly request: SimRequest;
      readonly person: Person;
      readonly accepts: boolean;
    }
  | { readonly kind: 'ends'; readonly request: SimRequest; readonly from: EpochMs; readonly volunteer: VolunteerId }
  | { readonly kind: 'waits-in-vain'; readonly request: SimRequest }
  | { readonly kind: 'comes'; readonly shift: Shift }
  | { readonly kind: 'goes'; readonly shift: Shift }
  | { readonly kind: 'lease'; readonly person: Person }
  | { readonly kind: 'round' }
  | { readonly kind: 'counts' }
  | { readonly kind: 'look' };
