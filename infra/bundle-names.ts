import path from 'node:path';
import { functionNames, type FunctionName } from '../shared/names.ts';

/** The bundle that the sender runs instead of its own where the whole service runs on one machine. */
const senderOnThisMachine = 'sender-on-this-machine';

/** Every bundle, with its source below the folder of the functions. */
export const bundleSources: Readonly<Record<string, string>> = {
  ...Object.fromEntries(functionNames.map((name) => [name, `${name}/index.ts`])),
  [senderOnThisMachine]: 'sender/this-machine.ts',
};

export interface Bundles {
  /** The folder with the bundles. */
  readonly codeDir: string;
  /** Whether messages may be sent to the machine itself. */
  readonly webhookLoopback: boolean;
}

/** The folder of the bundle that a function runs. */
export function bundleOf(name: FunctionName, { codeDir, webhookLoopback }: Bundles): string {
  return path.join(codeDir, name === 'sender' && webhookLoopback ? senderOnThisMachine : name);
}
