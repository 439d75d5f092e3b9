/** The commands that README.md and the Makefile offer, found by how they stand there. */

/**
 * @typedef {object} Command
 * @property {string} command a line of bash
 * @property {string[]} [before] lines of the same block that set the environment for it
 * @property {string} [file] what a file is to hold that the command names as FILE
 */

/** What a command in the running text begins with; all else there in this type is a name. One word alone is a name, too. */
const IN_TEXT = /^(make|npm|npx|node|nca|cmake|ctest|cc|mpirun|python3|pip|apt-get|tar|git|curl|build\/\S+) \S/;
/** In a table or a sentence, or a block of its own. */
const PIECE = /^(`{3,})(\w*)\n([^]*?)^\1$|((?:^ {4}.*\n)+)|`([^`\n]+)`/gm;

/** @param {string} markdown @returns {Command[]} in their order, each once */
export function commandsOf(markdown) {
  /** @type {Command[]} */
  const commands = [];
  for (const [, , language, fenced, indented, inText] of markdown.matchAll(PIECE)) {
    if (inText !== undefined) {
      if (IN_TEXT.test(inText)) commands.push({ command: inText });
    } else if (indented !== undefined || ['', 'sh', 'bash', 'shell', 'console'].includes(language)) {
      commands.push(...linesOf(indented ?? fenced));
    } else if (['js', 'mjs', 'javascript'].includes(language)) {
      commands.push({ command: 'node FILE', file: fenced });
    }
  }
  return commands.filter(({ command, file }, i) => commands.findIndex((each) => each.command === command && each.file === file) === i);
}

/** @param {string} block @returns {Command[]} */
function linesOf(block) {
  const lines = block.replaceAll('\\\n', ' ').split('\n').map((line) => line.replace(/(^|\s)#.*/, '').trim()).filter(Boolean);
  const isSetting = (/** @type {string} */ line) => /^(export \w+=\S+|\w+=\S+)$/.test(line);
  return lines.flatMap((command, i) => (isSetting(command) ? [] : [{ command, before: lines.slice(0, i).filter(isSetting) }]));
}

/** @param {string} makefile @returns {string[]} its targets, but for files */
export function targetsOf(makefile) {
  return [...makefile.matchAll(/^([\w-]+):(?!=)/gm)].map(([, name]) => name);
}
