/** Every seeded bug of the lists in `bugs/`. */
import * as z from 'zod';
import { bug, type Bug, type Draft } from './bug.ts';
import { availability } from './bugs/availability.ts';
import { callouts } from './bugs/callouts.ts';
import { commits } from './bugs/commits.ts';
import { credentials } from './bugs/credentials.ts';
import { edge } from './bugs/edge.ts';
import { eligibility } from './bugs/eligibility.ts';
import { fairness } from './bugs/fairness.ts';
import { infrastructure } from './bugs/infrastructure.ts';
import { leaks } from './bugs/leaks.ts';
import { live } from './bugs/live.ts';
import { local } from './bugs/local.ts';
import { moments } from './bugs/moments.ts';
import { pages } from './bugs/pages.ts';
import { pairs } from './bugs/pairs.ts';
import { repeats } from './bugs/repeats.ts';
import { resilience } from './bugs/resilience.ts';
import { rights } from './bugs/rights.ts';
import { sender } from './bugs/sender.ts';
import { sockets } from './bugs/sockets.ts';
import { stranding } from './bugs/stranding.ts';
import { timers } from './bugs/timers.ts';
import { unreadable } from './bugs/unreadable.ts';
import { webhooks } from './bugs/webhooks.ts';

const lists: Readonly<Record<string, readonly Draft[]>> = {
  eligibility,
  callouts,
  pairs,
  commits,
  availability,
  timers,
  pages,
  moments,
  fairness,
  repeats,
  rights,
  credentials,
  leaks,
  live,
  local,
  edge,
  resilience,
  infrastructure,
  sender,
  unreadable,
  webhooks,
  sockets,
  stranding,
};

const schema = z
  .array(bug.extend({ area: z.string() }))
  .refine((bugs) => new Set(bugs.map(({ id }) => id)).size === bugs.length, 'two bugs have one id');

export const seededBugs: readonly Bug[] = schema.parse(
  Object.entries(lists).flatMap(([area, drafts]) => drafts.map((draft) => ({ ...draft, area }))),
);

/** The bug with this id. Throws if there is none. */
export function bugOf(id: string): Bug {
  const found = seededBugs.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no seeded bug has the id ${id}`);
  return found;
}
