/** What one sees of a run while it trains: state, course, curve, growth, pool and health. */

/**
 * @import { TrainingState } from '../training/session.js'
 * @import { RunDesk } from './run-desk.js'
 */
import { make, setHidden, setText } from '../page/dom.js';
import { sentenceOf } from '../text/sentence-of.js';
import { text } from '../text/text.js';
import { HealthView } from './health-view.js';
import { LiveGrowth } from './live-growth.js';
import { LossChart } from './loss-chart.js';
import { PoolStrip } from './pool-strip.js';


export class RunView {
  element = make('div', 'run');
  /** What comes and goes: to be placed where it moves nothing. */
  more = make('div', 'run');
  #live;
  #desk;
  #chart;
  #state = make('p', 'state');
  #progress = make('progress');
  #empty = make('p', 'empty', text.training.chartEmpty);
  #meters = { epoch: make('dd', '', '0'), loss: make('dd', '', '–'), rate: make('dd', '', '–'), left: make('dd', '', '–') };

  /** @param {RunDesk} desk @param {HTMLElement} parent where it goes: a chart takes its size from there */
  constructor(desk, parent) {
    this.#desk = desk;
    const night = make('div', 'night'), chartBox = make('div', 'rightward');
    this.#live = new LiveGrowth(night);
    this.#build(night, chartBox);
    parent.append(this.element);
    this.#chart = new LossChart(chartBox);
    desk.addEventListener('run', () => this.#live.begin());
    for (const event of ['run', 'state', 'progress']) desk.addEventListener(event, () => this.show());
    this.show();
  }

  show() {
    const { state, history, model, goalLosses, failure } = this.#desk.session, epoch = history.epochsBefore + history.length;
    setText(this.#state, sentenceFor(state, epoch, history.length > 0, this.#isDone, failure && sentenceOf(failure)));
    this.#state.classList.toggle('bad', state === 'died' || state === 'not-finite' || state === 'refused');
    if (model && this.#desk.session.isActive) this.#live.show(model, goalLosses);
    if (history.length > 0 || !this.#empty.hidden) this.#chart.show(history);
    setHidden(this.#empty, history.length > 0);
    this.#showMeters();
  }

  get #isDone() {
    return this.#desk.session.numEpochsDone >= this.#desk.session.numEpochsPlanned;
  }

  #showMeters() {
    const { history, epochsPerSecond, numEpochsDone, numEpochsPlanned } = this.#desk.session, left = numEpochsPlanned - numEpochsDone;
    setText(this.#meters.epoch, text.number(history.epochsBefore + history.length));
    setText(this.#meters.loss, text.loss(history.mean));
    setText(this.#meters.rate, epochsPerSecond > 0 ? text.rate(epochsPerSecond) : '–');
    setText(this.#meters.left, epochsPerSecond > 0 && left < Infinity ? text.studio.timeLeft(left / epochsPerSecond) : '–');
    setHidden(this.#progress, numEpochsPlanned === Infinity || numEpochsDone === 0);
    if (numEpochsPlanned === Infinity) return;
    if (this.#progress.max !== numEpochsPlanned) this.#progress.max = numEpochsPlanned;
    this.#progress.value = numEpochsDone;
  }

  /** @param {HTMLElement} night @param {HTMLElement} chartBox */
  #build(night, chartBox) {
    this.#state.id = 'train-state';
    this.#state.setAttribute('role', 'status');
    this.#progress.setAttribute('aria-label', text.studio.progress);
    const meters = make('dl', 'meters');
    for (const [name, value] of Object.entries(this.#meters)) {
      const box = make('div');
      value.id = `train-${name}`;
      box.append(make('dt', '', text.training[/** @type {'epoch' | 'loss' | 'rate' | 'left'} */ (name)]), value);
      meters.append(box);
    }
    night.id = 'live-frame';
    const live = make('figure', 'live'), chart = make('figure', 'chart'), watching = make('div', 'watching');
    live.append(night, make('figcaption', '', text.training.live));
    chartBox.id = 'chart';
    chartBox.setAttribute('role', 'img');
    chartBox.setAttribute('aria-label', text.training.chart);
    chart.append(make('figcaption', '', text.training.chart), chartBox, this.#empty);
    watching.append(live, chart);
    this.element.append(this.#state, this.#progress, meters, watching);
    this.more.append(new PoolStrip(this.#desk).element, new HealthView(this.#desk).element);
  }
}

/** @param {TrainingState} state @param {number} epoch @param {boolean} hasLearnt @param {boolean} isDone @param {string} [failure] @returns {string} */
function sentenceFor(state, epoch, hasLearnt, isDone, failure = text.training.diedEarly) {
  switch (state) {
    case 'idle': return text.training.idle;
    case 'loading': return text.training.loading;
    case 'running': return text.training.running;
    case 'paused': return text.training.paused(epoch);
    case 'stopped': return !hasLearnt ? text.training.idle : isDone ? text.training.done(epoch) : text.training.stopped(epoch);
    case 'not-finite': return text.training.notFinite(epoch);
    case 'refused': return failure;
    case 'died': return hasLearnt ? text.training.died(epoch) : text.training.diedEarly;
  }
}
