/**
 * Lo que dice el cielo.
 *
 * @import * as english from '../en/snow.js'
 */
import { writersOf } from '../writers.js';

const { number, plural } = writersOf('es');

/** @satisfies {typeof english.snow} */
export const snow = {
  start: '¡Que nieve!',
  pause: 'Pausa',
  fullScreen: 'Pantalla completa',
  leaveFullScreen: 'Salir de pantalla completa',
  take: 'Hacerlo crecer en el escenario',
  flakeCount: (count) => plural(count, { one: `${number(count)} copo`, other: `${number(count)} copos` }),
  onlyNear: 'La tarjeta gráfica ya no tiene copos. Los cercanos siguen cayendo.',
  winds: {
    [-4]: 'temporal hacia la izquierda', [-3]: 'viento hacia la izquierda', [-2]: 'brisa hacia la izquierda', [-1]: 'soplo hacia la izquierda',
    0: 'aire en calma', 1: 'soplo hacia la derecha', 2: 'brisa hacia la derecha', 3: 'viento hacia la derecha', 4: 'temporal hacia la derecha',
  },
};
