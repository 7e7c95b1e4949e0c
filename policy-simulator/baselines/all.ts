/** Every rule that the planner is compared with. The first is the reference. */
import type { SimPolicyKind } from '../policies/sim-policy.ts';
import { amazonConnect } from './amazon-connect.ts';
import { bestQuality } from './best-quality.ts';
import { chatwoot } from './chatwoot.ts';
import { deferredAcceptance } from './deferred-acceptance.ts';
import { fcfsAlis } from './fcfs-alis.ts';
import { fewestSkills } from './fewest-skills.ts';
import { nakama } from './nakama.ts';
import { openMatch } from './open-match.ts';
import { rocketChat } from './rocket-chat.ts';
import { stagedRelaxation } from './staged-relaxation.ts';
import { taskRouter } from './task-router.ts';
import { upchieve } from './upchieve.ts';

export const baselines: readonly SimPolicyKind[] = [
  fcfsAlis,
  taskRouter,
  amazonConnect,
  stagedRelaxation,
  nakama,
  openMatch,
  chatwoot,
  rocketChat,
  upchieve,
  fewestSkills,
  bestQuality,
  deferredAcceptance,
];
