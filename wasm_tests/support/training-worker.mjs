/** web/training/worker.js for node: the same service behind node's kind of worker. */
import { parentPort } from 'node:worker_threads';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';

import { WorkerService } from '../../web/training/worker-service.js';

if (!parentPort) throw new Error('This runs in a worker.');
expose(new WorkerService(), nodeEndpoint(parentPort));
