/** What the studio says: of a run, and of those that are kept. */
import { writersOf } from '../writers.js';

const { decimals, isOne, number, percent, plural, rough } = writersOf('en');

export const training = {
  live: 'What it grows now',
  liveLabel: 'What the weights in training grow now',
  liveLabelOf: (/** @type {string} */ goal) => `What the weights in training grow now: ${goal}`,
  start: 'Start training',
  again: 'Start afresh',
  goOn: 'Go on from here',
  back: (/** @type {number} */ epoch) => `Back to the best, epoch ${number(epoch)}`,
  results: 'What it has learnt',
  pause: 'Pause',
  resume: 'Resume',
  stop: 'Stop',
  use: 'Use these weights',
  keep: 'Keep in the gallery',
  save: 'Save weights',
  saveRun: 'Save the whole run',
  share: 'Copy link to this model',
  embed: 'Copy code for a page',
  epoch: 'epoch',
  loss: 'loss, mean of 20',
  rate: 'epochs a second',
  left: 'time left',
  chart: 'Loss by epoch',
  chartEmpty: 'The loss draws its curve here once training runs.',
  chartLabel: (/** @type {number} */ epochs, /** @type {string} */ loss) =>
    `Curve of the loss over ${plural(epochs, { one: `${number(epochs)} epoch`, other: `${number(epochs)} epochs` })}; now ${loss}.`,
  idle: 'Ready to train.',
  loading: 'Starting.',
  running: 'Training.',
  paused: (/** @type {number} */ epoch) => `Paused at epoch ${number(epoch)}.`,
  stopped: (/** @type {number} */ epoch) => `Stopped at epoch ${number(epoch)}. The weights are yours to use, save or train on.`,
  done: (/** @type {number} */ epoch) => `Done, at epoch ${number(epoch)}. The weights are yours to use, save or train on.`,
  steppedBack: (/** @type {number} */ from, /** @type {number} */ to) => `Back from epoch ${number(from)} to ${number(to)}.`,
  goalWhileTraining: 'The new goal counts from the next start.',
  notFinite: (/** @type {number} */ epoch) =>
    `The loss was no longer a finite number, so training stopped. The last good weights, of epoch ${number(epoch)}, are kept.`,
  moved: {
    lost: 'The graphics card was taken away: training goes on on the processor, from the newest checkpoint.',
    none: 'This browser gives no graphics card to compute on: it is trained on the processor.',
    other: (/** @type {string} */ why) => `${why} It is trained on the processor.`,
  },
  died: (/** @type {number} */ epoch) =>
    `The worker that trained has died. The weights of epoch ${number(epoch)} are kept: use them, save them, or go on from them.`,
  diedEarly: 'The worker that trains has died before it had learnt anything. Try again; if it dies again, other tabs may have the memory that it needs.',
  modelName: (/** @type {string} */ goal) => `${goal}, trained in the browser`,
};

export const studio = {
  heading: 'Watch it learn',
  progress: 'How far the run is',
  pool: 'From the pool: what it practises on',
  poolLabel: 'Some flakes of the sample pool',
  timeLeft: (/** @type {number} */ seconds) => {
    const minutes = seconds / 60;
    return seconds < 55 ? `${number(Math.max(5, Math.round(seconds / 5) * 5))} s` : minutes < 59.5 ? `${number(Math.round(minutes))} min` : `${rough(minutes / 60)} h`;
  },
};

export const runs = {
  heading: 'Runs kept in this browser',
  goOn: 'Go on',
  remove: 'Remove',
  rename: 'Rename',
  lookAgain: 'Look again',
  removed: (/** @type {string} */ name) => `“${name}” is removed.`,
  left: (/** @type {string} */ name) => `“${name}” could not be kept, and another run has begun.`,
  goOnWith: (/** @type {string} */ name, /** @type {number} */ epochs) =>
    name ? `Go on with “${name}”, epoch ${number(epochs)}` : `Go on with the run without a name, epoch ${number(epochs)}`,
  goOnLabel: (/** @type {string} */ name) => `Go on: ${name}`,
  removeLabel: (/** @type {string} */ name) => `Remove: ${name}`,
  renameLabel: (/** @type {string} */ name) => `Rename: ${name}`,
  name: 'Name of the run',
  curve: 'Its loss, on a logarithmic scale',
  size: (/** @type {number} */ bytes) => `They take ${rough(bytes / 1e6)} MB.`,
  unnamed: 'Run without a name',
  summary: (/** @type {string} */ name, /** @type {number} */ epochs, /** @type {number} */ loss) =>
    Number.isFinite(loss) ? `${name}: epoch ${number(epochs)}, loss ${decimals(loss, 4)}` : `${name}: epoch ${number(epochs)}`,
};

