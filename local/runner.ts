import { env } from '../shared/names.ts';
import { readAssembly, type Assembly } from './assembly.ts';
import { Disposables } from './disposables.ts';
import { makeControl } from './control.ts';
import { deploy, type Deployed } from './deploy.ts';
import type { DynamoDbKind } from './engines/dynamodb.ts';
import { startEngines } from './engines/engines.ts';
import { endOrphans } from './engines/orphans.ts';
import type { FaultChoice } from './faults/fault-choice.ts';
import { startFaults } from './faults/faults.ts';
import { faultPlan, type FaultPlanInput } from './faults/plan.ts';
import type { WorkerKind } from './functions/worker-host.ts';
import { type Handle, sendJson } from './http/listen.ts';
import { makeIssuer } from './issuer.ts';
import { makeLambdaApi } from './lambda-api.ts';
import { newSocketsPerSecond, socketIdleMs, socketLifeMs, workerLoadSlowMs } from './limits.ts';
import { lockStateDir } from './lock.ts';
import { refuseUnknownTypes } from './plan/types.ts';
import { openServers, type Servers } from './servers.ts';
import type { SocketLimits } from './sockets/connections.ts';
import { StateDir } from './state.ts';
import { bundleFunctions, synthesize } from './synthesize.ts';

export interface RunnerOptions {
  /** Folder for data and logs; `.earshot` by default. */
  readonly stateDir?: string;
  /** Port of the API; any free one by default. */
  readonly port?: number;
  /** Delete the data of earlier runs. */
  readonly fresh?: boolean;
  /** Faults between functions and engines. */
  readonly faults?: FaultPlanInput;
  /** Folder of a synthesized app. Without it, the app of cdk.json is bundled and synthesized. */
  readonly cdkOut?: string;
  /** Whether to bundle the functions first; true by default. */
  readonly build?: boolean;
  /** Show the output of functions. */
  readonly verbose?: boolean;
  /** Whether workers of functions are threads of this process (the default) or processes. */
  readonly workers?: WorkerKind;
  /** What the WebSocket API grants. By default as much as on AWS; a test may shorten it. */
  readonly socketLimits?: Partial<SocketLimits>;
  /** Which DynamoDB to use. By default the one that the environment names, else the best that this machine can run. */
  readonly dynamoDb?: DynamoDbKind;
  /** Called after every step. */
  progress?(step: string, detail: string): void;
  /** Called when an engine could not be kept running. The runner should then be stopped. */
  failed?(error: Error): void;
}

export interface Runner {
  /** The HTTP API. */
  readonly url: string;
  /** The WebSocket API with its stage; undefined when the template has none. */
  readonly websocketUrl: string | undefined;
  readonly issuer: string;
  readonly control: string;
  readonly stateDir: string;
  readonly pid: number;
  /** Undefined when the runner was started without faults. */
  readonly faults: Pick<FaultChoice, 'plan' | 'follow' | 'report'> | undefined;
  /** Ends everything that the runner started. Requests in progress have `drainMsMax` to finish. Data stays. */
  stop(): Promise<void>;
}

/**
 * Runs a synthesized CDK app on this machine, and resolves when it answers. When it cannot start, ends everything again and
 * rejects.
 */
export async function startRunner(options: RunnerOptions = {}): Promise<Runner> {
  const disposables = new Disposables();
  try {
    return await start(options, disposables);
  } catch (error) {
    await disposables.close().catch(() => undefined);
    throw error;
  }
}

