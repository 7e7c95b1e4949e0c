/**
 * The bank's real arrivals, replayed as if the callers asked to talk. The kind of a caller becomes the need of the request, and a
 * talk lasts eight times as long as the call. The volunteers are those of the helpline.
 */
import { plusSeconds } from '../../shared/domain/time.ts';
import { bankPatience } from '../../random/bank-patience.ts';
import { lognormal, type Lognormal } from '../../random/distributions.ts';
import { stream } from '../../random/policy-random.ts';
import { stretched, type SurvivalCurve } from '../../random/survival-curve.ts';
import type { CallType, Call, TraceDay } from './bank-trace.ts';
import { drawAgain, drawRequest } from './draw-requests.ts';
import { midnight, volunteersOf, wishedAgain, type Run } from './draw-scenario.ts';
import { bankHourShape, bankMedianPatience } from './figures.ts';
import { helpline } from './helpline.ts';
import { kindOf, requestNo, type Mix } from './mix.ts';
import type { Scenario, SimRequest } from './scenario.ts';

/** Calls last 3 minutes on average, talks 24. */
const talkPerService = 8;
/**
 * How long callers who hung up would have talked is not known: they get the distribution of the others. Bank: mean 184 s, sigma
 * .92.
 */
const service: Lognormal = { mean: 184, sigma: 0.92, min: 8, max: 900 };
/** Seconds of a talk from the trace, within the limits of a space. */
const talkBounds = { min: 60, max: 7200 };

/** Assumption: each kind of caller needs one thing, and the supply of volunteers with it is one and a half times the demand. */
const suppliedTimes = 1.5;
const needsOf: Record<CallType, { readonly language?: string; readonly mentor?: true; readonly cleared?: true }> = {
  PS: {},
  NW: { language: 'es' },
  NE: { cleared: true },
  IN: { mentor: true },
  TT: { language: 'pl' },
  PE: { language: 'ar' },
};
/** Share of the calls of each kind in the three months. */
const shares: Record<CallType, number> = { PS: 0.682, NW: 0.159, NE: 0.074, IN: 0.061, TT: 0.019, PE: 0.004 };

function bankMix(base: Mix): Mix {
  const languages = (['NW', 'TT', 'PE'] as const).map((type) => ({
    value: needsOf[type].language ?? 'en',
    weight: shares[type] * suppliedTimes,
  }));
  const others = languages.reduce((sum, one) => sum + one.weight, 0);
  return {
    ...base,
    demand: { ...base.demand, languages: [{ value: 'en', weight: 1 }], clearanceShare: 0, mentorShare: 0 },
    supply: {
      ...base.supply,
      secondLanguage: [{ value: null, weight: 1 - others }, ...languages],
      clearanceShare: shares.NE * suppliedTimes,
      mentorShare: shares.IN * suppliedTimes,
    },
  };
}

/** Some working days of a month of the trace, at a load. A run starts with the day after the last day of the run before it. */
export function bankScenario(name: string, days: readonly TraceDay[], load: number, run: Run): Scenario {
  const base = helpline({ perHour: 1, load, scarcity: 'mild' });
  const mix = bankMix(base.mix);
  const perDay = days.reduce((sum, day) => sum + day.calls.length, 0) / days.length;
  const staffed = { ...base, mix, arrivals: { perDay, shape: bankHourShape, dayCv: 0 } };
  const { people, shifts } = volunteersOf(staffed, run);
  const calls = Array.from({ length: run.days }, (_, n) =>
    (days[((run.seed - 1) * run.days + n) % days.length]?.calls ?? []).map((call) => ({ call, midnight: midnight(n) })),
  ).flat();
  return {
    seed: run.seed,
    workload: name,
    from: midnight(0),
    to: midnight(run.days),
    limits: base.limits,
    // Callers who called again are already in the trace.
    behaviour: { ...base.behaviour, redialShare: 0 },
    seekers: base.seekers,
    people,
    shifts,
    requests: calls.map(({ call, midnight: day }, n) => {
      const seekers = { ...base.seekers, patience: patienceOf(call.type) };
      const drawn = drawRequest(run.seed, { id: requestNo(n), at: plusSeconds(day, call.at), mix, seekers });
      return wishedAgain(asCaller(drawn, call, run.seed), shifts, mix.demand.sameVolunteerShare, run.seed);
    }),
    again: (earlier, at) => drawAgain(run.seed, earlier, at, bankPatience),
  };
}

/** Prospects give up soon; stock traders stay long. */
function patienceOf(type: CallType): SurvivalCurve {
  const median = type === 'TT' || type === 'PE' ? bankMedianPatience.all : bankMedianPatience[type];
  return stretched(bankPatience, median / bankMedianPatience.all);
}

/** The request with the needs of this kind of caller, and a talk as long as the call says. */
function asCaller(request: SimRequest, { type, served }: Call, seed: number): SimRequest {
  const { language, mentor, cleared } = needsOf[type];
  const criteria = {
    ...request.criteria,
    languages: [language ?? 'en'],
    ...(mentor === true ? { role: 'mentor' as const } : {}),
    preferences: [
      ...(cleared === true ? [{ attribute: 'clearance', value: 'held', strength: 'require' as const }] : []),
      ...request.criteria.preferences,
    ],
  };
  const seconds = (served ?? lognormal(stream(seed, 'service', request.id), service)) * talkPerService;
  const talkSeconds = Math.min(talkBounds.max, Math.max(talkBounds.min, seconds));
  return { ...request, criteria, kind: kindOf(criteria, 'en'), talkSeconds };
}
