/** How the weights do beyond what they are taught: the newest probe of the run, in words and figures. */

/** @import { RunDesk } from './run-desk.js' */
import { make, setText } from '../page/dom.js';
import { numHealed } from '../training/health.js';
import { text } from '../text/text.js';

/** Mean squared errors over the grid that look perfect, and that one recognises. */
const GOOD = 0.002, FAIR = 0.02;
/** Beyond this its states have exploded, and the number says nothing. */
const FAR = 10;

export class HealthView {
  element = make('section', 'health');
  #desk;
  #when = make('p', 'hint');
  #list = make('dl', 'checks');

  /** @param {RunDesk} desk */
  constructor(desk) {
    this.#desk = desk;
    this.element.append(make('h4', '', text.health.heading), this.#when, this.#list);
    for (const event of ['run', 'probe', 'state']) desk.addEventListener(event, () => this.#show());
    this.#show();
  }

  #show() {
    const { probe } = this.#desk.session;
    this.element.hidden = !probe;
    if (!probe) return;
    const { epochs, report, isComplete } = probe, { lasting, wounds } = report;
    setText(this.#when, isComplete ? text.health.ofEpoch(epochs) : text.health.probing(epochs, report.numDone / report.numTrials));
    const checks = lasting.map(({ step, error }) => (
      { name: text.health.atStep(step), value: error < FAR ? text.error(error) : text.health.far, verdict: verdictOn(error) }));
    if (wounds.length > 0) {
      const healed = numHealed(report);
      const verdict = healed === wounds.length ? 'good' : healed > 0 ? 'fair' : 'poor';
      checks.push({ name: text.health.wounds, value: text.health.healed(healed, wounds.length), verdict });
    }
    this.#list.replaceChildren(...checks.map(({ name, value, verdict }) => {
      const row = make('div'), mark = make('span', 'mark', text.health.verdicts[verdict]), number = make('dd', '', value);
      row.dataset.verdict = verdict;
      number.append(' ', mark);
      row.append(make('dt', '', name), number);
      return row;
    }));
  }
}

/** @param {number} error @returns {'good' | 'fair' | 'poor'} */
function verdictOn(error) {
  return error < GOOD ? 'good' : error < FAIR ? 'fair' : 'poor';
}
