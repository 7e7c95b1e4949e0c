import type { Volunteer } from './a-volunteer.ts';
import { until } from './wait.ts';

/** The first of these volunteers who holds an offer, and the others. */
export async function whoIsAsked(volunteers: readonly Volunteer[]) {
  const asked = await until(
    async () => {
      const all = await Promise.all(volunteers.map(async (volunteer) => ({ volunteer, offer: (await volunteer.offers())[0] })));
      return all.find(({ offer }) => offer !== undefined);
    },
    (one) => one !== undefined,
  );
  if (asked?.offer === undefined) throw new Error('no volunteer got an offer');
  return { volunteer: asked.volunteer, offer: asked.offer, others: volunteers.filter((one) => one !== asked.volunteer) };
}
