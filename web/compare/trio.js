/** Growing, persistent and regenerating side by side: what is done to one happens to all three, at the same step. */
import { byId, setText } from '../page/dom.js';
import { Curves } from './curves.js';
import { Performance } from './performance.js';
import { text } from '../text/text.js';

/** @import { SnowflakeNca } from '../element/snowflake-nca.js' */
/** @import { Edit } from '../core/script.js' */
/** @import { Wound } from '../core/types.js' */

/** With what is said of them: text.compare[name]. */
const REGIMES = Object.freeze(/** @type {const} */ ([
  { model: 'snowflake-growing', name: 'growing' }, { model: 'snowflake-persistent', name: 'persistent' }, { model: 'snowflake', name: 'regenerating' },
]));
const SPEED = 30;
const BRUSH_CELLS = 4;

export function showTrio() {
  const curves = new Curves(REGIMES.map(({ name }) => name));
  const flakes = REGIMES.map(({ model, name }, i) => {
    const { title, label, says } = text.compare[name];
    const figure = document.createElement('figure'), frame = document.createElement('div'), caption = document.createElement('figcaption');
    const heading = document.createElement('h3'), words = document.createElement('p'), meter = document.createElement('p');
    const flake = /** @type {SnowflakeNca} */ (document.createElement('snowflake-nca'));
    heading.textContent = title;
    heading.dataset.curve = name;
    words.textContent = says;
    meter.className = 'meter';
    meter.textContent = '–';
    frame.className = 'night';
    flake.model = model;
    flake.label = label;
    flake.speed = SPEED;
    flake.brush = BRUSH_CELLS;
    flake.restAt = Infinity; // what becomes of it later is the point
    flake.interactive = true;
    flake.renderer = '2d';
    flake.addEventListener('step', (event) => {
      const { error, likeness, numSteps } = /** @type {CustomEvent} */ (event).detail;
      if (error === undefined) return;
      setText(meter, text.compare.like(text.stage.like(likeness), text.number(numSteps)));
      curves.add(i, numSteps, error);
      curves.draw();
      performance.follow();
    });
    frame.append(flake);
    caption.append(heading, words, meter);
    figure.append(frame, caption);
    byId('trio').append(figure);
    return flake;
  });

  byId('compare-curves').append(curves.element);
  /** @param {(sim: { width: number, height: number }) => Wound} wound */
  const woundAll = (wound) => {
    const { sim } = flakes[0];
    if (sim) flakes[0].edit({ type: 'wound', wound: wound(sim) });
  };
  /** @type {(sim: { width: number, height: number }) => Wound} */
  const half = ({ width, height }) => ({ shape: 'half', x: width / 2, y: height / 2, size: 0, angle: 0 });
  const performance = new Performance({
    flakes, curves, titles: REGIMES.map(({ name }) => text.compare[name].title), outcome: byId('compare-outcome'), cut: () => woundAll(half),
  });

  let isMirroring = false;
  /** @param {SnowflakeNca} from @param {(flake: SnowflakeNca) => void} act */
  const mirror = (from, act) => {
    if (isMirroring) return;
    isMirroring = true;
    for (const flake of flakes) if (flake !== from) act(flake);
    isMirroring = false;
  };
  for (const flake of flakes) {
    flake.addEventListener('edit', (event) => {
      const { edit, joins } = /** @type {CustomEvent} */ (event).detail;
      mirror(flake, (other) => other.edit(edit, { joins }));
      if (!isMirroring) performance.touched({ isWound: edit.type === 'wound' || edit.type === 'noise' });
    });
    // One that is not there yet begins as it shall by itself: where nothing moves, the first to stand still would keep the others from growing.
    flake.addEventListener('play', () => mirror(flake, (other) => { if (other.sim) other.play(); }));
    flake.addEventListener('pause', () => mirror(flake, (other) => { if (other.sim) other.pause(); }));
  }

  const play = byId('compare-play');
  const showPlaying = () => setText(play, flakes[0].paused ? text.stage.play : text.stage.pause);
  flakes[0].addEventListener('play', showPlaying);
  flakes[0].addEventListener('pause', showPlaying);
  showPlaying();
  play.addEventListener('click', () => {
    const { paused } = flakes[0];
    for (const flake of flakes) flake.paused = !paused;
  });
  byId('compare-restart').addEventListener('click', () => {
    for (const flake of flakes) flake.restart();
    flakes[0].play();
    performance.restarted();
  });

  /** @param {string} id @param {(sim: { width: number, height: number }) => Wound} wound */
  const connectWound = (id, wound) => byId(id).addEventListener('click', () => woundAll(wound));
  connectWound('compare-half', half);
  connectWound('compare-heart', ({ width, height }) => ({ shape: 'disc', x: width / 2, y: height / 2, size: 7, angle: 0 }));
  connectWound('compare-cut', ({ width, height }) => ({ shape: 'band', x: width / 2, y: height / 2, size: 6, angle: Math.PI / 4 }));
}
