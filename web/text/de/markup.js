/** @import * as english from '../en/markup.js' */
import { USUAL_LAYOUT } from '../../core/shape.js';
import { presets } from '../../training/presets.js';
import { writersOf } from '../writers.js';

/** So lang ist ein Ablauf des ersten Rezepts. */
const { numStepsMin: least, numStepsMax: most } = presets[0].settings;
/** Woraus die Flocke der Lektion besteht. */
const { channels, hidden, perceived } = USUAL_LAYOUT, NUM_VISIBLE = 4;
const { number } = writersOf('de'), numParams = number(USUAL_LAYOUT.numParams);

/** @satisfies {typeof english.page} */
export const page = {
  title: 'Schneeflocke: aus einer Zelle wächst ein Bild',
  description:
    'Eine Schneeflocke, die aus einer einzigen Zelle wächst, nach einer Regel, der jede Zelle allein folgt. Verwunde sie, säe neue, und trainiere deine eigene im Browser: C, WebAssembly, ohne Grafikkarte.',
  wordmark: 'Schneeflocke',
  skip: 'Zur Schneeflocke springen',
  heading: 'Aus einer Zelle wächst eine Schneeflocke',
  lead: 'Sie besteht aus Zellen. Jede sieht nur ihre acht Nachbarn, und alle folgen derselben kleinen gelernten Regel. Niemand zeichnet das Bild.',
  nav: 'Abschnitte der Seite',
  compareLink: 'Vergleich',
  lessonLink: 'Wie es geht',
  snowLink: 'Schneefall',
  trainLink: 'Selbst trainieren',
  noScript: 'Die Schneeflocke wird in deinem Browser berechnet. Bitte erlaube JavaScript, um sie wachsen zu sehen.',
  footer: 'Berechnet auf deinem eigenen Gerät, von einem C-Programm, das in WebAssembly übersetzt ist. Nichts, was du hier öffnest, verlässt es.',
  papers: 'Nach',
  licence: 'MIT-Lizenz',
  source: 'Quelltext',
  languages: 'Sprache',
};

/** @satisfies {typeof english.stage} */
export const stage = {
  section: 'Die Schneeflocke',
  invite: 'Zeichne darauf',
  done: 'Was getan wurde',
  growing: 'Sie wächst.',
  numbers: 'Die Zahlen',
  morph: 'Verwandeln: Die nächste übernimmt die Zellen, die da sind',
  choose: 'Was wächst',
  tool: 'Werkzeug',
  wound: 'Löschen',
  cut: 'Schnitt',
  half: 'Hälfte',
  noise: 'Zufall',
  seed: 'Säen',
  graft: 'Pfropfen',
  step: 'Einen Schritt vor',
  back: 'Einen Schritt zurück',
  scrub: 'Gezeigter Schritt',
  time: 'Zeit',
  stay: 'Hier bleiben',
  restart: 'Neu',
  speed: 'Tempo',
  sound: 'Klang der Zellen',
  view: 'Ansicht',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  zoomAll: 'Die ganze Flocke zeigen',
  inside: 'Den Zellen ins Innere sehen',
  insideHint: 'Alle Zahlen jeder Zelle, als Bilder. Zeige auf eine Zelle der Flocke, oder bewege den Pinsel mit Tasten dorthin, so stehen ihre eigenen daneben.',
  more: 'Feuerrate, Drehung, Gitter',
  angle: 'Gedreht um',
  fireRate: 'Feuerrate',
  size: 'Gitter',
  sizeHint: 'Eine Drehung dreht, was jede Zelle wahrnimmt; was danach wächst, wächst gedreht. Ein neues Gitter und eine neue Zufallszahl beginnen mit einer Zelle.',
  fireSeed: 'Zufallszahl',
  meters: 'Anzeigen',
  open: 'Öffnen',
  save: 'Sichern',
  keys: 'Tasten auf der Flocke: Pfeile bewegen den Pinsel, Eingabe benutzt das Werkzeug, Komma und Punkt drehen einen Schnitt. P spielt ab, S und B gehen einen Schritt vor und zurück, R beginnt neu, V zeigt Zellen oder Eis, Z nimmt zurück, Y stellt wieder her, + und − vergrößern, 0 zeigt alles, Esc verlässt sie.',
  statusStep: 'Schritt',
  statusAlive: 'lebende Zellen',
  statusRate: 'Schritte/s',
  statusError: 'Fehler',
  statusHealed: 'geheilt nach',
};

