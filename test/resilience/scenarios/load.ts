/** A load that the machine can bear, and then ten times its capacity. The service sheds in order, and never a call that ends, leaves or helps. */
import type { Operation } from '../../world/history/operation.ts';
import { someVolunteers } from '../../chaos/actors/volunteer-profiles.ts';
import { SeededRandom } from '../../../random/seeded-random.ts';
import { chaosLimits } from '../../chaos/fixture.ts';
import { insidersPerSecond, overloadTimes, sustainedShare, togglers } from '../limits.ts';
import { capacity } from '../load/capacity.ts';
import { insideVolunteers, makeTalks, toggler } from '../load/insiders.ts';
import { judgeCalm, judgeRush, type Judged, type Row } from '../load/judge.ts';
import { asker, helpSeeker, lister, reader, unsafe } from '../load/newcomers.ts';
import { rush, type Flow } from '../load/rush.ts';
import type { ScenarioContext } from '../scenario-context.ts';
import type { Scenario } from '../scenario.ts';
import { runScenario } from '../run-scenario.ts';

/**
 * The talks that are made before last longer than any run. No request is refused because the room is full. While a busy machine makes
 * the talks, no request of them expires, no seeker counts as gone, and no offer lapses.
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
    const talksWanted = Math.ceil((loadMs / 1000) * insidersPerSecond);
    const people = [
      ...someVolunteers(new SeededRandom(seed).of('people'), volunteers),
      ...insideVolunteers(talksWanted, togglers),
    ];
    return runScenario({
      scenario: 'load',
      seed,
      stateDir,
      people,
      limits,
      crowd: { seekers: 0, arrivalMs: 0, patienceMs: 0, atOnce: Infinity },
      disrupt: async ({ context, tell, disrupted }) => {
        const talks = await makeTalks(context);
        const most = await capacity(context);
        const calm = await during(
          context,
          [...newcomers(context, 'calm', most * sustainedShare), ...insiders(context, 'calm')],
          loadMs,
        );
        const rushed = [...newcomers(context, 'rush', most * overloadTimes), ...insiders(context, 'rush')];
        const flow = { perSecond: insidersPerSecond, act: talks.report };
        const over = await during(context, [...rushed, flow], loadMs);
        await talks.end();
        disrupted('ten times the capacity');
        tell(`the capacity is ${most.toFixed(1)} visits a second`);
        told(tell, `${calm.perSecond.toFixed(0)} calls a second`, judgeCalm(calm.calls));
        told(tell, `${over.perSecond.toFixed(0)} calls a second`, judgeRush(over.calls));
      },
    });
  },
};

/** `perSecond` seekers a second, a third of each urgency; half as many visitors of the page; half as many reads of a list. */
function newcomers(context: ScenarioContext, phase: string, perSecond: number): readonly Flow[] {
  const asking = (['now', 'soon', 'whenever'] as const).map((urgency) => ({
    perSecond: perSecond / 3,
    act: asker(context, urgency, phase),
  }));
  return [...asking, { perSecond: perSecond / 2, act: reader(context) }, { perSecond: perSecond / 2, act: lister(context) }];
}

/** The actors whose calls are never shed, as many in both phases. */
function insiders(context: ScenarioContext, phase: string): readonly Flow[] {
  return [toggler(context), helpSeeker(context), unsafe(context, phase)].map((act) => ({ perSecond: insidersPerSecond, act }));
}

/** The calls that began while the flows ran, and how many a second. */
async function during(
  { history }: ScenarioContext,
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

function lineOf({ what, calls, shed, p50Ms, longestMs }: Row): string {
  const share = `${((shed / calls) * 100).toFixed(0)} %`.padStart(5);
  return `  ${what.padEnd(28)}${String(calls).padStart(6)} calls ${share} shed   p50 ${p50Ms} ms, longest ${longestMs} ms`;
}
