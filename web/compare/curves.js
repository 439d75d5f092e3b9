/** How far each of several flakes is from its picture, step by step: one curve for each, on a logarithmic scale. */
import { make, setText } from '../page/dom.js';
import { text } from '../text/text.js';

const SVG = 'http://www.w3.org/2000/svg';
/** Of the errors that are shown: below the least all are as good as perfect, above the largest nothing is left of the picture. */
const LEAST = 1e-5, LARGEST = 1;
/** A line at each of these. */
const TICKS = Object.freeze([1e-4, 1e-3, 1e-2, 1e-1]);
/** So many steps are shown at first; a longer life is drawn closer together. */
const FIRST_STEPS = 400;
/** A curve needs no more points than that, and where it has too many every other is enough. */
const EVERY_STEPS = 3, MOST_POINTS = 512;

/** @param {number} error @returns {number} percent from the upper edge */
const height = (error) => (100 * Math.log10(LARGEST / Math.min(Math.max(error, LEAST), LARGEST))) / Math.log10(LARGEST / LEAST);

export class Curves {
  element = make('figure');
  /** @type {{ points: [step: number, error: number][], everySteps: number, line: SVGPolylineElement }[]} */
  #curves;
  #cut = document.createElementNS(SVG, 'line');
  #cutAt = NaN;
  #end = make('span');

  /** @param {readonly string[]} names of the curves, for their colours: data-curve */
  constructor(names) {
    const svg = document.createElementNS(SVG, 'svg'), frame = make('div', 'plot rightward');
    svg.setAttribute('viewBox', '0 0 100 100');
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', text.compare.curves);
    for (const tick of TICKS) {
      const line = document.createElementNS(SVG, 'line'), y = String(height(tick)), label = make('span', 'tick', text.rough(tick));
      for (const [name, value] of Object.entries({ x1: '0', x2: '100', y1: y, y2: y })) line.setAttribute(name, value);
      line.setAttribute('class', 'grid');
      label.style.insetBlockStart = `${y}%`;
      svg.append(line);
      frame.append(label);
    }
    this.#cut.setAttribute('class', 'cut');
    this.#cut.setAttribute('y1', '0');
    this.#cut.setAttribute('y2', '100');
    svg.append(this.#cut);
    this.#curves = names.map((name) => {
      const line = document.createElementNS(SVG, 'polyline');
      line.dataset.curve = name;
      svg.append(line);
      return { points: [], everySteps: EVERY_STEPS, line };
    });
    frame.append(svg);
    const axis = make('p', 'axis rightward');
    axis.append(make('span', '', text.compare.firstStep), this.#end);
    this.element.append(make('figcaption', 'caption', text.compare.curves), frame, axis);
    this.draw();
  }

  /** One has come so far, or, by another beginning, back to it. @param {number} index @param {number} step @param {number} error */
  add(index, step, error) {
    const curve = this.#curves[index], { points } = curve;
    while (points.length > 0 && points[points.length - 1][0] > step) points.pop();
    if (points.length === 0) curve.everySteps = EVERY_STEPS;
    if (points.length > 0 && step - points[points.length - 1][0] < curve.everySteps) return;
    points.push([step, error]);
    if (points.length <= MOST_POINTS) return;
    curve.points = points.filter((_, i) => i % 2 === MOST_POINTS % 2); // with the newest
    curve.everySteps *= 2;
  }

  /** @param {number} index @returns {number | undefined} its last error that is known */
  last(index) {
    return this.#curves[index].points.at(-1)?.[1];
  }

  /** Something was done to them at that step. @param {number} step NaN: nothing */
  mark(step) {
    this.#cutAt = step;
  }

  draw() {
    const lastStep = Math.max(FIRST_STEPS, ...this.#curves.map(({ points }) => points.at(-1)?.[0] ?? 0));
    for (const { points, line } of this.#curves) {
      line.setAttribute('points', points.map(([step, error]) => `${((100 * step) / lastStep).toFixed(2)},${height(error).toFixed(2)}`).join(' '));
    }
    const x = String(Number.isNaN(this.#cutAt) ? -1 : (100 * this.#cutAt) / lastStep);
    this.#cut.setAttribute('x1', x);
    this.#cut.setAttribute('x2', x);
    setText(this.#end, text.compare.lastStep(lastStep));
  }
}
