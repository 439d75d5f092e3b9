/** A run that was under way when the page was left, by a reload or a crash: it is kept, and that is said where the visitor comes back to. */

/** @import { RunSummary } from '../runs/record.js' */
import { text } from '../text/text.js';
import { tell } from './messages.js';

/** Of web/runs/database.js, which is not loaded for those who have never trained. */
const DATABASE = 'snowflake-runs';

/** @param {(id: string) => unknown} goOn its errors are told */
export async function tellOfKeptRun(goOn) {
  const run = await newestUnfinished().catch(() => undefined); // the studio says what ails the storage, to those who need it
  if (!run) return;
  tell(text.messages.runKept(run.name, run.epochs), { offer: { label: text.messages.goOn, act: () => goOn(run.id) } });
}

/** @returns {Promise<RunSummary | undefined>} */
async function newestUnfinished() {
  const databases = await indexedDB.databases?.();
  if (databases && !databases.some(({ name }) => name === DATABASE)) return undefined;
  const { openRuns } = await import('../runs/store.js'), store = await openRuns({ onProblem: () => {} });
  try {
    return (await store.list()).find(({ state, epochs }) => state === 'paused' && epochs > 0);
  } finally {
    await store.close();
  }
}
