/** A load the machine can bear, and then ten times what it takes: it puts off, in order, and never what ends, leaves or helps. */
import type { Operation } from '../../world/history/operation.ts';
import { someVolunteers } from '../../chaos/actors/volunteer-profiles.ts';
import { SeededRandom } from '../../../random/seeded-random.ts';
import { chaosLimits } from '../../chaos/fixture.ts';
import { insidersPerSecond, overloadTimes, sustainedShare, turners } from '../limits.ts';
import { capacity } from '../load/capacity.ts';
import { helpSeeker, insideCast, makeTalks, reporter, turner, unsafe } from '../load/insiders.ts';
import { judgeCalm, judgeRush, type Judged, type Row } from '../load/judge.ts';
import { asker, lister, reader } from '../load/newcomers.ts';
import { rush, type Flow } from '../load/rush.ts';
import type { Place } from '../place.ts';
import type { Scenario } from '../scenario.ts';
import { siege } from '../siege.ts';

/**
 * The talks made before last longer than any run; nobody is refused because the room is full; and whoever is to be in a talk when the rush
 * comes is neither given up, nor taken for gone, nor does their offer lapse, however long a busy machine takes to make the talks.
 */
const limits = {
  ...chaosLimits,
  talkSecondsMax: 28_800,
  waitingMax: 1000,
  offerWindowSeconds: 120,
  presenceLeaseSeconds: 120,
  stillThereSeconds: 3_600,
  unmatchedExpirySeconds: 3_600,
};

export const load: Scenario = {
  name: 'load',
  play: ({ seed, stateDir, size: { loadMs, volunteers } }) => {
    const talks = Math.ceil((loadMs / 1000) * insidersPerSecond);
    const cast = [...someVolunteers(new SeededRandom(seed).of('cast'), volunteers), ...insideCast(talks, turners)];
    return siege({
      scenario: 'load',
      seed,
      stateDir,
      cast,
      limits,
      crowd: { seekers: 0, arrivalMs: 0, patienceMs: 0, atOnce: Infinity },
      hurt: async ({ place, tell, blow }) => {
        const open = await makeTalks(place);
        const most = await capacity(place);
        const calm = await during(place, [...comers(place, 'calm', most * sustainedShare), ...insiders(place, 'calm')], loadMs);
        const rushed = [...comers(place, 'rush', most * overloadTimes), ...insiders(place, 'rush')];
        const flow = { perSecond: insidersPerSecond, act: reporter(place, open) };
        const over = await during(place, [...rushed, flow], loadMs);
        blow('ten times too much of everything');
        tell(`it takes ${most.toFixed(1)} visits a second`);
        told(tell, `${calm.perSecond.toFixed(0)} calls a second`, judgeCalm(calm.calls));
        told(tell, `${over.perSecond.toFixed(0)} calls a second`, judgeRush(over.calls));
      },
    });
  },
};

/** So many newcomers a second, a third of each urgency, half as many who read the page, and half as many looks at a list. */
function comers(place: Place, wave: string, perSecond: number): readonly Flow[] {
  const asking = (['now', 'soon', 'whenever'] as const).map((urgency) => ({
    perSecond: perSecond / 3,
    act: asker(place, urgency, wave),
  }));
  return [...asking, { perSecond: perSecond / 2, act: reader(place) }, { perSecond: perSecond / 2, act: lister(place) }];
}

/** As many as always. */
function insiders(place: Place, wave: string): readonly Flow[] {
  return [turner(place), helpSeeker(place), unsafe(place, wave)].map((act) => ({ perSecond: insidersPerSecond, act }));
}

/** What was called meanwhile, and how often a second. */
async function during(
  { history }: Place,
  flows: readonly Flow[],
  forMs: number,
): Promise<{ readonly calls: readonly Operation[]; readonly perSecond: number }> {
  const began = Date.now();
  const ended = await rush(flows, forMs);
  const calls = history.operations.filter(({ invokedAt }) => invokedAt >= began && invokedAt <= ended);
  return { calls, perSecond: (calls.length / (ended - began)) * 1000 };
}

function told(tell: (line: string, violations?: readonly string[]) => void, what: string, { rows, violations }: Judged): void {
  tell(
    what,
    violations.map((one) => `${what}: ${one}`),
  );
  for (const row of rows) tell(lineOf(row));
}

function lineOf({ what, calls, putOff, p50Ms, longestMs }: Row): string {
  const share = `${((putOff / calls) * 100).toFixed(0)} %`.padStart(5);
  return `  ${what.padEnd(28)}${String(calls).padStart(6)} calls ${share} put off   p50 ${p50Ms} ms, longest ${longestMs} ms`;
}
