/** How a language writes numbers: each writer made once, for making one takes longer than using it a thousand times; and when it first writes, for none is needed before the first flake. */

/** In a minute, an hour and a day. */
const LEAST_SECONDS = [60, 3600, 86_400];

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
  const numbers = (/** @type {Intl.NumberFormatOptions} */ options = {}) => once(() => new Intl.NumberFormat(language, options));
  const whole = numbers();
  const millions = numbers({ notation: 'compact', minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const percents = numbers({ style: 'percent' });
  const fine = numbers({ style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const fixed = [0, 1, 2, 3, 4].map((digits) => numbers({ minimumFractionDigits: digits, maximumFractionDigits: digits }));
  const rules = once(() => new Intl.PluralRules(language));
  const lists = once(() => new Intl.ListFormat(language));
  const rough = numbers({ maximumSignificantDigits: 2 });
  const exact = numbers({ maximumSignificantDigits: 15 });
  const units = /** @type {const} */ (['second', 'minute', 'hour', 'day']).map((unit) => numbers({ style: 'unit', unit, unitDisplay: 'long', maximumSignificantDigits: 2 }));

  return {
    /** A span of time, in the largest unit of which it has one. @param {number} ms */
    time: (ms) => {
      const seconds = ms / 1000, index = LEAST_SECONDS.filter((least) => seconds >= least).length;
      return units[index]().format(seconds / [1, ...LEAST_SECONDS][index]);
    },
    number: (/** @type {number} */ value) => whole().format(value),
    /** Seven digits do not fit a meter on a phone. */
    meter: (/** @type {number} */ value) => (value < 1e6 ? whole : millions)().format(value),
    /**
     * The form of a whole sentence that the count asks for.
     * @param {number} count @param {{ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>} forms
     */
    plural: (count, forms) => forms[rules().select(count)] ?? forms.other,
    /** @param {number} value @param {number} count of decimals */
    decimals: (value, count) => minus(fixed[count]().format(value)),
    /** Whether it is written as one with a decimal, which is no “times as long”. @param {number} value */
    isOne: (value) => Math.round(value * 10) === 10,
    /** Names, with an “and” before the last. @param {string[]} names */
    list: (names) => lists().format(names),
    percent: (/** @type {number} */ share) => percents().format(share),
    /** To two decimals, never more than it is: what is not whole does not read as 100 %. @param {number} share */
    fine: (share) => fine().format(Math.floor(share * 1e4) / 1e4),
    /** As it is: what stands at an axis. @param {number} value */
    amount: (value) => exact().format(value),
    rough: (/** @type {number} */ value) => rough().format(value),
    rate: (/** @type {number} */ value) => (value < 100 ? rough().format(value) : whole().format(Math.round(value))),
    error: (/** @type {number} */ value) => {
      const [mantissa, exponent] = value.toExponential(1).split('e');
      return `${fixed[1]().format(Number(mantissa))}e${minus(exponent)}`;
    },
    loss: (/** @type {number} */ value) => (Number.isFinite(value) ? fixed[4]().format(value) : '–'),
  };
}

/** @template T @param {() => T} make @returns {() => T} what was made at the first call */
function once(make) {
  /** @type {T | undefined} */
  let made;
  return () => (made ??= make());
}

/** The sign, not the hyphen, and none before zeros. @param {string} figures */
const minus = (figures) => figures.replace('-', /[1-9]/.test(figures) ? '−' : '');
