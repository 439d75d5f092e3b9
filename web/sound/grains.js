/**
 * Short soft tones, each a sine that swells and dies away, on the five notes that go with each other in any order.
 *
 * They are made on the clock of the sound, which every context has, one without loudspeakers too.
 */

/** Semitones of the major pentatonic scale. */
const SCALE = Object.freeze([0, 2, 4, 7, 9]);
const NUM_OCTAVES = 3, LOWEST_HZ = 196;
const SWELL_S = 0.03, LASTS_S = 0.9;
/** Of one tone; a handful of them together stay far from the loudest that there is. */
const LOUDNESS = 0.05;
/** The ear takes as silent what is as soft as this; an exponential cannot come to nothing. */
const SILENT = 1e-4;
/** So far to either side of the middle. */
const WIDTH = 0.6;

export const NUM_NOTES = SCALE.length * NUM_OCTAVES;

/** @param {number} note from 0 on @returns {number} in hertz */
function pitchOf(note) {
  const semitones = 12 * Math.floor(note / SCALE.length) + SCALE[note % SCALE.length];
  return LOWEST_HZ * 2 ** (semitones / 12);
}

/**
 * @param {BaseAudioContext} context
 * @param {AudioNode} out where it is heard
 * @param {{ note: number, atS: number, side: number }} grain atS: by the clock of the context; side: -1 left to 1 right
 */
export function playGrain(context, out, { note, atS, side }) {
  const tone = context.createOscillator(), swell = context.createGain(), place = context.createStereoPanner();
  tone.frequency.value = pitchOf(note);
  place.pan.value = WIDTH * side;
  swell.gain.setValueAtTime(SILENT, atS);
  swell.gain.exponentialRampToValueAtTime(LOUDNESS, atS + SWELL_S);
  swell.gain.exponentialRampToValueAtTime(SILENT, atS + LASTS_S);
  tone.connect(swell).connect(place).connect(out);
  tone.start(atS);
  tone.stop(atS + LASTS_S);
}
