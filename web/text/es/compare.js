/**
 * Lo que se dice de los tres copos.
 *
 * @import * as english from '../en/compare.js'
 */

import { writersOf } from '../writers.js';

const { list, number } = writersOf('es');
const named = (/** @type {string[]} */ names) => list(names.map((name) => `«${name}»`));

/** @satisfies {typeof english.compare} */
export const compare = {
  growing: {
    title: 'Crecimiento',
    label: 'Crecimiento: copo de nieve nacido de un autómata celular neuronal',
    says: 'Juzgado hasta el paso 96 y nunca más. No sabe parar.',
  },
  persistent: {
    title: 'Persistencia',
    label: 'Persistencia: copo de nieve nacido de un autómata celular neuronal',
    says: 'También practicó quedarse como está. Nunca se le enseñó una herida.',
  },
  regenerating: {
    title: 'Regeneración',
    label: 'Regeneración: copo de nieve nacido de un autómata celular neuronal',
    says: 'La mitad de los copos con que practicó estaban heridos. Cierra casi cualquier herida.',
  },
  curves: 'Cuánto se aparta cada uno de la imagen, paso a paso: cuanto más abajo, mejor',
  firstStep: 'paso 0',
  lastStep: (step) => `paso ${number(step)}`,
  growing3: 'Los tres crecen de una célula, cada uno con sus propios pesos.',
  wounded: (step) => `En el paso ${number(step)}, los tres recibieron la misma herida.`,
  outcome: (steps, whole, hurt) => {
    if (whole.length === 0) return `${number(steps)} pasos después de la herida, ninguno vuelve a estar entero.`;
    if (hurt.length === 0) return `${number(steps)} pasos después de la herida, todos vuelven a estar enteros.`;
    return `${number(steps)} pasos después de la herida, ${named(whole)} ${whole.length === 1 ? 'vuelve a estar entero' : 'vuelven a estar enteros'}; ${named(hurt)}, no.`;
  },
  like: (like, step) => `${like} en el paso ${step}`,
};
