/** The AsyncAPI document: valid by the official parser, with examples that are frames. */
import { Parser } from '@asyncapi/parser';
import { describe, expect, it } from 'vitest';
import { asyncApiDocument, framesByName } from '../../shared/contract/asyncapi.ts';
import { frameExamples } from '../../shared/contract/live-examples.ts';
import { clientFrame, serverFrame } from '../../shared/contract/live.ts';

describe('the AsyncAPI document', () => {
  it.each(['wss://live.example/live', 'ws://127.0.0.1:3000/live', ''])(
    'is valid, with no finding of any severity, at %j',
    async (liveUrl) => {
      const found = await new Parser().validate(JSON.stringify(asyncApiDocument({ version: '1.0.0', liveUrl })));
      expect(found.map(({ code, message, path }) => [code, message, path])).toEqual([]);
    },
    60_000,
  );

  it('finds a mistake: the check is not blind', async () => {
    const document = {
      ...asyncApiDocument({ version: '1', liveUrl: '' }),
      operations: { hear: { action: 'listen', channel: { $ref: '#/channels/none' } } },
    };
    expect(await new Parser().validate(JSON.stringify(document))).not.toEqual([]);
  }, 60_000);

  it('has only examples that are frames, for every frame', () => {
    expect(Object.keys(frameExamples)).toEqual(Object.keys(framesByName));
    for (const [name, examples] of Object.entries(frameExamples))
      for (const example of examples)
        expect((name === 'hello' || name === 'beat' ? clientFrame : serverFrame).parse(example)).toEqual(example);
  });
});
