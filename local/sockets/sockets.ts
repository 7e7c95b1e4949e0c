import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultChoice } from '../faults/fault-choice.ts';
import type { FunctionHost } from '../functions/host.ts';
import type { SocketsSpec } from '../plan/sockets.ts';
import { Connections, type SocketLimits } from './connections.ts';
import { makeSocketGateway, type Upgrade } from './gateway.ts';
import { makeManagement } from './management.ts';

interface SocketsOptions {
  readonly spec: SocketsSpec;
  readonly hosts: ReadonlyMap<string, Pick<FunctionHost, 'invoke'>>;
  readonly faults: FaultChoice | undefined;
  readonly limits: SocketLimits;
}

/** The WebSocket API of the template: what clients connect to, and the endpoint with which functions push to them. */
export class Sockets {
  readonly connections: Connections;
  /** Takes a client that wants to connect. */
  readonly upgrade: Upgrade;
  /** Answers a push of a function. */
  readonly manage: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  private readonly stage: string;

  constructor({ spec, hosts, faults, limits }: SocketsOptions) {
    this.connections = new Connections(limits);
    this.stage = spec.stage;
    const { newPerSecond } = limits;
    this.upgrade = makeSocketGateway({ spec, hosts, connections: this.connections, newPerSecond, faults });
    this.manage = makeManagement({ spec, connections: this.connections, faults });
  }

  /** The address for clients, at this address of the server. */
  urlAt(url: string): string {
    return `${url.replace(/^http/, 'ws')}/${this.stage}`;
  }
}
