/** Puts the board on a terminal without flicker, and gives the terminal back as it was. */
import { styleText } from 'node:util';
import type { WriteStream } from 'node:tty';
import { boardColumns, boardLines } from './limits.ts';

export interface Screen {
  draw(lines: readonly string[]): void;
  /** Gives the terminal back; may be called again. */
  close(): void;
}

const esc = '\u001B[';
/** The other screen, no cursor; and back. */
const enter = `${esc}?1049h${esc}?25l`;
const leave = `${esc}?25h${esc}?1049l`;
const home = `${esc}H`;
const eraseLine = `${esc}K`;
const eraseBelow = `${esc}J`;

/** Whether the board can be shown: a terminal of its size that knows how to move its cursor. */
export function canShowBoard(out: Pick<WriteStream, 'isTTY' | 'columns' | 'rows'>, term: string | undefined): boolean {
  return out.isTTY && term !== 'dumb' && out.columns >= boardColumns && out.rows >= boardLines;
}

/** Opens the screen. However the process ends, the terminal is given back. */
export function openScreen(out: WriteStream): Screen {
  let open = true;
  const close = (): void => {
    if (open) out.write(leave);
    open = false;
    process.off('exit', close);
  };
  process.once('exit', close);
  out.write(enter);
  return {
    close,
    // One write for all lines, each erased to its end only after it is written: nothing is blank in between.
    draw: (lines) => {
      if (open) out.write(home + lines.map((line, index) => painted(line, index, out) + eraseLine).join('\r\n') + eraseBelow);
    },
  };
}

/** The title stands out and the rules step back, unless NO_COLOR or the terminal says otherwise; nothing depends on it. */
function painted(line: string, index: number, stream: WriteStream): string {
  if (index === 0) return styleText('bold', line, { stream });
  if (line.startsWith('--')) return styleText('dim', line, { stream });
  return line;
}
