/** One command, for as long as it must be watched, and then nothing of it is left. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Long, because the machines that run this are shared. */
const PATIENCE_MS = 30 * 60_000, GOODBYE_SECONDS = 20, GLANCE_MS = 250;
/** The address a server prints; Python names all interfaces. */
const ADDRESS = /http:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::\]):(\d+)\//;
/** What goes on may still have found fault: a server with what it serves, a test with what it tests. */
const COMPLAINT = /^\W*error\b.*|^\s*not ok\b.*|^\s*✖.*/im;
/** In the environment of all that is started, and of nothing else. */
const MARK = 'SNOWFLAKE_COMMANDS';

/**
 * @typedef {{ isFine: boolean, how: string, tookMs: number, output: string }} Outcome
 * @param {{ line: string, cwd: string, env: NodeJS.ProcessEnv, must: import('./plan.mjs').Must, seconds: number, log: string,
 *   goodbyeSeconds?: number }} trial log: a file for its output; goodbyeSeconds: what it has to end by itself when it is asked to
 * @returns {Promise<Outcome>}
 */
export async function attempt({ line, cwd, env, must, seconds, log, goodbyeSeconds = GOODBYE_SECONDS }) {
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
  const { isFine, how } = judge({ ended, must, answer, complaint: COMPLAINT.exec(output())?.[0] });
  const took = tookMs();
  if (ended === undefined && child.pid !== undefined) send('SIGINT', -child.pid); // as by Ctrl-C: a training saves what it has
  for (const untilMs = Date.now() + goodbyeSeconds * 1000; marked(mark).length > 0 && Date.now() < untilMs;) await sleep(GLANCE_MS);
  endAll(mark); // also what left its group, as browsers do
  return { isFine, how, tookMs: took, output: output() };
}

/** @param {{ ended?: string, must: import('./plan.mjs').Must, answer: string, complaint?: string }} seen */
function judge({ ended, must, answer, complaint }) {
  if (ended !== undefined) return { isFine: ended === '0' && must !== 'serve', how: `ended with ${ended}` };
  if (must === 'end') return { isFine: false, how: 'did not end' };
  if (must === 'serve' && !answer.endsWith(' 200')) return { isFine: false, how: answer || 'did not answer' };
  return { isFine: complaint === undefined, how: ['goes on', answer, complaint].filter(Boolean).join(', ') };
}

/** Ask what is printed as an address. @param {string} output @returns {Promise<string>} empty if there is none, or it is not there yet */
async function answerOf(output) {
  const port = ADDRESS.exec(output)?.[1];
  if (!port) return '';
  const url = `http://localhost:${port}/`;
  return fetch(url).then(async (response) => ((await response.text()).includes('<') ? `${url} answers ${response.status}` : `${url} answers nothing`), () => '');
}

/** Whatever was started with a log whose path begins so. @param {string} log */
export function endAll(log) {
  for (const pid of marked(log)) send('SIGKILL', pid);
}

/** @param {NodeJS.Signals} signal @param {number} pid */
function send(signal, pid) {
  try {
    process.kill(pid, signal);
  } catch {
    // it has gone by itself
  }
}

/** @param {string} mark @returns {number[]} the processes that bear it, or one that begins so */
function marked(mark) {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').some((each) => each.startsWith(`${MARK}=${mark}`));
    } catch {
      return false; // gone, or somebody else's
    }
  }).map(Number);
}
