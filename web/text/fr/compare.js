/**
 * Ce qui se dit des trois flocons.
 *
 * @import * as english from '../en/compare.js'
 */

import { writersOf } from '../writers.js';

const { list, number } = writersOf('fr');
const named = (/** @type {string[]} */ names) => list(names.map((name) => `« ${name} »`));

/** @satisfies {typeof english.compare} */
export const compare = {
  growing: {
    title: 'Croissance',
    label: 'Croissance : flocon de neige né d’un automate cellulaire neuronal',
    says: 'Jugé jusqu’au pas 96, et plus jamais ensuite. Il ne sait pas s’arrêter.',
  },
  persistent: {
    title: 'Persistance',
    label: 'Persistance : flocon de neige né d’un automate cellulaire neuronal',
    says: 'Il s’est aussi exercé à rester tel quel. On ne lui a jamais montré de blessure.',
  },
  regenerating: {
    title: 'Régénération',
    label: 'Régénération : flocon de neige né d’un automate cellulaire neuronal',
    says: 'La moitié de ses exercices portait sur des flocons blessés. Il referme presque tout.',
  },
  curves: 'L’écart de chacun avec l’image, pas à pas : plus c’est bas, mieux c’est',
  firstStep: 'pas 0',
  lastStep: (step) => `pas ${number(step)}`,
  growing3: 'Tous trois naissent d’une cellule, chacun avec ses propres poids.',
  wounded: (step) => `Au pas ${number(step)}, tous trois ont reçu la même blessure.`,
  outcome: (steps, whole, hurt) => {
    if (whole.length === 0) return `${number(steps)} pas après la blessure, aucun n’est redevenu entier.`;
    if (hurt.length === 0) return `${number(steps)} pas après la blessure, tous sont redevenus entiers.`;
    return `${number(steps)} pas après la blessure, ${named(whole)} ${whole.length === 1 ? 'est redevenu entier' : 'sont redevenus entiers'} ; ${named(hurt)} ${hurt.length === 1 ? 'ne l’est' : 'ne le sont'} pas.`;
  },
  like: (like, step) => `${like} au pas ${step}`,
};
