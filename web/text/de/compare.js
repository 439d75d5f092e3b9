/**
 * Was von den drei Flocken gesagt wird.
 *
 * @import * as english from '../en/compare.js'
 */

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
  wound: 'Alle drei verwunden',
  error: (error, step) => `Fehler ${error} bei Schritt ${step}`,
};
