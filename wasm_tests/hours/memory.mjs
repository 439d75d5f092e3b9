/** What all programs take that this one has started, and those that they started: Linux. */
import { readFileSync, readdirSync } from 'node:fs';

const PAGE_MB = 4096 / 2 ** 20;

/** @returns {number} MB of memory that lie in the machine's, what they share counted once for each */
export function descendantsMb() {
  /** @type {Map<number, { parent: number, mb: number }>} */
  const all = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const [, parent] = readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
      all.set(Number(name), { parent: Number(parent), mb: Number(readFileSync(`/proc/${name}/statm`, 'utf8').split(' ')[1]) * PAGE_MB });
    } catch { /* it has ended by now */ }
  }
  const isOurs = (/** @type {number} */ id) => {
    for (let at = all.get(id)?.parent; at; at = all.get(at)?.parent) if (at === process.pid) return true;
    return false;
  };
  return [...all].reduce((sum, [id, { mb }]) => sum + (isOurs(id) ? mb : 0), 0);
}
