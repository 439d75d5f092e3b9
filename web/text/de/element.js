/** Was <snowflake-nca> von sich aus sagt. */
import { coreErrors } from './core-errors.js';

/** Not writers.js: an embedded element shall not bring along how all else is written. */
const { format: number } = new Intl.NumberFormat('de');

/** @satisfies {import('../en/element.js').ElementWords} */
export const element = {
  language: 'de',
  label: 'Schneeflocke, gewachsen durch einen neuronalen Zellularautomaten',
  labelOf: (title) => `${title}, gewachsen durch einen neuronalen Zellularautomaten`,
  help: 'Pfeiltasten bewegen den Pinsel, mit Umschalt weiter; Eingabe oder Leertaste benutzt das Werkzeug. Komma und Punkt drehen einen Schnitt. P spielt ab und hält an, S macht einen Schritt, B geht einen zurück, R beginnt neu, V zeigt Zellen oder Eis. Z nimmt zurück, Y stellt wieder her. Plus und Minus vergrößern, 0 zeigt sie wie am Anfang. Escape verlässt das Gitter.',
  controls: 'Abspielen',
  play: 'Abspielen',
  pause: 'Anhalten',
  restart: 'Neu beginnen',
  undo: 'Zurücknehmen',
  hint: 'Zeichne darauf, um sie zu verwunden.',
  playing: 'Sie wächst.',
  pausedAt: (step) => `Angehalten bei Schritt ${number(step)}.`,
  restingAt: (step, alive) => `Ausgewachsen: Sie ruht bei Schritt ${number(step)}. Lebende Zellen: ${number(alive)}.`,
  brushAt: (x, y) => `Pinsel bei Spalte ${number(x + 1)}, Zeile ${number(y + 1)}.`,
  wounded: (alive) => `Verwundet. Zellen übrig: ${number(alive)}.`,
  planted: 'Gesät.',
  noisy: 'Rauschen gemalt.',
  grafted: 'Aufgepfropft.',
  looks: { cells: 'Als Zellen gezeichnet.', smooth: 'Von dieser gibt es kein feineres Bild: weich gezeichnet.', fine: 'Als Eis gezeichnet.' },
  undone: 'Zurückgenommen.',
  redone: 'Wiederhergestellt.',
  healed: (steps) => `Geheilt. Schritte: ${number(steps)}.`,
  failed: 'Etwas ist schiefgegangen. Die Seite neu zu laden hilft.',

  errors: {
    ...coreErrors,
    LOAD_FAILED: ({ what }) => {
      if (what === 'weights') return 'Die Gewichte konnten nicht geholt werden.';
      return what === 'goal' ? 'Das Bild, das der Flocke gelehrt wurde, konnte nicht geholt werden.' : 'Der Rechenkern in WebAssembly konnte nicht geladen werden.';
    },
    SHADER_FAILED: 'Die Grafikkarte kann das feinere Bild nicht zeichnen, also tut es der Prozessor.',
    NO_GOAL: ({ goal, goals, names }) => `Dieses Modell hat kein Ziel „${goal}“: Es gibt ${names.join(', ') || goals}.`,
    NO_FAMILY: 'Dieses Modell kennt keine Familie von Flocken, also auch keine mit dieser Nummer.',
    BAD_MIX: 'Eine Mischung ist eine Zahl für jedes Ziel des Modells, etwa 0.3,0.7.',
    FILE_TOO_LARGE: 'Diese Datei ist zu groß für die Gewichte einer Schneeflocke, die 34 kB brauchen.',
    NOT_SUPPORTED: ({ what }) => `Diesem Browser fehlt ${what}, womit die Schneeflocke gezeigt wird.`,
    NO_UNPACKING: 'Dieser Browser kann die Schneeflocke nicht auspacken. Chrome und Edge können es ab Version 80, Firefox ab 113, Safari ab 16.4.',
  },

  models: {
    'snowflake': 'Schneeflocke',
    'ice-family': 'Schneekristalle',
    'ice-gallery': 'Eisgalerie',
    'ice-feather': 'Eisfedern',
    'ice-needle': 'Eisnadeln',
    'ice-star': 'Eisstern',
    'ice-bloom': 'Eisblume',
    'ice-rosette': 'Eisrosette',
    'ice-floes': 'Eisschollen',
    'ice-frost': 'Froststern',
    'ice-dendrite': 'Eisdendrit',
    'ice-branch': 'Eiszweige',
    'ice-blade': 'Eisklingen',
    'ice-plate': 'Eisplatte',
    'snowman': 'Schneemann',
    'evergreen': 'Tanne',
    'snowflake-persistent': 'Schneeflocke, beständig',
    'snowflake-growing': 'Schneeflocke, wachsend',
    'blog-snowflake': 'Schneeflocke des Blogbeitrags',
    untitled: 'Wachsendes Bild',
  },
};
