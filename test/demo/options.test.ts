import { describe, expect, it } from 'vitest';
import { seekersDefault } from '../../demo/limits.ts';
import { readOptions, usage } from '../../demo/options.ts';

describe('the command line of the demo', () => {
  it('has defaults for everything, and a new seed each time', () => {
    expect(readOptions([])).toMatchObject({ seekers: seekersDefault, quiet: false, attach: false });
    expect(readOptions([])?.seed).not.toBe(readOptions([])?.seed);
  });

  it('takes every option that its help describes', () => {
    expect(
      readOptions(['--minutes', '0.5', '--factor', '60', '--seekers', '10', '--volunteers', '8', '--seed', '7', '--quiet']),
    ).toMatchObject({ minutes: 0.5, factor: 60, seekers: 10, volunteers: 8, seed: 7, quiet: true });
    expect(readOptions(['--from', 'trace.csv', '--day', '1999-01-03', '--hours', '18-22'])).toMatchObject({
      from: 'trace.csv',
      day: '1999-01-03',
      hours: { from: 18, to: 22 },
    });
  });

  it('asks for no run when it is asked for help, and the help names every option', () => {
    expect(readOptions(['--help'])).toBeUndefined();
    for (const name of [
      'minutes',
      'factor',
      'seekers',
      'volunteers',
      'seed',
      'quiet',
      'attach',
      'url',
      'issuer',
      'keep',
      'from',
      'day',
      'hours',
    ])
      expect(usage).toContain(`--${name}`);
  });

  it.each([
    [['--factor', '0']],
    [['--factor', '500']],
    [['--minutes', 'soon']],
    [['--minutes', '']],
    [['--seekers', '1.5']],
    [['--hours', '18-22']],
    [['--from', 'x', '--hours', '22-18']],
    [['--from', 'x', '--day', 'yesterday']],
    [['--url', 'http://127.0.0.1:1']],
    [['--attach', '--url', 'http://127.0.0.1:1', '--issuer', 'http://127.0.0.1:2']],
    [['--nonsense']],
    [['surplus']],
  ])('refuses %j', (args) => {
    expect(() => readOptions(args)).toThrow(/./u);
  });
});
