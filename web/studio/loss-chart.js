/** The curve of the loss, on a logarithmic scale: every loss faintly, their running mean clearly. */
import './language.js';
import UPlot from 'uplot';
import { text } from '../text/text.js';

/** @import { LossHistory } from '../training/loss-history.js' */

/** Drawing thousands of points is not free, and nobody sees a curve move more often; a long one moves slowly, and is drawn up to eight times less often. */
const REDRAW_MS = 250, LONG = 500, MOST_TIMES_LONG = 8;
/** Losses beyond this part of all may run out of the picture: the first epochs of a run are wild, and would flatten the rest. */
const SHOWN_PART = 0.97;
const NUM_SAMPLED = 500;

export class LossChart {
  #box;
  #plot;
  /** @type {LossHistory | undefined} */
  #history;
  #timer = 0;

  /** @param {HTMLElement} box */
  constructor(box) {
    this.#box = box;
    this.#plot = this.#createPlot();
    new ResizeObserver(() => this.#plot.setSize(this.#size())).observe(box);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.#plot.destroy();
      this.#plot = this.#createPlot();
      this.#draw();
    });
  }

  /** @param {LossHistory} history it may grow; call again to show it */
  show(history) {
    this.#history = history;
    const timesLong = Math.min(Math.max(history.length / LONG, 1), MOST_TIMES_LONG);
    this.#timer ||= window.setTimeout(() => this.#draw(), REDRAW_MS * timesLong);
  }

  #draw() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const { epochs, losses, means, mean } = this.#history ?? { epochs: [], losses: [], means: [], mean: NaN };
    this.#plot.setData([epochs, losses, means]);
    const last = epochs[epochs.length - 1] ?? 0;
    this.#box.setAttribute('aria-label', text.training.chartLabel(last, text.loss(mean)));
  }

  #size() {
    return { width: Math.max(this.#box.clientWidth, 100), height: Math.max(this.#box.clientHeight, 100) };
  }

  #createPlot() {
    const styles = getComputedStyle(this.#box);
    const color = (/** @type {string} */ name) => styles.getPropertyValue(name).trim();
    const axis = { stroke: color('--ink-soft'), grid: { stroke: color('--line'), width: 1 }, ticks: { stroke: color('--line'), width: 1 }, font: '12px system-ui' };
    return new UPlot({
      ...this.#size(),
      cursor: { show: false },
      legend: { show: false },
      scales: { x: { time: false }, y: { distr: 3, range: (plot) => logRange(plot.data[1]) } },
      axes: [
        { ...axis, values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? text.number(tick) : '')) },
        { ...axis, size: 64, values: (_, ticks) => ticks.map((tick) => (tick === null ? '' : text.amount(tick))) },
      ],
      series: [
        {},
        { label: text.training.chart, stroke: color('--curve-soft'), width: 1, points: { show: false } },
        { label: text.training.loss, stroke: color('--accent'), width: 2.5, points: { show: false } },
      ],
    }, [[], [], []], this.#box);
  }
}

/**
 * What the axis of the loss shows. uPlot rounds it: on a logarithmic axis that begins anywhere it would never come to an end of its ticks.
 * @param {ArrayLike<number | null | undefined>} losses
 */
function logRange(losses) {
  const stride = Math.max(1, Math.floor(losses.length / NUM_SAMPLED)), sampled = [];
  for (let i = losses.length - 1; i >= 0; i -= stride) sampled.push(Number(losses[i]));
  if (sampled.length === 0) return UPlot.rangeLog(0.01, 1, 10, false);
  sampled.sort((a, b) => a - b);
  const largest = sampled[Math.ceil((sampled.length - 1) * SHOWN_PART)];
  return UPlot.rangeLog(sampled[0], Math.max(largest, sampled[0] * 1.5), 10, false);
}
