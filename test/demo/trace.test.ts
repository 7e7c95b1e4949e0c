import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readTrace } from '../../demo/trace.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'earshot-trace-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, lines: readonly string[]): string {
  const at = path.join(folder, name);
  const text = `${lines.join('\n')}\n`;
  writeFileSync(at, name.endsWith('.gz') ? gzipSync(text) : text);
  return at;
}

const bankHeader =
  'date,type,priority,vru_entry_s,vru_exit_s,q_start_s,q_exit_s,q_time,outcome,ser_start_s,ser_exit_s,ser_time,server_code,month,asked_agent';
/** 19:00 in seconds of the day, the start of an evening. */
const seven = 19 * 3600;

function call(
  profiles: Partial<Record<'date' | 'type' | 'priority' | 'exit' | 'queued' | 'waited' | 'outcome' | 'served' | 'asked', string>>,
): string {
  const {
    date = '1999-01-03',
    type = 'PS',
    priority = '0',
    exit = String(seven),
    queued = '0',
    waited = '0',
    outcome = 'AGENT',
    served = '90',
    asked = '1',
  } = profiles;
  return [date, type, priority, '0', exit, queued, '0', waited, outcome, '0', '0', served, '', 'january', asked].join(',');
}

describe('a plain trace', () => {
  it('reads the known columns of each arrival and sorts the arrivals', async () => {
    const trace = await readTrace(
      file('plain.csv', [
        't_seconds,language,role,urgency,channel,topic,patience_seconds,talk_seconds',
        '30,ES,,,,,,',
        '12.5,ar,mentor,whenever,voice,grief,120,600',
      ]),
      {},
    );
    expect(trace.arrivals).toEqual([
      {
        at: 12.5,
        language: 'ar',
        role: 'mentor',
        urgency: 'whenever',
        channel: 'voice',
        topic: 'grief',
        gaveUpAfter: 120,
        talkSeconds: 600,
      },
      { at: 30, language: 'es' },
    ]);
    expect(trace).toMatchObject({ from: 0, length: 31, rejected: 0 });
  });

  it('takes the first day that has an arrival in the hours if no day is named', async () => {
    const lines = ['date,t_seconds', '2026-01-01,100', '2026-01-02,200', '2026-01-02,3700', '2026-01-03,3800'];
    const trace = await readTrace(file('late-days.csv', lines), { hours: { from: 1, to: 2 } });
    expect(trace).toMatchObject({ day: '2026-01-02', arrivals: [{ at: 100 }] });
  });

  it('takes hours of the day, and a day if the trace has dates', async () => {
    const lines = [
      'date,t_seconds',
      '2026-01-01,3600',
      '2026-01-02,3599',
      '2026-01-02,3600',
      '2026-01-02,7199',
      '2026-01-02,7200',
    ];
    const trace = await readTrace(file('days.csv', lines), { day: '2026-01-02', hours: { from: 1, to: 2 } });
    expect(trace.arrivals.map(({ at }) => at)).toEqual([0, 3599]);
    expect(trace).toMatchObject({ day: '2026-01-02', from: 3600, length: 3600 });
  });

  it('leaves invalid rows out, counts them and names the first', async () => {
    const trace = await readTrace(
      file('rejected.csv', [
        't_seconds,urgency',
        '5,now',
        'soon,now',
        '7',
        '8,"now"',
        '9,at once',
        '-1,now',
        '',
        `1,${'x'.repeat(2000)}`,
        '10,soon',
      ]),
      {},
    );
    expect(trace.arrivals.map(({ at }) => at)).toEqual([5, 10]);
    expect(trace.rejected).toBe(6);
    expect(trace.rejections).toEqual(['line 3 has no proper t_seconds', 'line 4 has 1 of 2 columns', 'line 5 has quotes']);
  });

  it.each([
    ['no known column', ['when,who', '1,2'], /names none of the columns/u],
    ['no arrival in the hours asked for', ['t_seconds', '90000'], /no arrival/u],
    ['an empty file', [], /no arrival/u],
  ])('is refused with the reason if it has %s', async (name, lines, words) => {
    await expect(readTrace(file(`${name}.csv`, lines), { hours: { from: 0, to: 1 } })).rejects.toThrow(words);
  });

  it('is refused if the file does not exist, or is not what its name says', async () => {
    await expect(readTrace(path.join(folder, 'missing.csv.gz'), {})).rejects.toThrow(/ENOENT/u);
    writeFileSync(path.join(folder, 'plain.csv.gz'), 't_seconds\n1\n');
    await expect(readTrace(path.join(folder, 'plain.csv.gz'), {})).rejects.toThrow(/incorrect header/u);
  });
});

describe('the trace of the bank', () => {
  it('is read from gzip: arrival, need, patience and talk of each call that reached an agent', async () => {
    const rows = [
      bankHeader,
      call({ exit: String(seven + 5) }),
      call({
        exit: String(seven + 8),
        queued: String(seven + 9),
        waited: '140',
        outcome: 'HANG',
        priority: '2',
        served: '0',
        type: 'IN',
      }),
      call({ exit: String(seven + 20), asked: '0' }),
      call({ exit: String(seven - 1) }),
      call({ date: '1999-01-04' }),
      call({ exit: String(seven + 30), served: '4', type: 'NE' }),
    ];
    const trace = await readTrace(file('bank.csv.gz', rows), {});
    expect(trace.arrivals).toEqual([
      { at: 5, urgency: 'soon', waited: 0, talkSeconds: 720 },
      { at: 9, language: 'es', urgency: 'now', gaveUpAfter: 140 },
      { at: 30, role: 'mentor', urgency: 'soon', waited: 0 },
    ]);
    expect(trace).toMatchObject({ day: '1999-01-03', from: seven, length: 2 * 3600, rejected: 0 });
  });

  it('counts rows with an impossible outcome or time', async () => {
    const rows = [bankHeader, call({}), call({ outcome: 'PHANTOM' }), call({ waited: '-3' }), call({ queued: '90000' })];
    const trace = await readTrace(file('odd.csv', rows), {});
    expect(trace.arrivals).toHaveLength(1);
    expect(trace.rejections).toEqual(['line 3 has no proper outcome', 'line 4 has no proper q_time', 'line 5 is beyond its day']);
  });
});
