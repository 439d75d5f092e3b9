/**
 * What the optimiser does with its rates from update to update, as the core does.
 *
 * @import { Recipe } from '../../core/types.js'
 */
const { fround } = Math;

/** Powers of the betas, multiplied as the core does. @param {Recipe} recipe @param {number} numUpdates */
export const betaPowers = ({ beta1, beta2 }, numUpdates) => ({ beta1Power: power(fround(beta1), numUpdates), beta2Power: power(fround(beta2), numUpdates) });

/** @param {number} base @param {number} exponent */
function power(base, exponent) {
  let product = 1;
  for (let i = 0; i < exponent && product > 0; i++) product *= base;
  return product;
}

/** As the learning rate falls: nca_recipe_learning_rate. @param {Recipe} recipe @param {number} epoch */
export function learningRateOf({ learningRate: begin, learningRateEnd: end, decayBeginEpoch, decayEndEpoch }, epoch) {
  if (decayEndEpoch === decayBeginEpoch || epoch <= decayBeginEpoch) return fround(begin);
  if (epoch >= decayEndEpoch) return fround(end);
  const x = (epoch - decayBeginEpoch) / (decayEndEpoch - decayBeginEpoch);
  return fround(end + (begin - end) * (1 - x * x * (3 - 2 * x)));
}

