/**
 * Lo que se dice donde se hace una meta.
 *
 * @import * as english from '../en/targets.js'
 */
import { writersOf } from '../writers.js';
import { units } from './page.js';

const { number, percent, plural } = writersOf('es');
const { cells } = units;

/** @satisfies {typeof english.targets} */
export const targets = {
  heading: '¿Qué ha de hacer crecer?',
  ways: 'Formas de hacer una meta',
  tabs: { text: 'Emoji, texto', picture: 'Imagen', draw: 'Dibujo', crystal: 'Cristal', ice: 'Copo de hielo' },
  colour: 'Color',
  result: 'La meta, en células',
  resultLabel: 'La meta, como la verán las células',
  another: 'Añadir otra imagen',
  several: 'Lo que también aprende la misma regla',
  chooseAnother: 'Ahora elige o haz la siguiente: una sola regla las aprenderá todas.',
  together: (count) => `Una sola regla aprenderá estas ${number(count)} imágenes.`,
  full: (count) => `Una sola regla aprenderá estas ${number(count)} imágenes, y no caben más.`,
  drop: (name) => `Quitar ${name}`,
  nothing: 'Aún no hay nada elegido.',
  verdicts: {
    good: (alive) => plural(alive, { one: `Puede crecer bien: vivirá ${number(alive)} célula.`, other: `Puede crecer bien: vivirán ${number(alive)} células.` }),
    empty: () => 'Está vacía, así que no hay nada que aprender. Algo en ella tiene que ser sólido.',
    opaque: () => 'No tiene partes transparentes, así que crecerá un rectángulo lleno. En «Imagen» se puede recortar un fondo liso.',
    hollow: (alive) => `Células que vivirán: ${number(alive)}, pero ninguna en el centro, donde está la primera. Lo que crece así suele morir antes de aprenderse: llena su centro.`,
  },
};

/** @satisfies {typeof english.emoji} */
export const emoji = {
  label: 'Un emoji, o un texto corto',
  placeholder: '❄️ o Sí',
  suggestions: 'Emojis sugeridos',
  hint: 'Dibujado con las fuentes de tu propio dispositivo. Un solo signo se lee mejor: las células son pocas.',
  nothing: 'Escribe un emoji o una letra, o elige uno.',
  blank: 'Este texto no deja tinta, así que no hay nada que pueda crecer.',
  missing: (sign) => `Las fuentes de este dispositivo no saben dibujar «${sign}»: solo tienen para él un recuadro vacío. Quizá otro funcione.`,
};

/** @satisfies {typeof english.picture} */
export const picture = {
  choose: 'Elegir una imagen',
  drop: 'o suelta una en la página, o pégala.',
  bundled: 'Imágenes que vienen con la página',
  bundledHint: 'Una imagen con fondo transparente crece con su propia forma. Estas lo tienen:',
  cut: 'Recortar el fondo',
  cutHint: 'Hace transparente lo que se parece a las esquinas, hasta donde llegue.',
  tolerance: 'Tolerancia',
  share: percent,
  allCut: 'Con esta tolerancia no queda nada de la imagen. Elige una más baja.',
  pasted: 'Imagen pegada',
  reading: 'Leyendo la imagen…',
  replaced: (older, newer) => `«${older}» aún se estaba leyendo cuando se eligió «${newer}», que ocupa su lugar.`,
  givenUp: (name) => `«${name}» aún se estaba leyendo cuando se eligió otra cosa, y no se toma.`,
  isGoal: (name) => `La meta es ahora ${name}.`,
};

/** @satisfies {typeof english.draw} */
export const draw = {
  name: 'Dibujo',
  pad: 'Dibujo: las flechas mueven el pincel, Espacio dibuja',
  keys: 'Teclas sobre el dibujo: las flechas mueven el pincel, con Mayús más lejos; mantén Espacio para dibujar. E borra, Z deshace, Y rehace.',
  nothing: 'Aún no hay nada dibujado. Empieza en el centro, donde está la primera célula.',
  tool: 'Herramienta',
  pen: 'Lápiz',
  eraser: 'Goma',
  symmetry: 'Simetría',
  twelve: 'De 12',
  six: 'De 6',
  none: 'Sin ella',
  clear: 'Vaciar',
  cleared: 'El dibujo está vacío.',
  otherColour: 'Otro',
  colours: {
    white: 'Blanco nieve', ice: 'Hielo', blue: 'Azul', violet: 'Violeta', green: 'Verde', yellow: 'Amarillo', orange: 'Naranja', red: 'Rojo', brown: 'Marrón', black: 'Noche',
  },
  drawn: 'Dibujado.',
  brushAt: {
    middle: () => 'Pincel en el centro.',
    right: (right) => `Pincel ${cells(right)} a la derecha del centro.`,
    left: (left) => `Pincel ${cells(left)} a la izquierda del centro.`,
    above: (up) => `Pincel ${cells(up)} por encima del centro.`,
    below: (down) => `Pincel ${cells(down)} por debajo del centro.`,
    rightAbove: (right, up) => `Pincel ${cells(right)} a la derecha del centro, ${cells(up)} por encima.`,
    rightBelow: (right, down) => `Pincel ${cells(right)} a la derecha del centro, ${cells(down)} por debajo.`,
    leftAbove: (left, up) => `Pincel ${cells(left)} a la izquierda del centro, ${cells(up)} por encima.`,
    leftBelow: (left, down) => `Pincel ${cells(left)} a la izquierda del centro, ${cells(down)} por debajo.`,
  },
};

/** @satisfies {typeof english.crystal} */
export const crystal = {
  picture: 'El cristal de nieve',
  another: 'Otro',
  number: 'Número',
  hint: 'Cristales nacidos del vapor, como crecen al caer entre las nubes. Un número nombra cada uno; los controles llevan de él a sus vecinos.',
  axes: { plate: 'Placa', outward: 'Ramas hacia fuera', branches: 'Ramas laterales', width: 'Brazos anchos' },
  share: percent,
  named: (number) => `Cristal ${number}`,
  own: 'Tu cristal',
};

/** @satisfies {typeof english.ice} */
export const ice = {
  presets: 'Copos para empezar',
  picture: 'El copo de hielo',
  surprise: 'Sorpréndeme',
  centre: 'Centro',
  tips: 'Puntas',
  own: 'Hielo de tu regla',
  hint: 'Cada línea dice qué es de una célula con tantas vecinas heladas. Todo empieza con una célula helada en el centro.',
  names: { star: 'Estrella', bloom: 'Flor', needle: 'Aguja', crystal: 'Cristal', fern: 'Helecho', surprise: 'Copo sorpresa' },
};

/** @satisfies {typeof english.errors} */
export const errors = {
  PICTURE_TOO_LARGE: 'Este archivo pasa de 32 MB. Elige una imagen más pequeña.',
  PICTURE_FAILED: 'No se ha podido leer la imagen: el worker que lo hace no pudo funcionar, o ha muerto, quizá por falta de memoria. Otro intento puede ayudar.',
  CANVAS_ALTERED: 'Este navegador altera lo que una página vuelve a leer de un lienzo, para que no se reconozca a nadie. El texto, los dibujos y las imágenes que no sean PNG saldrían como ruido, y aquí no se pueden tomar; las imágenes PNG y los copos de hielo, sí. Para permitírselo a esta página: en Firefox, con el signo de imagen junto a la dirección; en Brave, con su león.',
  PICTURE_LOCKED: 'El navegador no deja leer esta imagen, porque contiene trozos de otras páginas.',
};
