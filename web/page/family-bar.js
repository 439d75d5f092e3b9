/**
 * A family of flakes on the stage: beside the button for another one the number that names it, and sliders that shape one. It comes with the first model that
 * knows a family.
 *
 * @import { SnowflakeNca } from '../element/snowflake-nca.js'
 */
import { AXES, isOfFamily, mixOfPoint, pointOfMix } from '../core/family.js';
import { text } from '../text/text.js';
import { turnInto } from './another.js';
import { byId, make, setHidden, setTyped } from './dom.js';
import { FlakeNumber } from './flake-number.js';
import { mixOf } from './goals.js';
import { connectPlanting } from './planting-bar.js';

/** Between which a rule grows all flakes well: beyond are the corners of what it has learnt, half of which it grows beyond all bounds. */
const LEAST_PERCENT = 10, MOST_PERCENT = 90;

/** @param {SnowflakeNca} flake */
export function connectFamily(flake) {
  const sliders = make('div', 'shaping'), shaping = make('details', 'more');
  const number = new FlakeNumber({ id: 'flake-number', label: text.stage.flakeNumber, onNumber: (which) => turnInto(flake, which) });
  const axes = AXES.map((name, axis) => axisOf(name, (percent) => { flake.mix = mixOfPoint(pointOfMix(mixOf(flake)).map((at, i) => (i === axis ? percent / 100 : at))); }));
  sliders.append(...axes.map(({ root: axis }) => axis));
  shaping.append(make('summary', '', text.stage.shaping), sliders);
  byId('family').append(number.label, number.hint, shaping);
  connectPlanting(flake);
  byId('another').addEventListener('click', () => number.take(flake.flake)); // whatever was wrong in the field

  const follow = () => {
    const isHidden = !flake.currentModel || !isOfFamily(flake.currentModel), mix = mixOf(flake);
    for (const part of [number.label, number.hint, shaping]) setHidden(part, isHidden);
    if (isHidden) return;
    const point = pointOfMix(mix);
    number.show(mix.flake);
    axes.forEach(({ slider }, axis) => setTyped(slider, String(Math.round(100 * point[axis]))));
  };
  for (const type of ['ready', 'edit', 'step']) flake.addEventListener(type, follow);
  follow();
}

/** A slider between two words. @param {typeof AXES[number]} axis @param {(percent: number) => void} onInput */
function axisOf(axis, onInput) {
  const { name, low, high } = text.stage.axes[axis], slider = make('input');
  Object.assign(slider, { type: 'range', min: String(LEAST_PERCENT), max: String(MOST_PERCENT), id: `axis-${axis}` });
  slider.setAttribute('aria-label', `${name}: ${low} – ${high}`);
  slider.addEventListener('input', () => onInput(slider.valueAsNumber));
  const root = make('div', 'trait'), ends = [low, high].map((word) => make('span', '', word));
  for (const end of ends) end.setAttribute('aria-hidden', 'true'); // the slider says them
  root.append(slider, ...ends);
  return { slider, root };
}
