import type { Assembly } from './assembly.ts';
import type { Disposables } from './disposables.ts';
import type { Engines } from './engines/engines.ts';
import { startEventSources } from './events/sources.ts';
import type { FaultChoice } from './faults/fault-choice.ts';
import { type Endpoints, environmentOf } from './functions/environment.ts';
import { FunctionHost } from './functions/host.ts';
import { FunctionLog } from './functions/log.ts';
import type { WorkerKind } from './functions/worker-host.ts';
import { makeGateway, type Gateway } from './http/gateway.ts';
import { planCompute, planStores } from './plan/plan.ts';
import { Resources } from './plan/resources.ts';
import { makeSecrets } from './secrets.ts';
import type { SocketLimits } from './sockets/connections.ts';
import { Sockets } from './sockets/sockets.ts';
import type { StateDir } from './state.ts';
import { makeClients } from './stores/clients.ts';
import { createQueues } from './stores/create-queues.ts';
import { createTables } from './stores/create-tables.ts';
import { makeTopics } from './topics.ts';

export interface DeployOptions {
  readonly assembly: Assembly;
  readonly state: StateDir;
  readonly disposables: Disposables;
  readonly engines: Engines;
  /** Where the functions find the engines. Proxies that inject faults may stand in between. */
  readonly endpoints: Endpoints;
  readonly apiUrl: string;
  readonly socketsUrl: string;
  readonly socketLimits: SocketLimits;
  /** Faults on sockets, if any. */
  readonly faults: FaultChoice | undefined;
  readonly issuerUrl: string;
  /** Whether the output of functions also goes to the terminal. */
  readonly verbose: boolean;
  /** Whether a worker of a function is a thread or a process. */
  readonly workers: WorkerKind;
  progress(step: string, detail: string): void;
}

export interface Deployed {
  readonly hosts: ReadonlyMap<string, FunctionHost>;
  readonly gateway: Gateway | undefined;
  /** Undefined when the template has no WebSocket API. */
  readonly sockets: Sockets | undefined;
  readonly secrets: ReturnType<typeof makeSecrets>;
  readonly topics: ReturnType<typeof makeTopics>;
  /** Starts the event sources, which invoke functions. */
  begin(): void;
}

/** Creates what the template describes: stores, functions, and their event sources. */
export async function deploy(options: DeployOptions): Promise<Deployed> {
  const { assembly, state, engines, endpoints, disposables, progress } = options;
  const streams = new Map<string, string>();
  const resources = new Resources(assembly, {
    api: options.apiUrl,
    sockets: options.socketsUrl,
    issuer: options.issuerUrl,
    queues: endpoints.sqs,
    streamArn: (table) => {
      const found = streams.get(table);
      if (found === undefined) throw new Error(`The template reads the stream of ${table}, but that table has no stream`);
      return found;
    },
  });
  const stores = planStores(resources);
  const clients = makeClients(assembly.region, engines);
  disposables.add(() => Object.values(clients).forEach((client) => client.destroy()));
  for (const [table, arn] of await createTables(clients.dynamoDb, stores.tables)) streams.set(table, arn);
  await createQueues(clients.sqs, stores.queues);
  progress('stores', `${stores.tables.length} tables, ${stores.queues.length} queues, ${stores.secrets.length} secrets`);

  const compute = planCompute(resources, assembly);
  const hosts = new Map(
    compute.functions.map((spec) => {
      const log = new FunctionLog(state.logs, spec.name, options.verbose);
      const environment = environmentOf(spec, assembly.region, endpoints);
      return [spec.name, new FunctionHost(spec, { environment, log, workerKind: options.workers })];
    }),
  );
  disposables.add(async () => void (await Promise.all([...hosts.values()].map((host) => host.stop()))));
  const { api, sockets: spec } = compute;
  const { faults, socketLimits: limits } = options;
  return {
    hosts,
    gateway: api === undefined ? undefined : makeGateway(api, hosts),
    sockets: spec === undefined ? undefined : new Sockets({ spec, hosts, faults, limits }),
    secrets: makeSecrets(state.file('secrets.json'), stores.secrets),
    topics: makeTopics(stores.topics, (name) => new FunctionLog(state.logs, name, options.verbose)),
    begin: () => {
      const sources = startEventSources(compute, {
        clients,
        hosts,
        region: assembly.region,
        sqs: engines.sqs.url,
        folder: state.file('streams'),
      });
      disposables.add(() => sources.stop());
    },
  };
}
