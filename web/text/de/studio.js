/**
 * Was das Studio sagt: von einem Lauf, und von denen, die aufbewahrt sind.
 *
 * @import * as english from '../en/studio.js'
 */
import { writersOf } from '../writers.js';

const { decimals, isOne, number, percent, plural, rough } = writersOf('de');

/** @satisfies {typeof english.training} */
export const training = {
  live: 'Was jetzt aus ihr wächst',
  liveLabel: 'Was jetzt aus den Gewichten im Training wächst',
  liveLabelOf: (goal) => `Was jetzt aus den Gewichten im Training wächst: ${goal}`,
  start: 'Training beginnen',
  again: 'Von vorn beginnen',
  goOn: 'Von hier weitermachen',
  back: (epoch) => `Zurück zur besten, Epoche ${number(epoch)}`,
  results: 'Was sie gelernt hat',
  pause: 'Anhalten',
  resume: 'Fortsetzen',
  stop: 'Beenden',
  use: 'Diese Gewichte benutzen',
  keep: 'In der Galerie aufbewahren',
  save: 'Gewichte sichern',
  saveRun: 'Den ganzen Lauf sichern',
  share: 'Link zu diesem Modell kopieren',
  embed: 'Code für eine Seite kopieren',
  epoch: 'Epoche',
  loss: 'Verlust, Mittel aus 20',
  rate: 'Epochen/s',
  left: 'noch',
  chart: 'Verlust nach Epochen',
  chartEmpty: 'Der Verlust zeichnet hier seine Kurve, sobald trainiert wird.',
  chartLabel: (epochs, loss) => `Kurve des Verlusts über ${plural(epochs, { one: `${number(epochs)} Epoche`, other: `${number(epochs)} Epochen` })}; jetzt ${loss}.`,
  idle: 'Bereit zum Training.',
  loading: 'Es beginnt.',
  running: 'Es trainiert.',
  paused: (epoch) => `Angehalten bei Epoche ${number(epoch)}.`,
  stopped: (epoch) => `Beendet bei Epoche ${number(epoch)}. Die Gewichte sind dein: zum Benutzen, Sichern oder Weitertrainieren.`,
  done: (epoch) => `Fertig, bei Epoche ${number(epoch)}. Die Gewichte sind dein: zum Benutzen, Sichern oder Weitertrainieren.`,
  steppedBack: (from, to) => `Zurück von Epoche ${number(from)} zu ${number(to)}.`,
  goalWhileTraining: 'Das neue Ziel gilt ab dem nächsten Beginn.',
  notFinite: (epoch) =>
    `Der Verlust war keine endliche Zahl mehr, also endete das Training. Die letzten guten Gewichte, von Epoche ${number(epoch)}, sind noch da.`,
  moved: {
    lost: 'Die Grafikkarte wurde entzogen: Das Training geht auf dem Prozessor weiter, vom neuesten Stand aus.',
    none: 'Dieser Browser gibt keine Grafikkarte zum Rechnen her: Es wird auf dem Prozessor trainiert.',
    other: (why) => `${why} Es wird auf dem Prozessor trainiert.`,
  },
  died: (epoch) =>
    `Der Arbeiter, der trainierte, ist gestorben. Die Gewichte von Epoche ${number(epoch)} sind noch da: Benutze sie, sichere sie, oder mach von ihnen aus weiter.`,
  diedEarly: 'Der Arbeiter, der trainiert, ist gestorben, bevor er etwas gelernt hatte. Versuche es noch einmal; stirbt er wieder, haben vielleicht andere Tabs den Speicher, den er braucht.',
  modelName: (goal) => `${goal}, im Browser trainiert`,
};

/** @satisfies {typeof english.studio} */
export const studio = {
  heading: 'Sieh zu, wie sie lernt',
  progress: 'Wie weit der Lauf ist',
  pool: 'Aus dem Vorrat: woran sie übt',
  poolLabel: 'Einige Flocken des Vorrats',
  timeLeft: (seconds) => {
    const minutes = seconds / 60;
    return seconds < 55 ? `${number(Math.max(5, Math.round(seconds / 5) * 5))} s` : minutes < 59.5 ? `${number(Math.round(minutes))} min` : `${rough(minutes / 60)} h`;
  },
};

