/** The two stacks of middlewares around a handler: `Edge` around everything, `Inner` inside the time that the function has. */
import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Reply } from '../responses.ts';
import type { RequestContext } from '../request-context.ts';

export type Edge = MiddlewareObj<APIGatewayProxyEventV2, Reply>;
export type Inner = MiddlewareObj<RequestContext, Reply>;
