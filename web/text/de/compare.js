/**
 * Was von den drei Flocken gesagt wird.
 *
 * @import * as english from '../en/compare.js'
 */

import { writersOf } from '../writers.js';

const { list, number } = writersOf('de');

/** @satisfies {typeof english.compare} */
export const compare = {
  growing: {
    title: 'Wachsend',
    label: 'Wachsend: Schneeflocke, gewachsen durch einen neuronalen Zellularautomaten',
    says: 'Bis Schritt 96 beurteilt und danach nie wieder. Sie weiß nicht, wie man aufhört.',
  },
  persistent: {
    title: 'Beständig',
    label: 'Beständig: Schneeflocke, gewachsen durch einen neuronalen Zellularautomaten',
    says: 'Sie hat auch geübt, zu bleiben, wie sie ist. Wunden wurden ihr nie gezeigt.',
  },
  regenerating: {
    title: 'Heilend',
    label: 'Heilend: Schneeflocke, gewachsen durch einen neuronalen Zellularautomaten',
    says: 'Die Hälfte von allem, woran sie übte, war verwundet. Sie schließt fast alles.',
  },
  curves: 'Wie weit jede vom Bild entfernt ist, Schritt für Schritt: je tiefer, desto besser',
  firstStep: 'Schritt 0',
  lastStep: (step) => `Schritt ${number(step)}`,
  growing3: 'Alle drei wachsen aus einer Zelle, jede nach ihren eigenen Gewichten.',
  wounded: (step) => `Bei Schritt ${number(step)} bekamen alle drei dieselbe Wunde.`,
  outcome: (steps, whole, hurt) => {
    if (whole.length === 0) return `${number(steps)} Schritte nach der Wunde ist keine von ihnen wieder ganz.`;
    if (hurt.length === 0) return `${number(steps)} Schritte nach der Wunde sind alle wieder ganz.`;
    return `${number(steps)} Schritte nach der Wunde ${whole.length === 1 ? 'ist' : 'sind'} ${list(whole)} wieder ganz; ${list(hurt)} ${hurt.length === 1 ? 'ist' : 'sind'} es nicht.`;
  },
  like: (like, step) => `${like} bei Schritt ${step}`,
};
