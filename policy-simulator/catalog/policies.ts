/** All policies by name: the baselines, and the planner of the service with any settings. */
import { policy, policyNames } from '../../shared/domain/policy/policy.ts';
import { baselines } from '../baselines/all.ts';
import { otherPrices } from '../prices/all.ts';
import { calloutSuffix, withCallouts, withCalloutSettings } from '../policies/callouts.ts';
import { plannerKind } from '../policies/planner.ts';
import type { SimPolicyKind } from '../policies/sim-policy.ts';

/** The planner's policies with the default settings of a space. */
export const planners: readonly SimPolicyKind[] = policyNames.map((name) => {
  const settings = policy.parse({ name });
  return withCalloutSettings(plannerKind(name, settings), settings);
});

/**
 * Finds a baseline by its name, or a planner policy as `<planner policy>:setting=value,…`, for example
 * `fair:bestFitSeconds=0,hedgeAfterSeconds=null`. Other prices may follow it (`priced+fluid`, `priced:hedgeSurplus=2+fluid`). The
 * planner calls volunteers out as `calloutsAtOnce` says; a baseline does it with `+callouts`.
 */
export function policyNamed(spec: string): SimPolicyKind {
  const callouts = spec.endsWith(calloutSuffix);
  const baseline = baselines.find((one) => one.name === (callouts ? spec.slice(0, -calloutSuffix.length) : spec));
  if (baseline !== undefined) return callouts ? withCallouts(baseline) : baseline;
  const other = otherPrices.find(({ suffix }) => spec.endsWith(suffix));
  const [name = '', ...rest] = spec.slice(0, spec.length - (other?.suffix.length ?? 0)).split(':');
  const settings = rest
    .join(':')
    .split(',')
    .filter((one) => one.length > 0);
  const entries = settings.map((one): [string, unknown] => {
    const [key = '', ...value] = one.split('=');
    return [key, valueOf(value.join('='))];
  });
  const parsed = policy.safeParse({ name, ...Object.fromEntries(entries) });
  if (!parsed.success)
    throw new Error(`no policy is called ${spec}: ${parsed.error.issues.map((one) => one.message).join('; ')}`);
  return withCalloutSettings(plannerKind(spec, parsed.data, other?.partsOf), parsed.data);
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
