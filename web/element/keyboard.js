/**
 * The element by keyboard: arrows move a brush that can be seen, Enter or Space uses it. The other keys are those of `commands` below;
 * `help` in web/text/en/element.js says them all.
 */

const FAR_CELLS = 5; // a move with Shift

/** @type {Readonly<Record<string, readonly [number, number]>>} */
const MOVES = Object.freeze({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });

/**
 * @typedef {object} KeyboardTarget
 * @property {HTMLElement} frame
 * @property {() => boolean} isInteractive
 * @property {() => { width: number, height: number }} grid in cells
 * @property {(place: { x: number, y: number } | undefined) => void} hover
 * @property {(place: { x: number, y: number }) => void} use the tool there
 * @property {(turns: number, place: { x: number, y: number }) => void} turn the cut
 * @property {Readonly<Record<string, () => void>>} commands by key
 * @property {ReadonlySet<string>} repeatable those keys that may be held down
 * @property {() => void} leave
 */

/** @param {KeyboardTarget} target @param {AbortSignal} signal */
export function listenToKeyboard({ frame, isInteractive, grid, hover, use, turn, commands, repeatable, leave }, signal) {
  /** The cell of the brush; it starts in the middle. @type {{ column: number, row: number } | undefined} */
  let brush;

  /** @param {number} [dx] @param {number} [dy] @returns {{ x: number, y: number }} the middle of its cell */
  const moved = (dx = 0, dy = 0) => {
    const { width, height } = grid();
    const within = (/** @type {number} */ cell, /** @type {number} */ side) => Math.min(Math.max(cell, 0), side - 1);
    brush = { column: within((brush?.column ?? width >> 1) + dx, width), row: within((brush?.row ?? height >> 1) + dy, height) };
    return { x: brush.column + 0.5, y: brush.row + 0.5 };
  };

  /** @param {KeyboardEvent} event @returns {boolean} whether it was ours */
  const handle = (event) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key, move = MOVES[key];
    if (event.ctrlKey || event.metaKey) {
      const command = key === 'z' ? (event.shiftKey ? commands.y : commands.z) : key === 'y' ? commands.y : undefined;
      command?.();
      return command !== undefined;
    }
    if (event.altKey) return false;
    if (move) {
      const distance = event.shiftKey ? FAR_CELLS : 1;
      hover(moved(move[0] * distance, move[1] * distance));
    } else if (key === 'Enter' || key === ' ') {
      if (event.repeat) return false;
      hover(moved());
      use(moved()); // last, so that what came of it is what is said
    } else if (key === ',' || key === '.') {
      turn(key === '.' ? 1 : -1, moved());
    } else if (key === 'Escape') {
      leave();
    } else if (commands[key] && !(event.repeat && !repeatable.has(key))) {
      commands[key]();
    } else {
      return false;
    }
    return true;
  };

  frame.addEventListener('keydown', (event) => {
    if (isInteractive() && handle(event)) event.preventDefault();
  }, { signal });
  frame.addEventListener('blur', () => hover(undefined), { signal });
}
