/** What is said of links that carry a model, and of tags that do. */

export const share = {
  badLink: 'This link to a model is incomplete or damaged, so what it grows cannot be shown.',
  notFinite: 'These weights hold numbers that are not finite, so a link cannot carry them.',
  outOfRange: 'A link can only carry a model for a grid of 3 to 1,024 cells on a side, with settings within their ranges.',
  longLicense: 'The licence of this model is too long for a link. Save the weights instead.',
};
