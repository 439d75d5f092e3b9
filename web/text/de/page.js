/**
 * Was die Seite über die Flocke auf ihrer Bühne sagt, und über das, was von ihr bleibt.
 *
 * @import * as english from '../en/page.js'
 */
import { partedAt } from '../parting.js';
import { writersOf } from '../writers.js';
import { element } from './element.js';

const { fine, number, percent, plural, time } = writersOf('de');

export { errors } from './errors.js';

/** @satisfies {typeof english.units} */
export const units = {
  cells: (count) => plural(count, { one: `${number(count)} Zelle`, other: `${number(count)} Zellen` }),
  stepsPerSecond: (count) => plural(count, { one: `${number(count)} Schritt je Sekunde`, other: `${number(count)} Schritte je Sekunde` }),
};

export const { models } = element;

/** @satisfies {typeof english.stage} */
export const stage = {
  model: element.label,
  tools: {
    wound: 'Zeichne auf die Flocke, um Zellen zu löschen, und sieh zu, wie sie die Wunde schließt.',
    cut: 'Ziehe eine Linie über die Flocke: Der Schnitt geht ganz hindurch.',
    half: 'Ziehe in die Hälfte, die weg soll: Alles auf dieser Seite verschwindet.',
    noise: 'Male Zufallszahlen in die Zellen, in alle ihre Zahlen.',
    seed: 'Setze eine weitere Zelle, aus der eine Flocke wächst.',
    graft: 'Male über die Flocke: Diese Zellen wachsen als eine andere weiter.',
  },
  toolsByTouch: {
    wound: 'Ein Finger löscht Zellen, zwei bewegen und vergrößern.',
    cut: 'Ein Finger zieht eine Linie, an der sie ganz durchschnitten wird; zwei bewegen und vergrößern.',
    half: 'Ein Finger zieht in die Hälfte, die weg soll; zwei bewegen und vergrößern.',
    noise: 'Ein Finger malt Zufallszahlen in die Zellen, zwei bewegen und vergrößern.',
    seed: 'Ein Finger setzt eine weitere Zelle, aus der eine Flocke wächst; zwei bewegen und vergrößern.',
    graft: 'Ein Finger malt Zellen, die als andere Flocke weiterwachsen; zwei bewegen und vergrößern.',
  },
  goals: 'Verwandle sie in',
  sown: 'Was gesät wird',
  grafted: 'Was aufgepfropft wird',
  goalNumber: (goal) => `Nr. ${number(goal)}`,
  mixed: 'eine Mischung',
  another: 'Andere Schneeflocke',
  anotherToPlant: 'Eine andere',
  flakeNumber: 'Nummer',
  noFlake: (last) => `Eine Flocke heißt nach einer ganzen Zahl von 0 bis ${number(last)}.`,
  shaping: 'Selbst formen',
  axes: {
    plate: { name: 'Platte in der Mitte', low: 'kleine Platte', high: 'große Platte' },
    outward: { name: 'Wo sie sich verzweigt', low: 'innen verzweigt', high: 'außen verzweigt' },
    branches: { name: 'Zweige', low: 'schlicht', high: 'verzweigt' },
    width: { name: 'Arme', low: 'schmal', high: 'breit' },
  },
  numbered: (flake) => `Nr. ${flake}`,
  titleOf: (title, goal) => `${title}, ${goal}`,
  parted: partedAt(['Schnee-flocke', 'Schnee-kristalle', 'Schnee-mann', 'Blog-beitrags']),
  mixing: 'Zwei mischen',
  mixWith: 'Gemischt mit',
  mixShare: 'Wie viel davon',
  look: 'Gezeichnet als',
  looks: { cells: 'Zellen', fine: 'Eis' },
  brush: 'Pinsel',
  play: 'Abspielen',
  pause: 'Anhalten',
  stepOf: (step, last) => `Schritt ${number(step)} von ${number(last)}`,
  undo: 'Zurücknehmen',
  redo: 'Wiederherstellen',
  fastest: 'so schnell es geht',
  degrees: (value) => `${number(value)}°`,
  percent,
  sizeClose: 'knapp um sie herum',
  sizeOwn: 'wie trainiert',
  ofOneRule: 'Alle nach einer Regel: jede wird zur anderen',
  otherWays: 'Dieselben, anders gelehrt',
  like: (share) => `${fine(share)} wie ihr Bild`,
  cellsAlive: (count) => plural(count, { one: `${number(count)} lebende Zelle`, other: `${number(count)} lebende Zellen` }),
  sizeOf: (height, width = height) => `${number(height)} × ${number(width)}`,
  texture: 'eine Textur',
  severalGrow: 'mehrere Flocken auf einem Gitter: es gibt kein einzelnes Bild, dem sie gleichen könnten',
  textureGrows: 'eine Textur, überall gleichartig: es gibt kein einzelnes Bild, dem sie gleichen könnte',
  wounded: 'verwundet',
  healing: 'heilt',
  stuck: 'heilt nicht',
  travelling: (step, goal) => `Unterwegs zu Schritt ${number(goal)}: ${number(step)}`,
};

