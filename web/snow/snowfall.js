/**
 * The section of the snowfall: buttons, sliders and meters around the scene. Loaded when somebody comes near it.
 *
 * @import { SnowflakeNca } from '../element/snowflake-nca.js'
 */
import { createCore } from '../core/shared.js';
import { Plane } from '../element/plane.js';
import { bundledFamily } from '../library/bundled.js';
import { byId, setText } from '../page/dom.js';
import { connectFullScreen } from '../page/full-screen.js';
import { text } from '../text/text.js';
import { connectCaught } from './caught.js';
import { connectCount } from './count.js';
import { drawKinds, skyfulOf } from './falling.js';
import { SnowScene } from './scene.js';
import { connectSlider } from './slider.js';

/** A narrow scene is full with fewer flakes. */
const NARROW_PX = 640;
const FLAKES_WHEN_NARROW = 11;

/** Starts the scene; it falls at once unless the visitor asked for less motion. @param {SnowflakeNca} stage whose rule falls where it knows many flakes */
export async function connectSnow(stage) {
  const canvas = byId('snow-canvas', HTMLCanvasElement), core = await createCore();
  let skyful = skyfulOf(stage.currentModel), falling = skyful ?? await bundledFamily.load(core);

  const scene = new SnowScene(canvas, core, drawKinds(falling), () => {
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
  const showCaught = connectCaught(stage);
  wound.addEventListener('click', () => showCaught(scene.woundOne()));
  const plane = new Plane(byId('snow-scene'));
  canvas.addEventListener('click', (event) => {
    const { x, y } = plane.shareAt(event);
    showCaught(scene.woundAt(x * canvas.clientWidth, y * canvas.clientHeight));
  });
  connectFullScreen(byId('snow-frame'), byId('snow-full', HTMLButtonElement), (isFull) => {
    setText(byId('snow-full-label'), isFull ? text.snow.leaveFullScreen : text.snow.fullScreen);
  });

  if (canvas.clientWidth < NARROW_PX) byId('snow-count', HTMLInputElement).value = String(FLAKES_WHEN_NARROW);
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) scene.play();
  const count = connectCount(scene, () => falling, () => stage.renderer !== 'webgpu');
  connectSlider('snow-wind', (wind) => {
    scene.setWind(wind / 4);
    return text.snow.winds[wind];
  });
  stage.addEventListener('ready', async () => {
    const before = skyful;
    skyful = skyfulOf(stage.currentModel);
    if (skyful === before) return;
    const now = skyful, model = now ?? await bundledFamily.load(core).catch(() => undefined); // without a connection it snows as it did
    if (!model || now !== skyful) return;
    falling = model;
    scene.change(drawKinds(model));
    void count.change();
  });
  showPlaying();
  for (const button of [play, wound]) button.disabled = false;
}
