import { PostToConnectionCommand, type ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import type { Log, Sockets } from '../../ports.ts';
import { awsErrorName, awsFailureOf } from '../aws-failures.ts';
import { tellMsMax } from '../limits.ts';

/**
 * What API Gateway answers for a connection that is not open (410), and for an id that no connection can have (400). Both mean that the frame can
 * never arrive there.
 */
const goneNames: ReadonlySet<string> = new Set(['GoneException', 'BadRequestException']);

/**
 * Sockets of a WebSocket API of API Gateway. `failed` after `tellMsMax`, or after the client's attempts. Never rejects, because one socket must not
 * keep the others back: a refusal that is a bug of this service (no permission, a frame above 128 KB) is `failed`, and an error of the log.
 */
export function apiGatewaySockets(client: ApiGatewayManagementApiClient, log: Log): Sockets {
  return {
    tell: async (connection, frame) => {
      try {
        const command = new PostToConnectionCommand({ ConnectionId: connection, Data: Buffer.from(frame) });
        await client.send(command, { abortSignal: AbortSignal.timeout(tellMsMax) });
        return 'told';
      } catch (error) {
        const name = awsErrorName(error);
        if (goneNames.has(name)) return 'gone';
        if (awsFailureOf(error) === 'refused') log.write({ code: 'push-refused', fields: { error: name } });
        return 'failed';
      }
    },
  };
}