/** @satisfies {typeof english.keep} */
export const keep = {
  section: 'Behalten',
  picture: 'Bild',
  gif: 'GIF',
  video: 'Video',
  share: 'Teilen',
  link: 'Link kopieren',
  embed: 'Code für eine Seite',
  model: 'Modell',
};

/** @satisfies {typeof english.wish} */
export const wish = {
  label: 'Oder tippe ein Emoji: Sie lernt es wachsen zu lassen, hier und jetzt',
  grow: 'Lernen',
  progress: 'Wie weit sie gelernt hat',
  watch: 'Beim Lernen zusehen',
};

/** @satisfies {typeof english.compare} */
export const compare = {
  heading: 'Drei Arten, es zu lehren',
  lead: 'Dieselbe Schneeflocke, dreimal gelehrt. Eine sollte nur wachsen; eine wachsen und bleiben; eine wurde verwundet, während sie lernte. Was du mit einer machst, geschieht mit allen dreien.',
  controls: 'Bedienung der drei Flocken',
  half: 'Halbieren',
  heart: 'Das Herz durchstechen',
  cut: 'Quer durchschneiden',
  hint: 'Zeichne auf eine der drei: Die Wunde ist für alle gleich.',
};

/** @satisfies {typeof english.lesson} */
export const lesson = {
  heading: 'Wie es geht',
  lead: 'Alle Abbildungen hier sehen auf eine Flocke, die das Programm der Flocke oben wachsen lässt, während du liest: Stelle sie unten auf jeden ihrer Schritte. Zusammen sind sie ein Schritt der Regel, und wie die Regel gefunden wurde.',
  walk: 'Die Flocke aller Abbildungen',
  scrub: 'Schritt der Flocke in allen Abbildungen',
  again: 'Von ihrer ersten Zelle an',
  flake: 'Die Flocke',
  flakeLabel: 'Die Flocke, wie sie jetzt ist',
  channel: 'Kanal',
  below: 'unter null',
  above: 'über null',
  cell: {
    heading: `Eine Zelle ist ${channels} Zahlen`,
    numbers: 'Vier davon sind das, was du siehst: Rot, Grün, Blau und Alpha, das sagt, wie fest die Zelle ist.',
    hidden: `Die anderen ${channels - NUM_VISIBLE} sind verborgen. Kein Bild sagt, was sie sein sollen; das Training hat selbst eine Verwendung für sie gefunden. Sie sind alles, womit eine Zelle sich erinnern, und alles, was sie ihren Nachbarn sagen kann.`,
    hint: 'Wähle eine Zelle: Zeige auf sie, tippe sie an, oder bewege dich mit den Pfeiltasten (mit Umschalt fünf Zellen auf einmal).',
    frame: 'Die Flocke: Wähle eine Zelle mit den Pfeiltasten',
    bars: 'Ein voller Balken ist 1 bei Farben und Alpha, 4 bei verborgenen Zahlen.',
  },
  perception: {
    heading: 'Sie nimmt ihre Nachbarschaft wahr',
    sees: `Eine Zelle kennt ihre eigenen ${channels} Zahlen, und von jeder, wie steil sie nach rechts und wie steil sie nach unten steigt. Das macht ${perceived}, und mehr sieht sie nie.`,
    kernels: 'Die Steigungen nehmen Sobels Kerne: Lege die neun Faktoren über eine Zelle und ihre acht Nachbarn, multipliziere, zähle zusammen. (Dieses Modell teilt durch acht.)',
    disc: 'An einer schlichten Scheibe kann man sie prüfen, wie es der Blogbeitrag tut: Der eine hebt den linken und den rechten Rand hervor, der andere den oberen und den unteren.',
    itself: 'Sie selbst',
    slopeX: 'Steigung nach rechts',
    slopeY: 'Steigung nach unten',
    kernelItself: 'Kern: die Zelle selbst',
    kernelX: 'Sobel-Kern in x',
    kernelY: 'Sobel-Kern in y',
    seen: 'Was wahrgenommen wird',
    flake: 'Die Flocke',
    aDisc: 'Eine Scheibe',
  },
  update: {
    heading: 'Sie rechnet eine Änderung aus',
    network: `Ein kleines Netz macht aus den ${perceived} Zahlen ${channels} Änderungen. Zuerst kommen ${hidden} gewichtete Summen aller ${perceived}; die unter null werden auf null gesetzt, was ReLU heißt. Dann ${channels} gewichtete Summen von dem, was bleibt.`,
    same: `Die Gewichte sind die Regel: ${numParams} gelernte Zahlen, dieselben in jeder Zelle. Keine davon sagt, wo eine Zelle ist oder was sie werden soll.`,
    grown: 'Sieh den Änderungen zu, während sie wächst. In der erwachsenen Flocke enden sie nicht: Nachbarn verbessern einander immer weiter, und darum kann sie heilen.',
    drawing: `${perceived} wahrgenommene Zahlen, ${hidden} Summen mit ReLU, ${channels} Änderungen: ${number(hidden * perceived)} Gewichte und ${hidden} Versätze, dann ${number(channels * hidden)} Gewichte und ${channels} Versätze.`,
    sizes: { perceived: `${perceived}`, hidden: `${hidden} · ReLU`, channels: `${channels}`, first: `${number(hidden * perceived)} + ${hidden}`, second: `${number(channels * hidden)} + ${channels}` },
    own: 'selbst',
    learnt: 'gelernt',
    change: 'neu',
    changeLabel: 'Die Änderung, die jede Zelle gleich nimmt',
    changeCaption: 'Die kommende Änderung lebender Zellen',
    of: 'Änderung von',
  },
  fire: {
    heading: 'Die Hälfte nimmt sie',
    half: 'Keine Uhr tickt für alle Zellen zugleich. In jedem Schritt nimmt jede Zelle ihre Änderung mit einer Wahrscheinlichkeit von einem halben, oder sie wartet, wie sie ist. Eine Regel, die das Bild trotzdem wachsen lässt, braucht niemanden, der den Takt gibt.',
    drawn: 'Die Lose fallen nicht blind: Das Los einer Zelle wird aus einer Zufallszahl, der Nummer des Schritts und ihrem Ort berechnet. So wächst aus einer Zahl auf jedem Gerät dieselbe Flocke, bis aufs letzte Bit.',
    mask: 'Wer den nächsten Schritt tut',
    fires: 'nimmt ihre Änderung',
    waits: 'wartet',
  },
  life: {
    heading: 'Ohne lebende Nachbarn stirbt sie',
    lives: 'Eine Zelle lebt, wenn ihr eigenes Alpha, oder das eines ihrer acht Nachbarn, über 0,1 liegt. Einer Zelle, die vor oder nach einem Schritt nicht lebt, werden alle ihre Zahlen auf null gesetzt.',
    border: 'So hat die Flocke einen Rand, der eine Zelle breit ist: Zellen, die noch nicht fest sind und durch einen Nachbarn leben. Nur dort kann neues Eis entstehen: So wächst sie, und so schließt sich eine Wunde vom Rand her.',
    picture: 'Wer lebt, und warum',
    itself: 'fest: ihr eigenes Alpha ist über 0,1',
    neighbour: 'Rand: lebt durch einen Nachbarn',
  },
  channels: {
    heading: 'Alles auf einmal',
    all: `Dieselbe Flocke ${channels}-mal, einmal für jede Zahl ihrer Zellen: die vier, die du siehst, dann die ${channels - NUM_VISIBLE} verborgenen. In der Ecke einer verborgenen steht der Wert, der in voller Stärke gezeigt wird.`,
    hidden: 'Die verborgenen unterscheiden sich zwischen den Armen, und zwischen links und rechts, wo das Bild, das du siehst, gleich ist. So können Zellen, die gleich aussehen, ihren Platz kennen.',
  },
  training: {
    heading: 'Die Regel wird gelernt',
    epoch: `Das Training beginnt mit Zahlen, aus denen nichts wächst. Es lässt eine Flocke ${least} bis ${most} Schritte lang aus einer Zelle wachsen, vergleicht sie mit dem Ziel, verfolgt jeden Schritt rückwärts, um zu finden, wohin jede der ${numParams} Zahlen sich bewegen sollte, und rückt sie alle ein wenig. Dann noch einmal, hunderte oder tausende Male.`,
    mixture: 'Hier kannst du untrainierte Zahlen mit gelernten mischen und aus der Mischung wachsen lassen. Das Training selbst nimmt keine so gerade Straße; aber du siehst, wie viel von der Regel es braucht für Eis, für sechs Arme, für einen Rand, der endet, wo er soll.',
    link: 'Trainiere selbst eine',
    grown: 'Was aus der Mischung wächst',
    goal: 'Das Ziel',
    learnt: 'Gelernt',
    error: 'Mittlerer quadratischer Fehler gegen das Ziel:',
  },
  ice: {
    heading: 'Ihr Vorfahr: Eis von Hand',
    lattice: 'In einem früheren Beitrag ließ der Autor Eis nach einer Regel wachsen, die von Hand geschrieben war. In einem Gitter aus Sechsecken ist eine Zelle vereist. In jedem Schritt zählt jede Zelle die vereisten unter ihren sechs Nachbarn: Bei 1, 4 oder 5 gefriert sie, bei 2, 3 oder 6 schmilzt sie, bei keiner bleibt sie, was sie ist.',
    contrast: 'Dort ist die Regel aufgeschrieben, und das Bild ist die Überraschung. Hier ist es umgekehrt: Das Bild ist gegeben, und die Regel, zu lang für jede Hand, wird gelernt.',
    hint: 'Ändere die Regel und sieh, was aus ihr wächst.',
    picture: 'Eis, gewachsen nach der Regeltafel',
  },
};

