import { setTimeout as sleep } from 'node:timers/promises';
import type { FunctionHost } from '../functions/host.ts';
import { drainMsMax, localAccount } from '../limits.ts';
import type { MappingSpec } from '../plan/mappings.ts';
import type { Compute } from '../plan/plan.ts';
import type { Clients } from '../stores/clients.ts';
import { Checkpoint } from './checkpoint.ts';
import { sendToOnFailureQueue } from './on-failure.ts';
import { startQueueMapping, type Running } from './queue-mapping.ts';
import { startSchedule } from './schedule.ts';
import { startStreamMapping } from './stream-mapping.ts';

export interface SourcesOptions {
  readonly clients: Clients;
  readonly hosts: ReadonlyMap<string, FunctionHost>;
  readonly region: string;
  /** URL of the queue engine itself, without the fault proxy. */
  readonly sqs: string;
  /** Where the checkpoints of streams are kept. */
  readonly folder: string;
}

/** Starts the queue mappings, stream mappings and schedules. */
export function startEventSources({ mappings, schedules }: Compute, options: SourcesOptions): Running {
  const host = hostFinder(options.hosts);
  const all = [
    ...mappings.map((mapping) => startMapping(mapping, options)),
    ...schedules.map((spec) => startSchedule(spec, options.region, host(spec.functionName))),
  ];
  return {
    /**
     * Waits at most `drainMsMax` for the batches in progress. Unfinished batches come again: their messages were not deleted, and
     * no checkpoint moved.
     */
    stop: async () => {
      const stopped = Promise.all(all.map((running) => running.stop()));
      await Promise.race([stopped, sleep(drainMsMax, undefined, { ref: false })]);
    },
  };
}

function startMapping(mapping: MappingSpec, { clients, hosts, region, sqs, folder }: SourcesOptions): Running {
  const host = hostFinder(hosts)(mapping.spec.functionName);
  const queueUrl = (arn: string): string => `${sqs}/${localAccount}/${arn.split(':').at(-1)}`;
  if (mapping.kind === 'queue') {
    const { spec } = mapping;
    return startQueueMapping(spec, { client: clients.sqs, queueUrl: queueUrl(spec.queueArn), region }, host);
  }
  const { spec } = mapping;
  const { onFailure } = spec;
  const checkpoint = new Checkpoint(folder, spec.id, spec.streamArn);
  return startStreamMapping(
    spec,
    { client: clients.streams, checkpoint },
    {
      host,
      gaveUp: async (records, reason, tries) => {
        if (onFailure === undefined) return;
        const destination = { client: clients.sqs, queueUrl: queueUrl(onFailure), functionArn: host.spec.arn };
        await sendToOnFailureQueue(spec, destination, { records, reason, tries });
      },
    },
  );
}

function hostFinder(hosts: ReadonlyMap<string, FunctionHost>): (name: string) => FunctionHost {
  return (name) => {
    const found = hosts.get(name);
    if (found === undefined) throw new Error(`An event source invokes ${name}, which is not a function of the template`);
    return found;
  };
}
