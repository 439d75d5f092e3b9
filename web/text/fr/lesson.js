/**
 * Ce que disent les figures de la leçon pendant qu’elles tournent.
 *
 * @import * as english from '../en/lesson.js'
 */
import { writersOf } from '../writers.js';

const { decimals, number, percent, plural } = writersOf('fr');

/** @satisfies {typeof english.lesson} */
export const lesson = {
  step: (step) => `Pas ${number(step)}`,
  visibleNames: ['Rouge', 'Vert', 'Bleu', 'Alpha'],
  visibleShort: ['R', 'V', 'B', 'α'],
  hiddenName: (n) => `Caché ${number(n)}`,
  hiddenShort: (n) => `c${number(n)}`,
  extent: (value) => `±${decimals(value, 1)}`,
  value: (value) => decimals(value, 2),
  percent: (value) => percent(value / 100),
  steps: (count) => `${number(count)} pas`,
  cellAt: (x, y) => `Colonne ${number(x + 1)}, ligne ${number(y + 1)}`,
  wholeChange: 'tous ensemble',
  fireShare: (firing, alive) => `${plural(firing, { one: `${number(firing)} cellule vivante`, other: `${number(firing)} cellules vivantes` })} sur ${number(alive)} : ${percent(firing / Math.max(alive, 1))}`,
  lifeCount: (itself, neighbour) => `Cellules vivantes : ${number(itself + neighbour)}, dont au bord : ${number(neighbour)}`,

  ice: {
    rule: 'La règle : ce que devient une cellule selon le nombre de ses voisines gelées',
    steps: 'Pas',
    stays: 'reste',
    freezes: 'gèle',
    melts: 'fond',
    ownRule: 'La règle du billet',
    neighbours: (count) => plural(count, { one: `Avec ${number(count)} voisine gelée, une cellule`, other: `Avec ${number(count)} voisines gelées, une cellule` }),
  },
};
