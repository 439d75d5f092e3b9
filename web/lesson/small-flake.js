/** The grid of the lesson's flake: it is 40 cells wide, so a closer frame than the stage's shows larger cells, and grows the same flake. */
export const SIDE_CELLS = 48;
