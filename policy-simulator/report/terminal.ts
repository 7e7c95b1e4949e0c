/** Output of a command: results on standard output; progress on standard error, each line overwritten by the next. */
export interface Terminal {
  readonly print: (text: string) => void;
  readonly progress: (text: string) => void;
}

/** The process's own standard output and standard error. */
export const terminal: Terminal = {
  print: (text) => {
    if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
    process.stdout.write(`${text}\n`);
  },
  progress: (text) => {
    process.stderr.write(process.stderr.isTTY ? `\r\u001B[K${text}` : `${text}\n`);
  },
};
