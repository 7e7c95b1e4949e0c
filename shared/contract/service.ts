/** What the service says about itself. */
import * as z from 'zod';
import { labelCharsMax, urlCharsMax } from '../domain/limits.ts';
import { noInput } from './common.ts';
import { route } from './route.ts';

/** A URL of this deployment, or a path of it where the deployment does not know its URL. */
const address = z
  .string()
  .regex(/^(https?:\/\/\S+)?\/v1\/[\w.]+$/u)
  .max(urlCharsMax);

const base = { callers: ['anyone'], support: false, function: 'public' } as const;

export const serviceRoutes = {
  showService: route({
    ...noInput,
    ...base,
    method: 'GET',
    path: '/',
    summary: 'Says what runs here, and where to go.',
    answers: {
      200: z.object({
        name: z.literal('Earshot'),
        purpose: z.string().max(labelCharsMax),
        version: z.string().max(labelCharsMax),
        links: z.object({ openapi: address, health: address }),
      }),
    },
    problems: [],
    shed: 'never',
  }),
  health: route({
    ...noInput,
    ...base,
    method: 'GET',
    path: '/v1/health',
    summary: 'Says whether the service answers.',
    answers: { 200: z.object({ status: z.literal('ok'), version: z.string().max(labelCharsMax) }) },
    problems: [],
    shed: 'never',
  }),
  openapi: route({
    ...noInput,
    ...base,
    method: 'GET',
    path: '/v1/openapi.json',
    summary: 'Shows this contract as an OpenAPI 3.1 document.',
    answers: { 200: z.record(z.string().max(labelCharsMax), z.unknown()) },
    problems: [],
    shed: 'console',
  }),
  asyncapi: route({
    ...noInput,
    ...base,
    method: 'GET',
    path: '/v1/asyncapi.json',
    summary: 'Shows the frames of sockets as an AsyncAPI 3 document.',
    answers: { 200: z.record(z.string().max(labelCharsMax), z.unknown()) },
    problems: [],
    shed: 'console',
  }),
} as const;
