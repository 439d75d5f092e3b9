/** The night behind the flakes: sky, moon, stars, and two snowy ridges with firs between them. Painted once for each size, never per frame. */

/** Where the ridges lie, in heights of the scene, and how they are lit. */
const RIDGES = Object.freeze([
  { y: 0.83, swell: 0.035, waves: 2.1, phase: 0.9, top: '#34608f', bottom: '#1b3a61', firs: '#1a3c63' },
  { y: 0.92, swell: 0.03, waves: 1.3, phase: 3.9, top: '#6496c4', bottom: '#27527f', firs: '#14304f' },
]);
/** Stars in a square of a hundred pixels. */
const STARS_DENSITY = 1.6;

/**
 * Where a flake lands, so that it stands on the ground it is above: far ones on the far ridge, near ones below the picture.
 * @param {number} nearness 0..1
 * @param {number} height
 * @param {number} radius of the flake
 */
export function groundOf(nearness, height, radius) {
  return height * (0.84 + 0.22 * nearness) + radius * (0.4 + 1.6 * nearness);
}

/**
 * @param {CanvasRenderingContext2D} context in CSS pixels
 * @param {number} width
 * @param {number} height
 */
export function paintSky(context, width, height) {
  const sky = context.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, '#040b1a');
  sky.addColorStop(0.45, '#0b2140');
  sky.addColorStop(0.85, '#1f4a77');
  sky.addColorStop(1, '#2f6496');
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  paintStars(context, width, height);
  paintMoon(context, width * 0.84, height * 0.2, Math.min(width, height) * 0.055);
  const [far, near] = RIDGES;
  paintFirs(context, width, height, far, 0.62);
  paintRidge(context, width, height, far);
  paintFirs(context, width, height, near, 1);
  paintRidge(context, width, height, near);
}

/** The same stars after every resize. @param {CanvasRenderingContext2D} context @param {number} width @param {number} height */
function paintStars(context, width, height) {
  const count = Math.round((STARS_DENSITY * width * height) / 1e4);
  for (let i = 1; i <= count; i++) {
    const size = 0.4 + 0.9 * fraction(i * 0.353) ** 3;
    context.fillStyle = `rgb(222 236 255 / ${15 + 50 * fraction(i * 0.719)}%)`;
    context.beginPath();
    context.arc(width * fraction(i * 0.75487766), height * 0.8 * fraction(i * 0.56984029) ** 1.4, size, 0, 2 * Math.PI);
    context.fill();
  }
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} radius */
function paintMoon(context, x, y, radius) {
  const halo = context.createRadialGradient(x, y, radius * 0.8, x, y, radius * 7);
  halo.addColorStop(0, 'rgb(190 220 255 / 26%)');
  halo.addColorStop(0.25, 'rgb(165 205 248 / 9%)');
  halo.addColorStop(0.55, 'rgb(140 185 240 / 2.5%)');
  halo.addColorStop(1, 'rgb(120 170 230 / 0%)');
  context.fillStyle = halo;
  context.fillRect(x - radius * 7, y - radius * 7, radius * 14, radius * 14);
  const disc = context.createRadialGradient(x - radius * 0.3, y - radius * 0.3, 0, x, y, radius);
  disc.addColorStop(0, '#f6faff');
  disc.addColorStop(1, '#c9dcf2');
  context.fillStyle = disc;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/** Height of a ridge's line. @param {number} x @param {number} width @param {number} height @param {typeof RIDGES[number]} ridge */
function lineAt(x, width, height, { y, swell, waves, phase }) {
  const turn = (x / width) * waves * 2 * Math.PI + phase;
  return height * (y + swell * (Math.sin(turn) + 0.35 * Math.sin(2.3 * turn + 1)));
}

/** @param {CanvasRenderingContext2D} context @param {number} width @param {number} height @param {typeof RIDGES[number]} ridge */
function paintRidge(context, width, height, ridge) {
  const { y, swell, top, bottom } = ridge;
  const snow = context.createLinearGradient(0, height * (y - swell), 0, height);
  snow.addColorStop(0, top);
  snow.addColorStop(1, bottom);
  context.fillStyle = snow;
  context.beginPath();
  context.moveTo(0, height);
  for (let x = 0; x <= width + 4; x += 4) context.lineTo(x, lineAt(x, width, height, ridge));
  context.lineTo(width, height);
  context.fill();
}

/**
 * Firs in groups along a ridge, painted before it, so that it covers their feet.
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {number} height
 * @param {typeof RIDGES[number]} ridge
 * @param {number} scale
 */
function paintFirs(context, width, height, ridge, scale) {
  context.fillStyle = ridge.firs;
  const tall = Math.min(height * 0.12, 70) * scale, count = Math.round((width / tall) * 1.6);
  for (let i = 0; i < count; i++) {
    const x = width * fraction(i * 0.618034 + ridge.phase);
    if (Math.sin((x / width) * 11 + ridge.phase * 5) < 0.25) continue; // a clearing
    const size = tall * (0.45 + 0.55 * fraction(i * 0.37)), foot = lineAt(x, width, height, ridge) + size * 0.1;
    context.beginPath();
    for (let tier = 0; tier < 3; tier++) { // the lower, the wider
      const top = foot - size * (1 - 0.27 * tier), half = size * (0.13 + 0.08 * tier);
      context.moveTo(x, top);
      context.lineTo(x + half, top + size * 0.46);
      context.lineTo(x - half, top + size * 0.46);
    }
    context.fill();
  }
}

/** @param {number} value */
function fraction(value) {
  return value - Math.floor(value);
}
