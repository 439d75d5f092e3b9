/**
 * Lo que la página dice del copo en su escenario, y de lo que se guarda de él.
 *
 * @import * as english from '../en/page.js'
 */
import { partedAt } from '../parting.js';
import { writersOf } from '../writers.js';
import { element } from './element.js';

const { fine, number, percent, plural, time } = writersOf('es');

export { errors } from './errors.js';

/** @satisfies {typeof english.units} */
export const units = {
  cells: (count) => plural(count, { one: `${number(count)} célula`, other: `${number(count)} células` }),
  stepsPerSecond: (count) => plural(count, { one: `${number(count)} paso por segundo`, other: `${number(count)} pasos por segundo` }),
};

export const { models } = element;

/** @satisfies {typeof english.stage} */
export const stage = {
  model: element.label,
  tools: {
    wound: 'Dibuja sobre el copo para borrar células, y mira cómo cierra la herida.',
    cut: 'Arrastra una línea a través del copo: el corte va de lado a lado.',
    half: 'Arrastra hacia la mitad que sobra: se quita todo lo de ese lado.',
    noise: 'Pinta azar en las células, en todos sus números.',
    seed: 'Pon otra semilla: una célula de la que crece un copo.',
    graft: 'Pinta sobre el copo: esas células siguen creciendo como otro.',
  },
  toolsByTouch: {
    wound: 'Un dedo borra células; dos mueven y amplían.',
    cut: 'Un dedo traza la línea de un corte de lado a lado; dos mueven y amplían.',
    half: 'Un dedo arrastra hacia la mitad que sobra; dos mueven y amplían.',
    noise: 'Un dedo pinta azar en las células; dos mueven y amplían.',
    seed: 'Un dedo pone otra semilla, de la que crece un copo; dos mueven y amplían.',
    graft: 'Un dedo pinta células que siguen creciendo como otro copo; dos mueven y amplían.',
  },
  goals: 'Convertirlo en',
  sown: 'Lo que se siembra',
  grafted: 'Lo que se injerta',
  goalNumber: (goal) => `N.º ${number(goal)}`,
  mixed: 'una mezcla',
  another: 'Otro copo',
  anotherToPlant: 'Otro',
  flakeNumber: 'Número',
  noFlake: (last) => `Un copo se nombra con un número entero de 0 a ${number(last)}.`,
  shaping: 'Darle forma',
  axes: {
    plate: { name: 'Placa en el centro', low: 'placa pequeña', high: 'placa grande' },
    outward: { name: 'Dónde se ramifica', low: 'ramas en el centro', high: 'ramas en las puntas' },
    branches: { name: 'Ramas', low: 'sencillo', high: 'ramificado' },
    width: { name: 'Brazos', low: 'finos', high: 'gruesos' },
  },
  numbered: (flake) => `n.º ${flake}`,
  titleOf: (title, goal) => `${title}, ${goal}`,
  parted: partedAt(['persis-tencia', 'creci-miento']),
  mixing: 'Mezclar dos',
  mixWith: 'Mezclado con',
  mixShare: 'En qué parte',
  look: 'Dibujado como',
  looks: { cells: 'Células', fine: 'Hielo' },
  brush: 'Pincel',
  play: 'Reproducir',
  pause: 'Pausa',
  stepOf: (step, last) => `paso ${number(step)} de ${number(last)}`,
  undo: 'Deshacer',
  redo: 'Rehacer',
  fastest: 'tan rápido como se pueda',
  degrees: (value) => `${number(value)}°`,
  percent,
  sizeClose: 'ceñida al copo',
  sizeOwn: 'como al entrenar',
  ofOneRule: 'Todos con una sola regla: uno se convierte en otro',
  otherWays: 'Los mismos, enseñados de otra forma',
  like: (share) => `Parecido: ${fine(share)}`,
  cellsAlive: (count) => plural(count, { one: `${number(count)} célula viva`, other: `${number(count)} células vivas` }),
  sizeOf: (height, width = height) => `${number(height)} × ${number(width)}`,
  texture: 'una textura',
  textureGrows: 'una textura, igual en todas partes: no hay una imagen única a la que parecerse',
  severalGrow: 'varios copos en una cuadrícula: no hay una imagen única a la que parecerse',
  wounded: 'herido',
  healing: 'se cura',
  stuck: 'no se cura',
  travelling: (step, goal) => `De camino al paso ${number(goal)}: ${number(step)}`,
};

