import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const screen = path.join(import.meta.dirname, '../../demo/screen.ts');

/** Draws one board on a stream that claims to be a terminal, and ends the process as told. Gives what was written. */
function drawn(environment: Record<string, string>, end: string): string {
  const script = `
    import { WriteStream } from 'node:tty';
    import { openScreen } from ${JSON.stringify(screen)};
    const out = Object.assign(Object.create(process.stdout), { isTTY: true, columns: 80, rows: 24, getColorDepth: WriteStream.prototype.getColorDepth });
    openScreen(out).draw(['title', '--', 'line']);
    ${end}`;
  const { PATH = '' } = process.env;
  const ran = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
    env: { PATH, TERM: 'xterm', ...environment },
  });
  return ran.stdout.toString();
}

const esc = '\u001B[';
/** Bold, which a terminal without colour shows too. */
const bold = `${esc}1m`;

describe('the screen', () => {
  it('writes from the top, erases the rest of each line, and leaves no empty line in between', () => {
    const text = drawn({ NO_COLOR: '1' }, '');
    expect(text).toContain('\u001B[Htitle\u001B[K\r\n--\u001B[K\r\nline\u001B[K\u001B[J');
    expect(text).not.toContain('\u001B[2J');
  });

  it('uses no colour codes with NO_COLOR, and a little emphasis without', () => {
    const plain = drawn({ NO_COLOR: '1' }, '');
    for (const code of [bold, `${esc}2m`, `${esc}3`]) expect(plain).not.toContain(code);
    expect(drawn({}, '')).toContain(`${bold}title`);
  });

  it.each(['', 'process.exit(3);', 'throw new Error("a bug");'])('restores the terminal when the process ends by %j', (end) => {
    const text = drawn({ NO_COLOR: '1' }, end);
    expect(text.startsWith(`${esc}?1049h${esc}?25l`)).toBe(true);
    expect(text.endsWith(`${esc}?25h${esc}?1049l`)).toBe(true);
  });
});
