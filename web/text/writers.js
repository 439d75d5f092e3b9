/** How a language writes numbers: made once for each, for making one takes longer than using it a thousand times. */

/** @type {Map<string, ReturnType<typeof makeWriters>>} */
const made = new Map();

/** @param {string} language as in `lang` */
export function writersOf(language) {
  const writers = made.get(language) ?? makeWriters(language);
  made.set(language, writers);
  return writers;
}

/** @param {string} language */
function makeWriters(language) {
  const whole = new Intl.NumberFormat(language);
  const millions = new Intl.NumberFormat(language, { notation: 'compact', minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const percents = new Intl.NumberFormat(language, { style: 'percent' });
  const fixed = [0, 1, 2, 3, 4].map((digits) => new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }));
  const rules = new Intl.PluralRules(language);
  const rough = new Intl.NumberFormat(language, { maximumSignificantDigits: 2 });

  return {
    number: (/** @type {number} */ value) => whole.format(value),
    /** Seven digits do not fit a meter on a phone. */
    meter: (/** @type {number} */ value) => (value < 1e6 ? whole : millions).format(value),
    /**
     * The form of a whole sentence that the count asks for.
     * @param {number} count @param {{ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>} forms
     */
    plural: (count, forms) => forms[rules.select(count)] ?? forms.other,
    /** @param {number} value @param {number} count of decimals */
    decimals: (value, count) => minus(fixed[count].format(value)),
    percent: (/** @type {number} */ share) => percents.format(share),
    rough: (/** @type {number} */ value) => rough.format(value),
    rate: (/** @type {number} */ value) => (value < 100 ? rough.format(value) : whole.format(Math.round(value))),
    error: (/** @type {number} */ value) => {
      const [mantissa, exponent] = value.toExponential(1).split('e');
      return `${fixed[1].format(Number(mantissa))}e${minus(exponent)}`;
    },
    loss: (/** @type {number} */ value) => (Number.isFinite(value) ? fixed[4].format(value) : '–'),
  };
}

/** The sign, not the hyphen. @param {string} figures */
const minus = (figures) => figures.replace('-', '−');
