/** Serves SQS (fauxqs) on the port and from the folder of its arguments, in a process of its own. */
import { Server } from 'node:net';
import { startFauxqs } from 'fauxqs';
import { localRegion } from '../limits.ts';
import { endWithParent } from './end-with-parent.ts';

const [port, dataDir = ''] = process.argv.slice(2);

// fauxqs 2.4.1 listens on every network interface of the machine and has no setting for it. Other machines must not reach the
// queues.
const listen = Server.prototype.listen;
Server.prototype.listen = function listenOnLoopback(options: unknown, ...rest: unknown[]) {
  return Reflect.apply(listen, this, [{ ...Object(options), host: '127.0.0.1' }, ...rest]);
};

const server = await startFauxqs({ port: Number(port), dataDir, defaultRegion: localRegion, logger: false });
console.log(process.pid);
endWithParent(() => void server.stop().finally(() => process.exit()));
