/** Tools, brush, speed and what else can be set about the flake on the stage. */
import { text } from '../text/text.js';
import { byId, setHidden, setTyped, setText } from './dom.js';
import { numGoalsOf } from './goals.js';

/** @import { SnowflakeNca } from '../element/snowflake-nca.js' */
/** @import { TOOLS } from '../element/tools.js' */

/** Steps a second at each notch of the slider: even to the eye, and from step by step to as fast as it goes. */
const SPEEDS = Object.freeze([1, 2, 5, 10, 20, 30, 60, 120, 300, Infinity]);

/** @param {SnowflakeNca} flake */
export function connectToolBox(flake) {
  const sayTool = () => {
    const isTouch = matchMedia('(pointer: coarse)').matches;
    setText(byId('tool-hint'), (isTouch ? text.stage.toolsByTouch : text.stage.tools)[flake.tool]);
  };
  for (const input of document.querySelectorAll('input[name="tool"]')) {
    input.addEventListener('change', () => {
      flake.tool = /** @type {typeof TOOLS[number]} */ (/** @type {HTMLInputElement} */ (input).value);
      sayTool();
    });
  }
  sayTool();

  connectSlider('brush', { use: (value) => { flake.brush = value; }, say: (value) => text.units.cells(value * 2) });
  const speed = connectSlider('speed', {
    use: (notch) => { flake.speed = SPEEDS[notch]; },
    say: (notch) => saySpeed(SPEEDS[notch]),
  });
  const angle = connectSlider('angle', { use: (degrees) => { flake.angle = degrees; }, say: text.stage.degrees });
  const fireRate = connectSlider('fire-rate', { use: (rate) => { flake.fireRate = rate; }, say: text.stage.percent });

  const seed = byId('seed', HTMLInputElement);
  seed.addEventListener('change', () => {
    if (seed.checkValidity() && seed.value !== '') flake.seed = seed.valueAsNumber;
    seed.value = String(flake.seed);
  });
  seed.addEventListener('blur', () => { seed.value = String(flake.seed); }); // which may be another since

  const zoomIn = byId('zoom-in'), zoomsOut = [byId('zoom-out'), byId('zoom-all')];
  zoomIn.addEventListener('click', () => flake.zoom(1.5));
  zoomsOut[0].addEventListener('click', () => flake.zoom(1 / 1.5));
  zoomsOut[1].addEventListener('click', () => flake.setCamera({ zoom: 1, x: 0.5, y: 0.5 }));
  const showZooms = () => {
    const isWhole = flake.camera.zoom <= 1;
    if (isWhole && zoomsOut.some((button) => button === document.activeElement)) zoomIn.focus(); // they go
    for (const button of zoomsOut) setHidden(button, isWhole);
  };
  flake.addEventListener('camera', showZooms);
  showZooms();

  const graft = byId('graft-tool'), wound = /** @type {HTMLInputElement} */ (document.querySelector('input[name="tool"][value="wound"]'));
  /** It is of use where something else can be grafted than grows. */
  const followGraft = () => {
    const isOfUse = numGoalsOf(flake) > 1;
    setHidden(graft, !isOfUse);
    graft.parentElement?.classList.toggle('many', isOfUse);
    if (isOfUse || flake.tool !== 'graft') return;
    wound.checked = true;
    flake.tool = 'wound';
    sayTool();
  };

  return {
    /** As it is set now: undo, a link or another model may have changed it, also to what no notch and no entry here has. */
    follow() {
      angle.show(flake.angle);
      fireRate.show(flake.fireRate ?? flake.currentModel?.config.fireRate ?? 0.5);
      speed.show(notchOf(flake.speed), saySpeed(flake.speed));
      setTyped(seed, String(flake.seed));
      followGraft();
    },
  };
}

/** @param {number} speed steps a second */
const saySpeed = (speed) => (speed === Infinity ? text.stage.fastest : text.units.stepsPerSecond(speed));

/** The nearest one. @param {number} speed steps a second */
function notchOf(speed) {
  const away = SPEEDS.map((each) => (each === speed ? -1 : Math.abs(Math.log(each / speed))));
  return away.indexOf(Math.min(...away));
}

/**
 * @param {string} id of the slider
 * @param {{ use: (value: number) => void, say: (value: number) => string }} options use: called when the visitor moves it
 */
function connectSlider(id, { use, say }) {
  const slider = byId(id, HTMLInputElement);
  let told = '';
  const tell = (/** @type {string} */ words) => {
    told = words;
    setText(byId(`${id}-value`), words);
    slider.setAttribute('aria-valuetext', words);
  };
  slider.addEventListener('input', () => {
    use(slider.valueAsNumber);
    tell(say(slider.valueAsNumber));
  });
  tell(say(slider.valueAsNumber));
  return {
    /** What it is now. @param {number} value @param {string} [words] where it lies between two notches */
    show(value, words = say(value)) {
      if (words === told) return; // this is asked ten times a second
      slider.valueAsNumber = value;
      tell(words);
    },
  };
}