/** @satisfies {typeof english.messages} */
export const messages = {
  rest: 'Descansa en el paso 96. Se le enseñó qué ser hasta ahí, y nunca qué viene después. Sigue reproduciendo y mira.',
  opened: (name) => `Ahora crece lo que hay en ${name}.`,
  handedOver: (name) =>
    `Se ha entregado ${name} al navegador. Si no se ha guardado nada, es que el marco en que está esta página no permite descargas: «allow-downloads» en su sandbox las permite.`,
  saved: (name) => `Guardado como ${name}.`,
  adopted: (epochs) => `El copo de arriba crece ahora con los pesos de la época ${number(epochs)}.`,
  opening: 'Abriendo el estudio…',
  toStudio: 'Volver al estudio',
  keptModel: (reason) => `${reason} Sigue el modelo que había.`,
  failed: 'Algo ha ido mal en la página. Recargarla ayuda.',
  drop: {
    picture: 'Suéltala: las células aprenderán a hacer crecer esta imagen',
    model: 'Suéltalo: este modelo crecerá',
    unclear: 'Suelta: una imagen con la que entrenar, o un modelo que crecerá',
    other: 'Aquí solo se puede soltar una imagen o un modelo',
  },
  dropUnknown: 'Aquí solo se puede soltar una imagen con la que entrenar, o un modelo (safetensors, o el JSON de Distill).',
  runKept: (name, epochs) =>
    name ? `«${name}» estaba en marcha, y se conserva tal como estaba en la época ${number(epochs)}.` : `Había un entrenamiento en marcha, y se conserva tal como estaba en la época ${number(epochs)}.`,
  goOn: 'Continuarlo',
  oneOfMany: (name, count) => `Se toma un solo archivo a la vez: «${name}», de los ${number(count)} que llegaron.`,
  outdated: 'Hay una versión más nueva de esta página, y lo que esta aún necesita ya no está. Recárgala para seguir; los entrenamientos guardados no se pierden.',
  partMissing: 'No se ha podido traer una parte de esta página: parece que no hay conexión. Llegará cuando vuelva a haberla.',
  tryAgain: 'Reintentar',
  newer: 'Hay una versión más nueva de esta página. Llega si la recargas, o en tu próxima visita.',
  reload: 'Recargar',
  undo: 'Deshacer',
  words: 'Para copiar',
  close: 'Cerrar el mensaje',
};

/** @satisfies {typeof english.keep} */
export const keep = {
  embedCopied: 'Copiado: dos líneas de HTML que hacen crecer este copo en una página tuya.',
  embedRefused: 'El navegador no permite copiar aquí. Este es el código:',
  making: (share) => `Preparándolo: ${percent(share)}`,
  copied: 'El enlace está copiado. Vuelve a hacer crecer este mismo copo, con todo lo que le pasó.',
  modelCopied: 'El enlace está copiado. Lleva el modelo mismo: quien lo abre lo hace crecer.',
  modelRestored: (name) => `Ahora crece «${name}», que vino con el enlace.`,
  linkShown: 'El navegador no permite copiar aquí. Este es el enlace, que también está en la barra de direcciones:',
  restored: 'Este es el copo del que habla el enlace.',
  dear: (steps, width, height, mostMs) =>
    `El enlace cuenta ${number(steps)} pasos en ${number(width)} × ${number(height)} células, que aquí pueden llevar hasta ${time(mostMs)}. El copo está en su comienzo.`,
  dearBegin: 'Calcularlos',
};

/** @satisfies {typeof english.wishes} */
export const wishes = {
  loading: 'Se abre el estudio.',
  learning: (wish, share) => `Aprende ${wish}: ${percent(share)}.`,
  learnt: (wish) => `Ha aprendido ${wish}, que ya está entre los tuyos.`,
  notLearnt: (wish) => `No ha terminado de aprender ${wish}. En el estudio está lo que hay.`,
};

/** @satisfies {typeof english.library} */
export const library = {
  trainOn: 'Entrenar más',
  own: 'Los tuyos',
  kept: 'Guardado en este navegador.',
  passing: 'Aquí hasta que se cierre esta página.',
  notKept: 'Este navegador no guarda nada para esta página, así que tus modelos están aquí hasta que se cierre. Guarda sus pesos para volver a tenerlos.',
  keep: 'Guardarlo',
  rename: 'Cambiar nombre',
  remove: 'Eliminar',
  name: 'Nombre del modelo',
  added: (title) => `«${title}» está ahora en la galería, entre los tuyos.`,
  removed: (title) => `«${title}» se ha eliminado.`,
};
