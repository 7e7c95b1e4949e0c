/** After every other suite: what must have happened in one of them, and what must not have happened in any. */
import { describe, expect, it } from 'vitest';
import { neverInLogs } from './support/canary.ts';
import { neverSeen } from './support/ledger.ts';
import { functionCounts, logs } from './support/service.ts';

/** What no test provokes, and the reason. */
const notProvoked: Readonly<Record<string, string>> = {
  'rematch 200': 'the other side has 120 s to come; the transition has its own tests',
};

describe('at the end', () => {
  it('[sec-at-the-end-1] no log holds a text that a person wrote, a credential or an address', async () => {
    const wrong = [...(await logs())].flatMap(([name, text]) => {
      const lines = text.split('\n').filter((line) => neverInLogs.test(line));
      return lines.slice(0, 3).map((line) => `${name}: ${line}`);
    });
    expect(wrong).toEqual([]);
  });

  it('no function had an unexpected error, and none was throttled or never started', async () => {
    const lines = [...(await logs())].flatMap(([name, text]) => text.split('\n').map((line) => `${name}: ${line}`));
    // A time-out is no error: it says that the machine is busy, and the work is done later.
    const failed = lines.filter((line) => line.includes('"level":"ERROR"') && !line.includes('"Sandbox.Timedout"'));
    expect(failed).toEqual([]);
    const counts = Object.entries(await functionCounts());
    expect(counts.filter(([, { invocations, throttles }]) => throttles > 0 || invocations === 0)).toEqual([]);
  });

  it('every answer that the contract names was given', () => {
    expect(neverSeen().filter((one) => notProvoked[one] === undefined)).toEqual([]);
  });
});
