/** Where a command speaks: results to standard output, progress to standard error, overwritten as it goes. */
export interface Terminal {
  readonly say: (text: string) => void;
  readonly progress: (text: string) => void;
}

/** The real one. */
export const terminal: Terminal = {
  say: (text) => {
    if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
    process.stdout.write(`${text}\n`);
  },
  progress: (text) => {
    process.stderr.write(process.stderr.isTTY ? `\r\u001B[K${text}` : `${text}\n`);
  },
};