/** @satisfies {typeof english.messages} */
export const messages = {
  rest: 'Sie ruht bei Schritt 96. Bis dahin wurde ihr gelehrt, was sie sein soll, und nie, was danach kommt. Spiel weiter ab und sieh zu.',
  opened: (name) => `Nun wächst, was in ${name} steht.`,
  handedOver: (name) =>
    `${name} wurde dem Browser übergeben. Ist nichts gesichert worden, erlaubt der Rahmen, in dem diese Seite steht, keine Downloads: „allow-downloads“ in seiner sandbox tut es.`,
  saved: (name) => `Gesichert als ${name}.`,
  adopted: (epochs) => `Die Schneeflocke oben wächst nun aus den Gewichten von Epoche ${number(epochs)}.`,
  opening: 'Das Studio wird geöffnet…',
  toStudio: 'Zurück ins Studio',
  keptModel: (reason) => `${reason} Das Modell, das da war, geht weiter.`,
  failed: 'In der Seite ist etwas schiefgegangen. Sie neu zu laden hilft.',
  drop: {
    picture: 'Lass es los: Die Zellen werden lernen, dieses Bild wachsen zu lassen',
    model: 'Lass es los: Dieses Modell wird wachsen',
    unclear: 'Lass es los: ein Bild zum Trainieren, oder ein Modell, das wachsen wird',
    other: 'Nur ein Bild oder ein Modell kann hier abgelegt werden',
  },
  dropUnknown: 'Nur ein Bild zum Trainieren, oder ein Modell (safetensors, oder JSON von Distill), kann hier abgelegt werden.',
  runKept: (name, epochs) =>
    name ? `„${name}“ war unterwegs, und ist aufbewahrt, wie es bei Epoche ${number(epochs)} war.` : `Ein Lauf war unterwegs, und ist aufbewahrt, wie er bei Epoche ${number(epochs)} war.`,
  goOn: 'Damit weitermachen',
  oneOfMany: (name, count) => `Es wird immer nur eine Datei genommen: „${name}“, von den ${number(count)}, die kamen.`,
  outdated: 'Es gibt eine neuere Version dieser Seite, und was diese hier noch braucht, ist nicht mehr da. Lade sie neu, um weiterzumachen; behaltene Läufe gehen nicht verloren.',
  partMissing: 'Ein Teil dieser Seite konnte nicht geholt werden: Es scheint keine Verbindung zu geben. Er kommt, wenn wieder eine da ist.',
  tryAgain: 'Noch einmal versuchen',
  newer: 'Es gibt eine neuere Version dieser Seite. Sie kommt, wenn du neu lädst, oder beim nächsten Besuch.',
  reload: 'Neu laden',
  undo: 'Zurücknehmen',
  words: 'Zum Kopieren',
  close: 'Die Meldung schließen',
};

/** @satisfies {typeof english.keep} */
export const keep = {
  embedCopied: 'Kopiert: zwei Zeilen HTML, die diese Schneeflocke in einer Seite von dir wachsen lassen.',
  embedRefused: 'Der Browser erlaubt hier kein Kopieren. Das ist der Code:',
  making: (share) => `Wird gemacht: ${percent(share)}`,
  copied: 'Der Link ist kopiert. Er lässt genau diese Flocke noch einmal wachsen, mit allem, was mit ihr geschah.',
  modelCopied: 'Der Link ist kopiert. Er trägt das Modell selbst: Wer ihn öffnet, lässt es wachsen.',
  modelRestored: (name) => `Nun wächst „${name}“, das mit dem Link kam.`,
  linkShown: 'Der Browser erlaubt hier kein Kopieren. Das ist der Link, der auch in der Adresszeile steht:',
  restored: 'Das ist die Flocke, von der der Link erzählt.',
  dear: (steps, width, height, mostMs) =>
    `Der Link erzählt von ${number(steps)} Schritten auf ${number(width)} × ${number(height)} Zellen, was hier bis zu ${time(mostMs)} dauern kann. Die Flocke steht an ihrem Anfang.`,
  dearBegin: 'Berechnen',
};

/** @satisfies {typeof english.wishes} */
export const wishes = {
  loading: 'Das Studio wird geöffnet.',
  learning: (wish, share) => `Sie lernt ${wish}: ${percent(share)}.`,
  learnt: (wish) => `${wish} ist gelernt und steht nun bei deinen eigenen.`,
  notLearnt: (wish) => `${wish} wurde nicht zu Ende gelernt. Im Studio ist, was es gibt.`,
};

/** @satisfies {typeof english.library} */
export const library = {
  trainOn: 'Weiter trainieren',
  own: 'Deine eigenen',
  kept: 'In diesem Browser aufbewahrt.',
  passing: 'Da, bis diese Seite geschlossen wird.',
  notKept: 'Dieser Browser bewahrt nichts für diese Seite auf; deine Modelle sind da, bis sie geschlossen wird. Sichere ihre Gewichte, um sie wieder zu haben.',
  keep: 'Aufbewahren',
  rename: 'Umbenennen',
  remove: 'Entfernen',
  name: 'Name des Modells',
  added: (title) => `„${title}“ steht nun in der Galerie, bei deinen eigenen.`,
  removed: (title) => `„${title}“ ist entfernt.`,
};
