/**
 * A picture for the eye: a canvas on which cells are drawn, by the GPU or by the browser's 2D canvas, pixel for pixel the same.
 *
 * @import { Cells } from './cells.js'
 *
 * @typedef {object} Placement where a picture of the grid stands on a canvas, in its pixels
 * @property {number} width of the canvas
 * @property {number} height
 * @property {number} x of the grid's upper left corner
 * @property {number} y
 * @property {number} scale pixels a cell
 *
 * @typedef {'auto' | 'webgpu' | 'webgl' | '2d'} ScreenChoice webgl: 2d where there is no WebGL2; auto: also where no GPU does it, since every frame would
 *   wait ten times as long; webgpu: the same, until a GPU has the grid too (web/gpu/)
 *
 * @typedef {object} Screen
 * @property {'webgpu' | 'webgl' | '2d'} name
 * @property {HTMLCanvasElement} canvas
 * @property {(cells: Cells, placement: Placement) => void} draw
 * @property {(source: any, placement: Placement) => void} [drawSource] in place of draw, where what draws has the grid itself
 * @property {() => void} dispose gives everything back
 */
import { CanvasScreen } from './canvas-screen.js';
import { WebglScreen } from './webgl-screen.js';

/** @param {ScreenChoice} choice @param {() => void} onLost called when the browser takes it away @returns {Screen} */
export function openScreen(choice, onLost) {
  if (choice === '2d') return new CanvasScreen();
  try {
    return new WebglScreen(onLost, { onlyOnGpu: choice !== 'webgl' });
  } catch {
    return new CanvasScreen();
  }
}