/** @satisfies {typeof english.runs} */
export const runs = {
  heading: 'Läufe, die dieser Browser aufbewahrt',
  goOn: 'Weiter',
  remove: 'Entfernen',
  rename: 'Umbenennen',
  lookAgain: 'Noch einmal nachsehen',
  removed: (name) => `„${name}“ ist entfernt.`,
  left: (name) => `„${name}“ konnte nicht aufbewahrt werden, und ein anderer Lauf hat begonnen.`,
  goOnWith: (name, epochs) =>
    name ? `Weiter mit „${name}“, Epoche ${number(epochs)}` : `Weiter mit dem Lauf ohne Namen, Epoche ${number(epochs)}`,
  goOnLabel: (name) => `Weiter: ${name}`,
  removeLabel: (name) => `Entfernen: ${name}`,
  renameLabel: (name) => `Umbenennen: ${name}`,
  name: 'Name des Laufs',
  curve: 'Sein Verlust, logarithmisch',
  size: (bytes) => `Sie brauchen ${rough(bytes / 1e6)} MB.`,
  unnamed: 'Lauf ohne Namen',
  summary: (name, epochs, loss) =>
    Number.isFinite(loss) ? `${name}: Epoche ${number(epochs)}, Verlust ${decimals(loss, 4)}` : `${name}: Epoche ${number(epochs)}`,
};

/** @satisfies {typeof english.recipe} */
export const recipe = {
  heading: 'Wie soll sie lernen?',
  presets: 'Vorlagen',
  ofThePost: 'Wie im Blogbeitrag',
  everySetting: 'Alle Einstellungen',
  start: 'Beginnen mit',
  scratch: 'nichts: von Grund auf',
  startRun: 'was dieser Lauf gelernt hat',
  file: 'Gewichte aus einer Datei',
  runFile: 'Lauf aus einer Datei',
  kinds: 'Welche Art von Zellen',
  cost: (numParams, time) => `Zellen dieser Größe haben ${number(numParams)} Zahlen zu lernen, und ein Schritt dauert etwa ${isOne(time) ? 'so lange' : `${decimals(time, 1)}-mal so lange`} wie bei der üblichen Größe.`,
  trainOn: 'Trainieren auf',
  devices: { processor: 'dem Prozessor', graphics: 'der Grafikkarte' },
  takes: (epochs, onProcessor, onGraphics) =>
    `${plural(epochs, { one: `${number(epochs)} Epoche dauert`, other: `${number(epochs)} Epochen dauern` })} auf dem Prozessor ${onProcessor ? `etwa ${onProcessor}` : 'eine hier noch nicht gesehene Zeit'}, auf der Grafikkarte ${onGraphics ? `etwa ${onGraphics}` : 'eine hier noch nicht gesehene'}.`,
  workers: 'Arbeiter',
  reset: 'Zurück zur Vorlage',
  asPreset: (title) => `Alles wie in „${title}“.`,
  changed: (title) => `Deine Änderungen sind „${title}“ gewichen.`,
  custom: (title) => `„${title}“, mit deinen Änderungen.`,
  weightsRead: (name) => `${name} ist geladen. Der nächste Beginn geht davon aus.`,
};

/** @satisfies {typeof english.health} */
export const health = {
  heading: 'Gesundheit',
  ofEpoch: (epoch) => `Wie sie in Epoche ${number(epoch)} war, sich selbst überlassen, weit länger als gelehrt.`,
  probing: (epoch, share) => `Epoche ${number(epoch)} wird angesehen: ${percent(share)}.`,
  atStep: (step) => `Fehler bei Schritt ${number(step)}`,
  wounds: 'Geschlossene Wunden',
  healed: (healed, count) => `${number(healed)} von ${number(count)}`,
  far: 'jenseits aller Grenzen',
  verdicts: { good: 'gut', fair: 'mäßig', poor: 'schlecht' },
};

