/** The OpenAPI document of a deployment passes Spectral's own rules and those of the OWASP API Security Top 10 2023. */
import { Document, Spectral, type RulesetDefinition } from '@stoplight/spectral-core';
import * as parsers from '@stoplight/spectral-parsers';
import owasp from '@stoplight/spectral-owasp-ruleset';
import { oas } from '@stoplight/spectral-rulesets';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openApiDocument } from '../../shared/contract/openapi.ts';
import { acknowledgements } from './spectral-acknowledgements.ts';

interface Found {
  readonly rule: string;
  readonly where: string;
}

/** The types of the packages do not match each other under the strict compiler options. */
const ruleset = z.custom<RulesetDefinition>((value) => typeof value === 'object' && value !== null && 'rules' in value);

let found: readonly Found[] = [];

/** Every OWASP rule, including the optional ones, and the rules that Spectral recommends. */
beforeAll(async () => {
  const spectral = new Spectral();
  spectral.setRuleset({
    extends: [
      [ruleset.parse(oas), 'recommended'],
      [ruleset.parse(owasp), 'all'],
    ],
  });
  const text = JSON.stringify(openApiDocument({ version: '1.0.0', url: 'https://earshot.example' }));
  const results = await spectral.run(new Document(text, parsers.Json, 'openapi.json'));
  found = results.map(({ code, path }) => ({ rule: String(code), where: path.join(' ') }));
});

describe('Spectral', () => {
  it('has no finding that is not acknowledged with a reason', () => {
    const open = found.filter(({ rule, where }) => !acknowledgements.some((one) => one.rule === rule && one.where.test(where)));
    expect(open).toEqual([]);
  });

  it('still reports every acknowledged finding', () => {
    const stale = acknowledgements.filter(({ rule, where }) => !found.some((one) => one.rule === rule && where.test(one.where)));
    expect(stale).toEqual([]);
  });
});