async function start(options: RunnerOptions, disposables: Disposables): Promise<Runner> {
  const { progress = () => undefined, failed = () => undefined, verbose = false, workers = 'thread' } = options;
  const state = new StateDir(options.stateDir ?? '.earshot');
  const lock = lockStateDir(state.folder);
  disposables.add(() => lock.release());
  await endOrphans(state.folder);
  if (options.fresh === true) state.wipe();

  const assembly = await assemble(options, state);
  refuseUnknownTypes(assembly.template);
  progress('template', `${Object.keys(assembly.template.Resources).length} resources of ${assembly.stackName}`);
  const engines = await startEngines({ state, disposables, dynamoDb: options.dynamoDb, onGiveUp: failed });
  const { dynamoDb, sqs } = engines;
  progress('engines', `DynamoDB ${dynamoDb.url} (${dynamoDb.name}), SQS ${sqs.url} (${sqs.name})`);
  const faults =
    options.faults === undefined ? undefined : await startFaults(faultPlan.parse(options.faults), engines, disposables);
  const servers = await openServers({ state, disposables, port: options.port });

  const deployed = await deploy({
    assembly,
    state,
    disposables,
    engines,
    endpoints: {
      dynamoDb: faults?.dynamoDb ?? dynamoDb.url,
      sqs: faults?.sqs ?? sqs.url,
      secrets: servers.secrets.url,
      sns: servers.topics.url,
      lambda: servers.lambda.url,
    },
    apiUrl: servers.api.url,
    socketsUrl: servers.sockets.url,
    socketLimits: { idleMs: socketIdleMs, lifeMs: socketLifeMs, newPerSecond: newSocketsPerSecond, ...options.socketLimits },
    faults: faults?.choice,
    issuerUrl: servers.issuer.url,
    verbose,
    workers,
    progress,
  });
  const issuer = await makeIssuer({
    url: servers.issuer.url,
    keyFile: state.file('issuer.json'),
    audience: () => audienceOf(deployed),
  });
  servers.issuer.serve(guarded(issuer));
  servers.secrets.serve(guarded(deployed.secrets));
  servers.topics.serve(guarded(deployed.topics));
  servers.lambda.serve(guarded(makeLambdaApi(deployed.hosts)));
  servers.control.serve(guarded(makeControl({ faults, hosts: deployed.hosts, sockets: deployed.sockets })));
  await warm(deployed, progress);
  if (deployed.gateway !== undefined) servers.api.serve(guarded(deployed.gateway));
  serveSockets(deployed, servers, disposables);
  deployed.begin();
  // Disposed first: no new request comes in while the rest ends.
  disposables.add(() => servers.api.close());
  return {
    url: servers.api.url,
    websocketUrl: deployed.sockets?.urlAt(servers.sockets.url),
    issuer: servers.issuer.url,
    control: servers.control.url,
    stateDir: state.folder,
    pid: process.pid,
    faults: faults?.choice,
    stop: () => disposables.close(),
  };
}

/** Opens the WebSocket API. Its connections end before its server, which would wait for them. */
function serveSockets({ sockets }: Deployed, { sockets: server }: Servers, disposables: Disposables): void {
  if (sockets === undefined) return;
  server.serve(guarded(sockets.manage));
  server.upgrade((...request) => void sockets.upgrade(...request));
  disposables.add(() => sockets.connections.closeAll());
}

async function assemble({ cdkOut, build = true, progress }: RunnerOptions, state: StateDir): Promise<Assembly> {
  if (cdkOut !== undefined) return readAssembly(cdkOut);
  if (build) {
    await bundleFunctions();
    progress?.('bundles', 'built');
  }
  await synthesize(state.file('cdk.out'));
  return readAssembly(state.file('cdk.out'));
}

/**
 * Starts a worker of each function, so that the first caller does not wait for it, and a bundle that does not load is reported. A bundle
 * that loads slowly is reported as that.
 */
async function warm({ hosts }: Deployed, progress: (step: string, detail: string) => void): Promise<void> {
  const loading = new Set(hosts.keys());
  const slow = setInterval(() => progress('functions', `still loading: ${[...loading].join(' ')}`), workerLoadSlowMs);
  const loaded = await Promise.all(
    [...hosts.values()].map(async (host) => {
      const ok = await host.warm();
      loading.delete(host.spec.name);
      return { host, ok };
    }),
  ).finally(() => clearInterval(slow));
  progress('functions', `${loaded.length}: ${loaded.map(({ host }) => host.spec.name).join(' ')}`);
  for (const { host, ok } of loaded) if (!ok) progress('functions', `${host.spec.name} DOES NOT LOAD. Its log says why.`);
}

/** The audience that tokens must have, as the template tells the functions: the first one if there are several. */
function audienceOf({ hosts }: Deployed): string {
  const audiences = [...hosts.values()].map(({ spec }) => spec.environment[env.oidcAudience]);
  return audiences.find((audience) => audience !== undefined)?.split(',')[0] ?? '';
}

/** A handler whose failure is answered and not thrown: a caller that closed the connection must not end the runner. */
function guarded(handle: (...args: Parameters<Handle>) => Promise<void>): Handle {
  return (request, response) => {
    handle(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { message: 'Internal Server Error' });
    });
  };
}
