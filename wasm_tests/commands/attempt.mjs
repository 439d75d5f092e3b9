/** One command, for as long as it must be watched, and then nothing of it is left. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Long, because the machines that run this are shared. */
const PATIENCE_MS = 30 * 60_000, GOODBYE_MS = 20_000, GLANCE_MS = 250;
/** The address a server prints; Python names all interfaces. */
const ADDRESS = /http:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::\]):(\d+)\//;
/** A server that goes on may still have found fault with what it serves. */
const COMPLAINT = /^\W*error\b/im;
/** In the environment of all that is started, and of nothing else. */
const MARK = 'SNOWFLAKE_COMMANDS';

/**
 * @typedef {{ isFine: boolean, how: string, tookMs: number, output: string }} Outcome
 * @param {{ line: string, cwd: string, env: NodeJS.ProcessEnv, must: import('./plan.mjs').Must, seconds: number, log: string }} trial log: a file for its output
 * @returns {Promise<Outcome>}
 */
export async function attempt({ line, cwd, env, must, seconds, log }) {
  const startMs = Date.now(), out = openSync(log, 'w'), mark = `${log}:${startMs}`;
  const child = spawn('bash', ['-c', line], { cwd, env: { ...env, [MARK]: mark }, detached: true, stdio: ['ignore', out, out] });
  closeSync(out);
  /** @type {string | undefined} */
  let ended;
  child.on('close', (code, signal) => { ended = String(signal ?? code); });
  child.on('error', (error) => { ended = String(error); });
  const output = () => readFileSync(log, 'utf8'), tookMs = () => Date.now() - startMs;

  let answer = '';
  while (ended === undefined && tookMs() < PATIENCE_MS) {
    if (must === 'serve' && answer === '') answer = await answerOf(output());
    if (must !== 'end' && tookMs() > seconds * 1000 && (must === 'last' || answer !== '')) break;
    await sleep(GLANCE_MS);
  }
  const [isFine, how] = ended !== undefined
    ? [ended === '0' && must !== 'serve', `ended with ${ended}`]
    : must === 'end' || (must === 'serve' && answer === '')
      ? [false, must === 'end' ? 'did not end' : 'did not answer']
      : [must === 'last' || (answer.endsWith(' 200') && !COMPLAINT.test(output())), `goes on${answer && `, ${answer}`}`];
  const took = tookMs();
  await stop(child, mark, () => ended !== undefined);
  return { isFine, how, tookMs: took, output: output() };
}

/** Ask what is printed as an address. @param {string} output @returns {Promise<string>} empty if there is none, or it is not there yet */
async function answerOf(output) {
  const port = ADDRESS.exec(output)?.[1];
  if (!port) return '';
  const url = `http://localhost:${port}/`;
  return fetch(url).then(async (response) => ((await response.text()).includes('<') ? `${url} answers ${response.status}` : `${url} answers nothing`), () => '');
}

/**
 * As by Ctrl-C, which lets a training save what it has; then without asking, also what left its group (browsers do).
 * @param {import('node:child_process').ChildProcess} child @param {string} mark @param {() => boolean} hasEnded
 */
async function stop(child, mark, hasEnded) {
  if (child.pid === undefined) return;
  const group = -child.pid, signal = (/** @type {number} */ pid, /** @type {NodeJS.Signals} */ name) => {
    try {
      process.kill(pid, name);
    } catch {
      // it has gone by itself
    }
  };
  if (!hasEnded()) signal(group, 'SIGINT');
  for (const untilMs = Date.now() + GOODBYE_MS; marked(mark).length > 0 && Date.now() < untilMs;) await sleep(GLANCE_MS);
  for (const pid of marked(mark)) signal(pid, 'SIGKILL');
}

/** @param {string} mark @returns {number[]} the processes that were started for one command */
function marked(mark) {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(`${MARK}=${mark}`);
    } catch {
      return false; // gone, or somebody else's
    }
  }).map(Number);
}