export const recipe = {
  heading: 'How shall it learn?',
  presets: 'Presets',
  ofThePost: 'As in the blog post',
  everySetting: 'Every setting',
  start: 'Begin with',
  scratch: 'nothing: from scratch',
  startRun: 'what this run has learnt',
  file: 'Weights from a file',
  runFile: 'Run from a file',
  kinds: 'What kind of cells',
  cost: (/** @type {number} */ numParams, /** @type {number} */ time) =>
    `Cells of this size have ${number(numParams)} numbers to learn, and a step takes about ${isOne(time) ? 'as long' : `${decimals(time, 1)} times as long`} as with the usual size.`,
  trainOn: 'Train on',
  devices: { processor: 'the processor', graphics: 'the graphics card' },
  takes: (/** @type {number} */ epochs, /** @type {string | undefined} */ onProcessor, /** @type {string | undefined} */ onGraphics) =>
    `${plural(epochs, { one: `${number(epochs)} epoch takes`, other: `${number(epochs)} epochs take` })} ${onProcessor ? `about ${onProcessor}` : 'a time not yet seen here'} on the processor, ${onGraphics ? `about ${onGraphics}` : 'one not yet seen here'} on the graphics card.`,
  workers: 'Workers',
  reset: 'Back to the preset',
  asPreset: (/** @type {string} */ title) => `All as in “${title}”.`,
  changed: (/** @type {string} */ title) => `Your changes gave way to “${title}”.`,
  custom: (/** @type {string} */ title) => `“${title}”, with changes of yours.`,
  weightsRead: (/** @type {string} */ name) => `Loaded ${name}. The next start begins with it.`,
};

export const health = {
  heading: 'Health',
  ofEpoch: (/** @type {number} */ epoch) => `As it was at epoch ${number(epoch)}, on its own, far longer than it is taught.`,
  probing: (/** @type {number} */ epoch, /** @type {number} */ share) => `Looking at epoch ${number(epoch)}: ${percent(share)}.`,
  atStep: (/** @type {number} */ step) => `Error at step ${number(step)}`,
  wounds: 'Wounds closed',
  healed: (/** @type {number} */ healed, /** @type {number} */ count) => `${number(healed)} of ${number(count)}`,
  far: 'beyond all bounds',
  verdicts: { good: 'good', fair: 'fair', poor: 'poor' },
};

export const errors = {
  GPU_BATCH_TOO_LARGE: 'This batch is too large for the graphics card.',
  GPU_NO_MEMORY: 'The graphics card has no room for this run.',
  STORAGE_NONE: 'This browser keeps nothing for this page, so runs are gone when it is closed. Save the weights of those you like.',
  STORAGE_DENIED: 'The settings of this browser let this page keep nothing, so runs are gone when it is closed: allow it cookies and data of sites, or save the weights of those you like.',
  SANDBOX_STORAGE: 'This page stands in a sandboxed frame, which can keep nothing, so runs are gone when it is closed. Open it by itself, or give the frame “allow-same-origin”.',
  SANDBOX_WORKER: 'This page stands in a sandboxed frame, where browsers start no workers, which this needs. Open it by itself, or give the frame “allow-same-origin”.',
  POLICY_WORKER: (/** @type {{ directive: string }} */ { directive }) =>
    `The policy of this page allows no workers, which this needs: ${directive} of its Content-Security-Policy forbids them. It needs “worker-src 'self'”.`,
  WORKER_MISSING: 'The worker that trains could not be fetched: there seems to be no connection. Start again when there is one.',
  NO_MODULE_WORKERS: 'This browser is too old to train: it has no workers of modules. Train in Firefox 114 or later, or in Chrome, Edge or Safari.',
  POLICY_TRUSTED_TYPES: 'The policy of this page wants Trusted Types, but does not know the one that this needs: “trusted-types” of its Content-Security-Policy has to name “snowflake-nca”.',
  STORAGE_NEWER: 'The runs in this browser were kept by a newer version of this page. Reload it to see them; until then, runs are gone when the page is closed.',
  STORAGE_FULL: 'The browser has no room left to keep this run. What was kept of it before is still there. Removing other runs makes room.',
  STORAGE_FAILED: 'The browser could not reach the runs that it keeps. Reloading the page helps.',
  RUN_MISSING: 'This run is no longer there. It may have been removed in another tab.',
  RUN_DAMAGED: 'What was kept of this run is damaged, so it cannot go on.',
  RUN_ELSEWHERE: 'This run goes on in another tab.',
  RUN_WENT_ON: 'Another tab has gone on with this run since it stopped here. It goes on from there.',
  RUN_NOT_SAVED: 'The run that lies open could not be saved, so it stays there, stopped. Save its weights if you like them; the next time it is left all the same.',
  RUN_INVALID: 'This is no run that can be kept: a part of it is missing, or out of range.',
  RUNS_LEFT_OUT: (/** @type {{ count: number }} */ { count }) =>
    plural(count, { one: 'One run that was kept here is damaged and left out.', other: `${number(count)} runs that were kept here are damaged and left out.` }),
};