/** @satisfies {typeof english.errors} */
export const errors = {
  GPU_BATCH_TOO_LARGE: 'Dieser Stapel ist zu groß für die Grafikkarte.',
  GPU_NO_MEMORY: 'Die Grafikkarte hat keinen Platz für diesen Lauf.',
  STORAGE_NONE: 'Dieser Browser bewahrt für diese Seite nichts auf, also sind Läufe fort, wenn sie geschlossen wird. Sichere die Gewichte derer, die dir gefallen.',
  STORAGE_DENIED: 'Die Einstellungen dieses Browsers lassen diese Seite nichts aufbewahren, also sind Läufe fort, wenn sie geschlossen wird: Erlaube ihr Cookies und Websitedaten, oder sichere die Gewichte, die dir gefallen.',
  SANDBOX_STORAGE: 'Diese Seite steht in einem Rahmen mit sandbox, der nichts aufbewahren kann, also sind Läufe fort, wenn sie geschlossen wird. Öffne sie für sich, oder gib dem Rahmen „allow-same-origin“.',
  SANDBOX_WORKER: 'Diese Seite steht in einem Rahmen mit sandbox, in dem Browser keine Worker starten, die hier nötig sind. Öffne sie für sich, oder gib dem Rahmen „allow-same-origin“.',
  POLICY_WORKER: ({ directive }) =>
    `Die Richtlinie dieser Seite erlaubt keine Worker, die hier nötig sind: ${directive} ihrer Content-Security-Policy verbietet sie. Sie braucht „worker-src 'self'“.`,
  WORKER_MISSING: 'Der Arbeiter, der trainiert, konnte nicht geholt werden: Es scheint keine Verbindung zu geben. Starte noch einmal, wenn wieder eine da ist.',
  NO_MODULE_WORKERS: 'Dieser Browser ist zu alt zum Trainieren: Er kennt keine Arbeiter aus Modulen. Trainiere in Firefox ab 114, oder in Chrome, Edge oder Safari.',
  POLICY_TRUSTED_TYPES: 'Die Richtlinie dieser Seite verlangt Trusted Types, kennt aber die nicht, die hier nötig ist: „trusted-types“ ihrer Content-Security-Policy muss „snowflake-nca“ nennen.',
  STORAGE_NEWER: 'Die Läufe in diesem Browser hat eine neuere Version dieser Seite aufbewahrt. Lade sie neu, um sie zu sehen; bis dahin sind Läufe fort, wenn die Seite geschlossen wird.',
  STORAGE_FULL: 'Der Browser hat keinen Platz mehr, um diesen Lauf aufzubewahren. Was davon zuvor aufbewahrt war, ist noch da. Andere Läufe zu entfernen schafft Platz.',
  STORAGE_FAILED: 'Der Browser kam nicht an die Läufe heran, die er aufbewahrt. Die Seite neu zu laden hilft.',
  RUN_MISSING: 'Diesen Lauf gibt es nicht mehr. Vielleicht wurde er in einem anderen Tab entfernt.',
  RUN_DAMAGED: 'Was von diesem Lauf aufbewahrt war, ist beschädigt, also kann er nicht weitergehen.',
  RUN_ELSEWHERE: 'Dieser Lauf geht in einem anderen Tab weiter.',
  RUN_WENT_ON: 'Ein anderer Tab hat diesen Lauf weitergeführt, seit er hier angehalten wurde. Er geht von dort aus weiter.',
  RUN_NOT_SAVED: 'Der offene Lauf konnte nicht gesichert werden, also bleibt er dort, angehalten. Sichere seine Gewichte, wenn sie dir gefallen; beim nächsten Mal wird er trotzdem verlassen.',
  RUN_INVALID: 'Das ist kein Lauf, den man aufbewahren kann: Ein Teil davon fehlt, oder liegt außerhalb der Grenzen.',
  RUNS_LEFT_OUT: ({ count }) =>
    plural(count, { one: 'Ein Lauf, der hier aufbewahrt war, ist beschädigt und fehlt.', other: `${number(count)} Läufe, die hier aufbewahrt waren, sind beschädigt und fehlen.` }),
};
