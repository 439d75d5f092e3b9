/** @import * as english from '../en/markup.js' */
import { USUAL_LAYOUT } from '../../core/shape.js';
import { presets } from '../../training/presets.js';
import { writersOf } from '../writers.js';

/** Lo que dura un recorrido de la primera receta. */
const { numStepsMin: least, numStepsMax: most } = presets[0].settings;
/** De qué está hecho el copo de la lección. */
const { channels, hidden, perceived } = USUAL_LAYOUT, NUM_VISIBLE = 4;
const { number } = writersOf('es'), numParams = number(USUAL_LAYOUT.numParams);

/** @satisfies {typeof english.page} */
export const page = {
  title: 'Copo de nieve: de una célula nace una imagen',
  description:
    'Un copo de nieve que crece de una sola célula, según una regla que cada célula sigue por su cuenta. Hiérelo, planta semillas y entrena el tuyo en el navegador: C, WebAssembly, sin tarjeta gráfica.',
  wordmark: 'Copo de nieve',
  skip: 'Ir al copo de nieve',
  heading: 'De una sola célula nace un copo de nieve',
  lead: 'Está hecho de células. Cada una solo ve a sus ocho vecinas, y todas siguen la misma pequeña regla aprendida. Nadie dibuja la imagen.',
  nav: 'Secciones de la página',
  compareLink: 'Comparar',
  lessonLink: 'Cómo funciona',
  snowLink: 'Que nieve',
  trainLink: 'Entrenar',
  noScript: 'El copo se calcula en tu navegador. Permite JavaScript para verlo crecer.',
  footer: 'Calculado en tu propio dispositivo por un programa en C compilado a WebAssembly. Nada de lo que abras aquí sale de él.',
  papers: 'A partir de',
  licence: 'Licencia MIT',
  source: 'Código fuente',
  languages: 'Idioma',
};

/** @satisfies {typeof english.stage} */
export const stage = {
  section: 'El copo de nieve',
  invite: 'Dibuja encima',
  done: 'Lo que se ha hecho',
  growing: 'Crece.',
  numbers: 'Los números',
  morph: 'Metamorfosis: el siguiente toma las células que hay',
  choose: 'Qué crece',
  tool: 'Herramienta',
  wound: 'Borrar',
  cut: 'Cortar',
  half: 'Mitad',
  noise: 'Ruido',
  seed: 'Sembrar',
  graft: 'Injertar',
  step: 'Un paso adelante',
  back: 'Un paso atrás',
  scrub: 'Paso mostrado',
  time: 'Tiempo',
  stay: 'Parar aquí',
  restart: 'Reiniciar',
  speed: 'Velocidad',
  sound: 'Sonido de las células',
  view: 'Vista',
  zoomIn: 'Ampliar',
  zoomOut: 'Reducir',
  zoomAll: 'Mostrar el copo entero',
  inside: 'Mirar dentro de las células',
  insideHint: 'Todos los números de cada célula, en imágenes. Señala una célula del copo, o lleva allí el pincel con el teclado, y los suyos aparecen al lado.',
  more: 'Activación, giro, cuadrícula',
  angle: 'Girado',
  fireRate: 'Tasa de activación',
  size: 'Cuadrícula',
  sizeHint: 'Un giro gira lo que percibe cada célula; lo que crece desde entonces crece girado. Una cuadrícula nueva o una semilla aleatoria nueva empieza de una célula.',
  fireSeed: 'Semilla aleatoria',
  meters: 'Medidas',
  open: 'Abrir',
  save: 'Guardar',
  keys: 'Teclas sobre el copo: las flechas mueven el pincel, Intro usa la herramienta, la coma y el punto giran un corte. P reproduce, S y B avanzan y retroceden un paso, R reinicia, V muestra células o hielo, Z deshace, Y rehace, + y − amplían y reducen, 0 lo muestra todo, Esc sale.',
  statusStep: 'paso',
  statusAlive: 'células vivas',
  statusRate: 'pasos por segundo',
  statusError: 'error',
  statusHealed: 'pasos hasta curarse',
};

/** @satisfies {typeof english.keep} */
export const keep = {
  section: 'Guardar',
  picture: 'Imagen',
  gif: 'GIF',
  video: 'Vídeo',
  share: 'Compartir',
  link: 'Copiar enlace',
  embed: 'Código para una página',
  model: 'Modelo',
};

/** @satisfies {typeof english.wish} */
export const wish = {
  label: 'O escribe un emoji: aprende a hacerlo crecer, aquí y ahora',
  grow: 'Aprender',
  progress: 'Cuánto ha aprendido',
  watch: 'Ver cómo aprende',
};

