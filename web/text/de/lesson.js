/**
 * Was die Abbildungen der Lektion sagen, während sie laufen.
 *
 * @import * as english from '../en/lesson.js'
 */
import { writersOf } from '../writers.js';

const { decimals, number, percent, plural } = writersOf('de');

/** @satisfies {typeof english.lesson} */
export const lesson = {
  step: (step) => `Schritt ${number(step)}`,
  visibleNames: ['Rot', 'Grün', 'Blau', 'Alpha'],
  visibleShort: ['R', 'G', 'B', 'α'],
  hiddenName: (n) => `Verborgen ${number(n)}`,
  hiddenShort: (n) => `v${number(n)}`,
  extent: (value) => `±${decimals(value, 1)}`,
  value: (value) => decimals(value, 2),
  percent: (value) => percent(value / 100),
  steps: (count) => plural(count, { one: `${number(count)} Schritt`, other: `${number(count)} Schritte` }),
  cellAt: (x, y) => `Spalte ${number(x + 1)}, Zeile ${number(y + 1)}`,
  wholeChange: 'allen zusammen',
  fireShare: (firing, alive) => `${number(firing)} von ${plural(alive, { one: `${number(alive)} lebenden Zelle`, other: `${number(alive)} lebenden Zellen` })}: ${percent(firing / Math.max(alive, 1))}`,
  lifeCount: (itself, neighbour) => `Lebende Zellen: ${number(itself + neighbour)}, davon am Rand: ${number(neighbour)}`,

  ice: {
    rule: 'Die Regel: was aus einer Zelle wird, nach der Zahl ihrer vereisten Nachbarn',
    steps: 'Schritte',
    stays: 'bleibt',
    freezes: 'gefriert',
    melts: 'schmilzt',
    ownRule: 'Die Regel des Beitrags',
    neighbours: (count) => (count === 1 ? 'Mit einem vereisten Nachbarn: Eine Zelle' : `Mit ${number(count)} vereisten Nachbarn: Eine Zelle`),
  },
};
