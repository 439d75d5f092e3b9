/** The section of the snowfall: buttons, sliders and meters around the scene. Loaded when somebody comes near it. */
import { createCore } from '../core/shared.js';
import { Plane } from '../element/plane.js';
import { bundledModels } from '../library/bundled.js';
import { byId, setText } from '../page/dom.js';
import { connectFullScreen } from '../page/full-screen.js';
import { text } from '../text/text.js';
import { SnowScene } from './scene.js';

/** Ice that heals; the snowman and the trees do not fall from the sky, nor does a pattern that fills whatever grid it has. */
const isSnow = ({ id = '' }) => id === 'snowflake' || (id.startsWith('ice-') && id !== 'ice-floes');

/** A narrow scene is full with fewer flakes. */
const NARROW_PX = 640;
const FLAKES_WHEN_NARROW = 11;

/** Starts the scene; it falls at once unless the visitor asked for less motion. */
export async function connectSnow() {
  const canvas = byId('snow-canvas', HTMLCanvasElement), core = await createCore();
  const models = await Promise.all(bundledModels.filter(isSnow).map((entry) => entry.load(core)));

  const scene = new SnowScene(canvas, core, models, () => {
    setText(byId('snow-alive'), text.meter(scene.numAlive));
    setText(byId('snow-steps'), text.meter(scene.numSteps));
  });

  const play = byId('snow-play', HTMLButtonElement), wound = byId('snow-wound', HTMLButtonElement);
  const showPlaying = () => {
    play.dataset.playing = String(scene.isPlaying);
    setText(byId('snow-play-label'), scene.isPlaying ? text.snow.pause : text.snow.start);
  };
  play.addEventListener('click', () => {
    if (scene.isPlaying) scene.pause();
    else scene.play();
    showPlaying();
  });
  wound.addEventListener('click', () => scene.woundOne());
  const plane = new Plane(byId('snow-scene'));
  canvas.addEventListener('click', (event) => {
    const { x, y } = plane.shareAt(event);
    scene.woundAt(x * canvas.clientWidth, y * canvas.clientHeight);
  });
  connectFullScreen(byId('snow-frame'), byId('snow-full', HTMLButtonElement), (isFull) => {
    setText(byId('snow-full-label'), isFull ? text.snow.leaveFullScreen : text.snow.fullScreen);
  });

  if (canvas.clientWidth < NARROW_PX) byId('snow-count', HTMLInputElement).value = String(FLAKES_WHEN_NARROW);
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) scene.play();
  connectSlider('snow-count', (count) => {
    scene.setCount(count);
    return text.snow.flakeCount(count);
  });
  connectSlider('snow-wind', (wind) => {
    scene.setWind(wind / 4);
    return text.snow.winds[wind];
  });
  showPlaying();
  for (const button of [play, wound]) button.disabled = false;
}

/** @param {string} id @param {(value: number) => string} use returns what the value is called */
function connectSlider(id, use) {
  const slider = byId(id, HTMLInputElement), output = byId(`${id}-value`);
  const show = () => {
    const name = use(slider.valueAsNumber);
    setText(output, name);
    slider.setAttribute('aria-valuetext', name);
  };
  slider.addEventListener('input', show);
  show();
}
