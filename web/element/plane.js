/**
 * Where a point of the window lies on a box, however the box is shown: zoomed, scaled, turned, mirrored, skewed or in perspective, by itself or with
 * whatever it stands in. No style is read for that. Four marks without size stand in its corners, and where they are seen says how the box came there.
 */

/** @typedef {{ x: number, y: number }} Point */

/** In the order of a walk around it. */
const CORNERS = Object.freeze([[0, 0], [1, 0], [1, 1], [0, 1]]);

export class Plane {
  #marks;

  /** @param {HTMLElement} box positioned, so that the marks stand in its corners */
  constructor(box) {
    this.#marks = CORNERS.map(([x, y]) => {
      const mark = document.createElement('span');
      Object.assign(mark.style, { position: 'absolute', left: `${100 * x}%`, top: `${100 * y}%`, width: '0', height: '0', visibility: 'hidden', pointerEvents: 'none' });
      return mark;
    });
    box.append(...this.#marks);
  }

  /** @param {{ clientX: number, clientY: number }} point of the window @returns {Point} as shares of width and height; (-1, -1) where the box cannot be seen */
  shareAt({ clientX, clientY }) {
    const corners = this.#marks.map((mark) => mark.getBoundingClientRect()).map(({ left, top }) => ({ x: left, y: top }));
    return shareOf({ x: clientX, y: clientY }, corners) ?? { x: -1, y: -1 };
  }
}

/**
 * The inverse of the projective map of the unit square to four corners (Heckbert, Fundamentals of Texture Mapping, 1989):
 *
 *   x = (a u + b v + c) / (g u + h v + 1)      y = (d u + e v + f) / (g u + h v + 1)
 *
 * @param {Point} point @param {Point[]} corners of (0, 0), (1, 0), (1, 1), (0, 1)
 * @returns {Point | undefined} none where it is seen from its edge, or has no size
 */
function shareOf({ x, y }, [first, second, third, fourth]) {
  const right = minus(second, third), down = minus(fourth, third), odd = minus(minus(first, second), minus(fourth, third)), area = cross(right, down);
  const g = cross(odd, down) / area, h = cross(right, odd) / area;
  const a = second.x - first.x + g * second.x, b = fourth.x - first.x + h * fourth.x;
  const d = second.y - first.y + g * second.y, e = fourth.y - first.y + h * fourth.y;
  const across = { x: a - g * x, y: d - g * y }, along = { x: b - h * x, y: e - h * y }, to = minus({ x, y }, first), all = cross(across, along);
  const share = { x: cross(to, along) / all, y: cross(across, to) / all };
  return Number.isFinite(share.x) && Number.isFinite(share.y) ? share : undefined;
}

/** @param {Point} a @param {Point} b @returns {Point} */
const minus = (a, b) => ({ x: a.x - b.x, y: a.y - b.y });

/** @param {Point} a @param {Point} b */
const cross = (a, b) => a.x * b.y - a.y * b.x;
