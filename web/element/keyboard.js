/** The element by keyboard: arrows move a brush that can be seen, Enter or Space uses it, P, S and R play, step and restart. */

const FAR_CELLS = 5; // a move with Shift

/** @type {Readonly<Record<string, readonly [number, number]>>} */
const MOVES = Object.freeze({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });

/**
 * @typedef {object} KeyboardTarget
 * @property {HTMLElement} frame
 * @property {() => boolean} isInteractive
 * @property {() => { width: number, height: number }} grid in cells
 * @property {(place: { x: number, y: number } | undefined) => void} hover
 * @property {(x: number, y: number) => void} use the tool, in cells
 * @property {() => void} togglePlay
 * @property {() => void} step
 * @property {() => void} restart
 */

/** @param {KeyboardTarget} target @param {AbortSignal} signal */
export function listenToKeyboard({ frame, isInteractive, grid, hover, use, togglePlay, step, restart }, signal) {
  /** The cell of the brush; it starts in the middle. @type {{ column: number, row: number } | undefined} */
  let brush;

  /** @returns {{ column: number, row: number }} */
  const brushOnGrid = () => {
    const { width, height } = grid();
    brush ??= { column: width >> 1, row: height >> 1 };
    return { column: Math.min(brush.column, width - 1), row: Math.min(brush.row, height - 1) };
  };

  /** @type {Readonly<Record<string, () => void>>} */
  const commands = {
    Enter: () => {
      const { column, row } = brushOnGrid();
      hover({ x: column + 0.5, y: row + 0.5 });
      use(column + 0.5, row + 0.5); // last, so that what came of it is what is said
    },
    p: togglePlay,
    s: step,
    r: restart,
  };

  frame.addEventListener('keydown', (event) => {
    if (!isInteractive() || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES[event.key];
    const command = commands[event.key === ' ' ? 'Enter' : event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (move) {
      const { width, height } = grid(), { column, row } = brushOnGrid(), distance = event.shiftKey ? FAR_CELLS : 1;
      brush = {
        column: Math.min(Math.max(column + move[0] * distance, 0), width - 1),
        row: Math.min(Math.max(row + move[1] * distance, 0), height - 1),
      };
      hover({ x: brush.column + 0.5, y: brush.row + 0.5 });
    } else if (command && !(event.repeat && command !== step)) {
      command();
    } else {
      return;
    }
    event.preventDefault();
  }, { signal });

  frame.addEventListener('blur', () => hover(undefined), { signal });
}
