/** The training worker of a page. */
import { expose } from 'comlink';
import { WorkerService } from './worker-service.js';

expose(new WorkerService());
