/**
 * Lo que dicen las figuras de la lección mientras se mueven.
 *
 * @import * as english from '../en/lesson.js'
 */
import { writersOf } from '../writers.js';

const { decimals, number, percent, plural } = writersOf('es');

/** @satisfies {typeof english.lesson} */
export const lesson = {
  step: (step) => `Paso ${number(step)}`,
  visibleNames: ['Rojo', 'Verde', 'Azul', 'Alfa'],
  visibleShort: ['R', 'V', 'A', 'α'],
  hiddenName: (n) => `Oculto ${number(n)}`,
  hiddenShort: (n) => `o${number(n)}`,
  extent: (value) => `±${decimals(value, 1)}`,
  value: (value) => decimals(value, 2),
  percent: (value) => percent(value / 100),
  steps: (count) => plural(count, { one: `${number(count)} paso`, other: `${number(count)} pasos` }),
  cellAt: (x, y) => `Columna ${number(x + 1)}, fila ${number(y + 1)}`,
  wholeChange: 'todos juntos',
  fireShare: (firing, alive) => `${number(firing)} de ${plural(alive, { one: `${number(alive)} célula viva`, other: `${number(alive)} células vivas` })}: ${percent(firing / Math.max(alive, 1))}`,
  lifeCount: (itself, neighbour) => `Células vivas: ${number(itself + neighbour)}; de ellas, en el borde: ${number(neighbour)}`,

  ice: {
    rule: 'La regla: qué es de una célula según cuántas vecinas heladas tiene',
    steps: 'Pasos',
    stays: 'sigue igual',
    freezes: 'se hiela',
    melts: 'se funde',
    ownRule: 'La regla de la entrada',
    neighbours: (count) => plural(count, { one: `Con ${number(count)} vecina helada, una célula`, other: `Con ${number(count)} vecinas heladas, una célula` }),
  },
};
