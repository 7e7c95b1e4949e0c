/** The AsyncAPI 3 document of the sockets, made from the same schemas that parse frames: nothing is written twice. */
import * as z from 'zod';
import { byeFrame, goneFrame, helloFrame, hereAnswer, hereFrame, problemFrame, stateFrame } from './live.ts';
import { frameExamples } from './live-examples.ts';

type Json = Readonly<Record<string, unknown>>;

/** The frames by the names of their messages, with who sends them. */
export const framesByName = {
  hello: { schema: helloFrame, from: 'client' },
  beat: { schema: hereFrame, from: 'client' },
  state: { schema: stateFrame, from: 'server' },
  here: { schema: hereAnswer, from: 'server' },
  gone: { schema: goneFrame, from: 'server' },
  problem: { schema: problemFrame, from: 'server' },
  bye: { schema: byeFrame, from: 'server' },
} as const satisfies Record<string, { readonly schema: z.ZodType; readonly from: 'client' | 'server' }>;

const names = Object.keys(framesByName).filter((name): name is keyof typeof framesByName => Object.hasOwn(framesByName, name));

const description = `Sockets tell seekers, volunteers and coordinators what changes, the moment it happens. Doing anything stays HTTP.
Ask for a ticket (\`POST …/live\` in the OpenAPI document), connect to \`url?ticket=…\` within a minute, and send \`hello\`. Then send \`here\` every
\`beatSeconds\`. Every state is whole: drop one with a lower \`seq\` than the last. A frame that was lost is made up for by the answer to the next beat. After a broken
connection, ask for another ticket after a pause that chance decides, and send \`hello\` with \`last\`.`;

/** Served at `/v1/asyncapi.json`. `liveUrl` is where sockets connect; empty: this deployment has none. */
export function asyncApiDocument({ version, liveUrl }: { readonly version: string; readonly liveUrl: string }): Json {
  const schemas: Record<string, unknown> = {};
  const messages = Object.fromEntries(names.map((name) => [name, messageOf(name, schemas)]));
  return {
    asyncapi: '3.1.0',
    info: {
      title: 'Earshot live',
      version,
      description,
      contact: { name: 'The Earshot project' },
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      tags: [{ name: 'live', description: 'What changes, the moment it happens.' }],
    },
    defaultContentType: 'application/json',
    ...(liveUrl === '' ? {} : { servers: { live: serverOf(new URL(liveUrl)) } }),
    channels: {
      live: {
        address: null,
        title: 'One subject',
        description: 'A request, a volunteer in one space, or the board of a space: what the ticket is for.',
        messages: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
        bindings: {
          ws: {
            method: 'GET',
            query: { type: 'object', required: ['ticket'], properties: { ticket: { type: 'string' } } },
            bindingVersion: '0.1.0',
          },
        },
      },
    },
    operations: { hear: operationOf('client'), tell: operationOf('server') },
    components: { messages, schemas },
  };
}

function serverOf({ host, pathname, protocol }: URL): Json {
  return { host, pathname, protocol: protocol.replace(':', ''), description: 'The deployment that serves this document.' };
}

/** `send` and `receive` are said of the service. */
function operationOf(from: 'client' | 'server'): Json {
  return {
    action: from === 'client' ? 'receive' : 'send',
    channel: { $ref: '#/channels/live' },
    summary: from === 'client' ? 'What a client sends.' : 'What the service tells.',
    messages: names
      .filter((name) => framesByName[name].from === from)
      .map((name) => ({ $ref: `#/channels/live/messages/${name}` })),
  };
}

function messageOf(name: keyof typeof framesByName, schemas: Record<string, unknown>): Json {
  const { schema, from } = framesByName[name];
  const { title, description: text } = schema.meta() ?? {};
  return {
    name,
    title,
    summary: text,
    payload: payloadOf(schema, from === 'client' ? 'input' : 'output', schemas),
    examples: frameExamples[name].map((payload) => ({ payload })),
  };
}

const object = z.record(z.string(), z.unknown());

/** Draft 7, the dialect of AsyncAPI. Named schemas stand once, among the components. */
function payloadOf(schema: z.ZodType, io: 'input' | 'output', schemas: Record<string, unknown>): Json {
  const made = z.toJSONSchema(schema, { io, target: 'draft-7', unrepresentable: 'any' });
  const moved = object.parse(JSON.parse(JSON.stringify(made).replaceAll('"#/definitions/', '"#/components/schemas/')));
  const { $schema: _dialect, definitions, id: _id, ...payload } = moved;
  for (const [name, one] of Object.entries(object.parse(definitions ?? {}))) {
    const { id: _same, ...rest } = object.parse(one);
    schemas[name] = rest;
  }
  return payload;
}
