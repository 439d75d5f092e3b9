/** One of the kept runs, as a row: what it grows, its name, its curve, and what can be done with it. */

/** @import { RunSummary } from '../runs/record.js' */
import { showPicture } from '../look/canvas.js';
import { askName } from '../page/ask-name.js';
import { make, makeButton, setText } from '../page/dom.js';
import { tellError } from '../page/messages.js';
import { text } from '../text/text.js';

const CURVE = Object.freeze({ width: 96, height: 32, border: 2 });

/**
 * @param {RunSummary} run
 * @param {object} act what the visitor may ask for; each may fail
 * @param {() => Promise<void>} act.goOn
 * @param {() => Promise<void>} act.remove
 * @param {(name: string) => Promise<void>} act.rename
 */
export function keptRunRow({ name, epochs, loss, thumbnail, curve }, { goOn, remove, rename }) {
  const title = name || text.runs.unnamed;
  const row = make('div', 'kept-run'), picture = make('canvas', 'night'), sentence = make('p', '', text.runs.summary(title, epochs, loss));
  if (thumbnail) showPicture(picture, thumbnail);
  const button = (/** @type {string} */ word, /** @type {string} */ label, /** @type {() => Promise<void>} */ work) => {
    const made = makeButton(word, () => work().catch(tellError));
    made.setAttribute('aria-label', label);
    return made;
  };
  const renaming = button(text.runs.rename, text.runs.renameLabel(title), async () => {
    const wanted = await askName(sentence, name, text.runs.name);
    if (wanted !== undefined) await rename(wanted);
    else setText(sentence, text.runs.summary(title, epochs, loss));
    renaming.focus();
  });
  row.append(picture, sentence, ...(curve && curve.length > 1 ? [curveOf(curve)] : []));
  row.append(button(text.runs.goOn, text.runs.goOnLabel(title), goOn), renaming, button(text.runs.remove, text.runs.removeLabel(title), remove));
  return row;
}

/** @param {Float32Array} losses */
function curveOf(losses) {
  const { width, height, border } = CURVE, logs = Array.from(losses, Math.log10), top = Math.max(...logs), span = top - Math.min(...logs) || 1;
  const points = logs.map((log, i) => [(i / (logs.length - 1)) * (width - 2 * border) + border, ((top - log) / span) * (height - 2 * border) + border]);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), line = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', text.runs.curve);
  line.setAttribute('points', points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' '));
  svg.append(line);
  return svg;
}