/** @satisfies {typeof english.compare} */
export const compare = {
  heading: 'Tres formas de enseñarle',
  lead: 'El mismo copo, enseñado tres veces. A uno solo se le pidió crecer; a otro, crecer y quedarse; el tercero fue herido mientras aprendía. Lo que le hagas a uno les pasa a los tres.',
  controls: 'Controles de los tres copos',
  half: 'Partir en dos',
  heart: 'Atravesar el corazón',
  cut: 'Cortar al través',
  hint: 'Dibuja sobre cualquiera de los tres: la herida es la misma para todos.',
};

/** @satisfies {typeof english.lesson} */
export const lesson = {
  heading: 'Cómo funciona',
  lead: 'Todas estas figuras miran un mismo copo, que el programa del copo de arriba hace crecer mientras lees: abajo puedes llevarlo a cualquiera de sus pasos. Juntas son un paso de la regla, y cuentan cómo se encontró la regla.',
  walk: 'El copo de todas las figuras',
  scrub: 'Paso del copo en todas las figuras',
  again: 'Desde su primera célula',
  flake: 'El copo',
  flakeLabel: 'El copo tal como está ahora',
  channel: 'Canal',
  below: 'bajo cero',
  above: 'sobre cero',
  cell: {
    heading: `Una célula son ${channels} números`,
    numbers: 'Cuatro de ellos son lo que ves: rojo, verde, azul y alfa, que dice cuán sólida es la célula.',
    hidden: `Los otros ${channels - NUM_VISIBLE} están ocultos. Ninguna imagen dice qué deben ser; el entrenamiento les encontró un uso por sí mismo. Son todo lo que una célula tiene para recordar, y todo lo que puede contar a sus vecinas.`,
    hint: 'Elige una célula: señálala, tócala o muévete con las flechas (con Mayús, de cinco en cinco).',
    frame: 'El copo: elige una célula con las flechas',
    bars: 'Una barra llena es 1 para los colores y alfa, 4 para los números ocultos.',
  },
  perception: {
    heading: 'Percibe su vecindad',
    sees: `Una célula conoce sus propios ${channels} números y, de cada uno, su pendiente hacia la derecha y su pendiente hacia abajo. Son ${perceived}, y es todo lo que ve jamás.`,
    kernels: 'Las pendientes se toman con los núcleos de Sobel: pon los nueve factores sobre una célula y sus ocho vecinas, multiplica y suma. (Este modelo divide entre ocho.)',
    disc: 'Con un simple disco se pueden comprobar, como hace la entrada del blog: uno resalta los bordes izquierdo y derecho, el otro el de arriba y el de abajo.',
    itself: 'Ella misma',
    slopeX: 'Pendiente a la derecha',
    slopeY: 'Pendiente hacia abajo',
    kernelItself: 'Núcleo: la célula misma',
    kernelX: 'Núcleo de Sobel en x',
    kernelY: 'Núcleo de Sobel en y',
    seen: 'Lo que se percibe',
    flake: 'El copo',
    aDisc: 'Un disco',
  },
  update: {
    heading: 'Calcula un cambio',
    network: `Una pequeña red convierte los ${perceived} números en ${channels} cambios. Primero vienen ${hidden} sumas ponderadas de los ${perceived}; las que quedan bajo cero se ponen a cero, lo que se llama ReLU. Luego, ${channels} sumas ponderadas de lo que queda.`,
    same: `Los pesos son la regla: ${numParams} números aprendidos, los mismos en cada célula. Ninguno dice dónde está una célula ni en qué debe convertirse.`,
    grown: 'Mira los cambios mientras crece. En el copo adulto no se acaban: las vecinas siguen corrigiéndose unas a otras, y por eso puede curarse.',
    drawing: `${perceived} números percibidos, ${hidden} sumas con ReLU, ${channels} cambios: ${number(hidden * perceived)} pesos y ${hidden} sesgos, luego ${number(channels * hidden)} pesos y ${channels} sesgos.`,
    sizes: { perceived: `${perceived}`, hidden: `${hidden} · ReLU`, channels: `${channels}`, first: `${number(hidden * perceived)} + ${hidden}`, second: `${number(channels * hidden)} + ${channels}` },
    own: 'propio',
    learnt: 'aprendido',
    change: 'cambio',
    changeLabel: 'El cambio que cada célula está a punto de tomar',
    changeCaption: 'El cambio que viene, de las células que viven',
    of: 'Cambio de',
  },
  fire: {
    heading: 'La mitad lo toma',
    half: 'Ningún reloj marca la hora para todas las células a la vez. En cada paso, cada célula toma su cambio con una probabilidad de un medio, o bien espera como está. Una regla que aun así hace crecer la imagen no necesita que nadie lleve el compás.',
    drawn: 'La suerte no se echa a ciegas: la de una célula se calcula a partir de una semilla, del número del paso y de su lugar. Así, una misma semilla hace crecer el mismo copo en cualquier máquina, hasta el último bit.',
    mask: 'Quién da el siguiente paso',
    fires: 'toma su cambio',
    waits: 'espera',
  },
  life: {
    heading: 'Sin vecinas vivas, muere',
    lives: 'Una célula vive si su propia alfa, o la de una de sus ocho vecinas, pasa de 0,1. A la célula que no vive, antes de un paso o después, se le ponen a cero todos sus números.',
    border: 'Por eso el copo tiene un borde de una célula de ancho, de células que aún no son sólidas y viven gracias a una vecina. Solo ahí puede formarse hielo nuevo: así crece, y así se cierra una herida desde su borde.',
    picture: 'Quién vive, y por qué',
    itself: 'sólida: su propia alfa pasa de 0,1',
    neighbour: 'borde: vive gracias a una vecina',
  },
  channels: {
    heading: 'Todo a la vez',
    all: `El mismo copo ${channels} veces, una por cada número de sus células: los ${NUM_VISIBLE} que ves, y luego los ${channels - NUM_VISIBLE} ocultos. En la esquina de cada oculto está el valor que se muestra a plena intensidad.`,
    hidden: 'Los ocultos difieren de un brazo a otro, y de izquierda a derecha, donde la imagen que ves es la misma. Así, células que parecen iguales pueden saber cuál es su lugar.',
  },
  training: {
    heading: 'La regla se aprende',
    epoch: `El entrenamiento empieza con números de los que no crece nada. Deja crecer un copo de una célula durante entre ${least} y ${most} pasos, lo compara con la meta, recorre cada paso hacia atrás para ver en qué sentido debería moverse cada uno de los ${numParams} números, y los empuja todos un poco. Y otra vez, cientos o miles de veces.`,
    mixture: 'Aquí puedes mezclar números sin entrenar con números aprendidos y hacer crecer la mezcla. El entrenamiento mismo no va por un camino tan recto; pero ves cuánta regla hace falta para el hielo, para seis brazos, para un borde que se detiene donde debe.',
    link: 'Entrena uno tú',
    grown: 'Lo que crece de la mezcla',
    goal: 'La meta',
    learnt: 'Aprendido',
    error: 'Error cuadrático medio respecto a la meta:',
  },
  ice: {
    heading: 'Su antepasado: hielo a mano',
    lattice: 'En una entrada anterior, el autor hizo crecer hielo con una regla escrita a mano. En una red de hexágonos hay una célula helada. En cada paso, cada célula cuenta las heladas entre sus seis vecinas: con 1, 4 o 5 se hiela, con 2, 3 o 6 se funde, con ninguna se queda como está.',
    contrast: 'Allí la regla está escrita y la sorpresa es la imagen. Aquí es al revés: la imagen está dada, y la regla, demasiado larga para cualquier mano, se aprende.',
    hint: 'Cambia la regla y mira qué crece de ella.',
    picture: 'Hielo nacido de la tabla de la regla',
  },
};

/** @satisfies {typeof english.snow} */
export const snow = {
  heading: '¡Que nieve!',
  lead: 'Cada copo de este cielo crece de una célula mientras cae, con su propia semilla aleatoria y girado a su manera, así que no hay dos del todo iguales. Toca uno para herirlo: se cura mientras baja.',
  scene: 'Una noche de invierno en que los copos crecen mientras caen, grandes los cercanos y pequeños los lejanos',
  controls: 'Controles de la nevada',
  wound: 'Herir un copo',
  flakes: 'Copos',
  wind: 'Viento',
  statusAlive: 'células vivas',
  statusSteps: 'pasos dados',
};

/** @satisfies {typeof english.training} */
export const training = {
  heading: 'Entrena el tuyo',
  lead: `Un emoji, una imagen, un dibujo tuyo: unas células que no saben nada aprenden a hacerlo crecer, aquí en tu navegador. En cada época crecen algunos copos durante entre ${least} y ${most} pasos y se comparan con la meta, y cada peso se ajusta un poco para hacerlo mejor.`,
  open: 'Abrir el estudio',
};
