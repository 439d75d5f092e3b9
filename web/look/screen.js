/**
 * A picture for the eye: a canvas on which cells are drawn, by the GPU or by the browser's 2D canvas, pixel for pixel the same.
 *
 * @import { Model } from '../core/types.js'
 * @import { Cells } from './cells.js'
 * @import { Picture } from './look.js'
 *
 * @typedef {object} Placement where a picture of the grid stands on a canvas, in its pixels
 * @property {number} width of the canvas
 * @property {number} height
 * @property {number} x of the grid's upper left corner
 * @property {number} y
 * @property {number} scale pixels a cell
 * @property {number} [cellShare] of the plain squares, where cells are not drawn as such: all the more the closer one looks; default 0
 *
 * @typedef {'auto' | 'webgpu' | 'webgl' | '2d'} ScreenChoice webgl: 2d where there is no WebGL2; auto: also where no GPU does it, since every frame would
 *   wait ten times as long; webgpu: the same, until a GPU has the grid too (web/gpu/)
 *
 * @typedef {object} Screen
 * @property {'webgpu' | 'webgl' | '2d'} name
 * @property {HTMLCanvasElement} canvas
 * @property {(cells: Cells, placement: Placement) => void} draw
 * @property {(source: any, placement: Placement) => void} [drawSource] in place of draw, where what draws has the grid itself
 * @property {(model: Model) => void} [setModel] where a model's decoder draws: by another's, of the same shape
 * @property {(look: { name: 'cells' | 'smooth' | 'fine', model?: Model }) => void} [setLook] where it draws in any look: in this one from now on
 * @property {() => void} dispose gives everything back
 *
 * @typedef {{ shader: string, picture: (cells: Cells) => Picture }} Smooth how cells are drawn that are no squares: by WebGL2, and enlarged somewhat for a 2D canvas
 *
 * @typedef {object} ScreenHost
 * @property {() => void} onLost called when the browser takes the screen away
 * @property {() => void} onRedraw called when it could draw the same better by now
 * @property {(error: unknown) => void} onTrouble called when it draws otherwise than it should
 */
import { CanvasScreen } from './canvas-screen.js';
import { WebglScreen } from './webgl-screen.js';

/** @param {ScreenChoice} choice @param {Pick<ScreenHost, 'onLost'>} host @param {Smooth} [smooth] not as squares @returns {Screen} */
export function openScreen(choice, { onLost }, smooth) {
  if (choice === '2d') return new CanvasScreen(smooth);
  try {
    return new WebglScreen(onLost, { onlyOnGpu: choice !== 'webgl', smooth });
  } catch {
    return new CanvasScreen(smooth);
  }
}