/** @satisfies {typeof english.snow} */
export const snow = {
  heading: 'Lass es schneien',
  lead: 'Jede Flocke an diesem Himmel wächst aus einer Zelle, während sie fällt, aus einer eigenen Zufallszahl und auf eigene Art gedreht, so dass keine der anderen ganz gleicht. Tippe eine an, um sie zu verwunden: Sie heilt auf dem Weg nach unten.',
  scene: 'Eine Winternacht, in der Schneeflocken wachsen, während sie fallen, nahe groß und ferne klein',
  controls: 'Bedienung des Schneefalls',
  wound: 'Eine Flocke verwunden',
  flakes: 'Flocken',
  wind: 'Wind',
  statusAlive: 'lebende Zellen',
  statusSteps: 'Schritte getan',
};

/** @satisfies {typeof english.training} */
export const training = {
  heading: 'Selbst trainieren',
  lead: `Ein Emoji, ein Bild, eine Zeichnung von dir: Zellen, die nichts wissen, lernen sie wachsen zu lassen, hier in deinem Browser. In jeder Epoche wachsen einige Flocken ${least} bis ${most} Schritte lang und werden mit dem Ziel verglichen, und jedes Gewicht wird ein wenig verbessert.`,
  open: 'Das Studio öffnen',
};
