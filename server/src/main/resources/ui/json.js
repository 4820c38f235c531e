// JSON in which numbers keep their digits: those of JavaScript hold 15 of them, a table up to 38.

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/gs;

/** A number to be sent just as it is written here. */
export class Digits {
  constructor(digits) {
    this.digits = digits;
  }
}

/** Reads JSON; a number that JavaScript would write otherwise becomes an object with its digits. */
export function parse(text) {
  return JSON.parse(text.replace(TOKEN, token =>
    (token[0] === '"' || String(Number(token)) === token ? token : `{"digits":"${token}"}`)));
}

export function write(value) {
  if (value instanceof Digits) {
    return value.digits;
  }
  if (Array.isArray(value)) {
    return `[${value.map(write)}]`;
  }
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${write(member)}`)}}`;
  }
  return JSON.stringify(value);
}
