/** What a written day or time says; what it does not say is absent. */
export interface WrittenParts {
  year?: number;
  month?: number;
  day?: number;
  hour?: number;
  minute?: number;
  second?: number;
  ms?: number;
  half?: 'am' | 'pm';
}

const PART = /yyyy|yy|MM?M?|dd?|HH?|hh?|mm?|ss?|S{1,3}|a|[^A-Za-z]+|'[^']*'/gy;
const CLOCK_MARK = '(sa|ch|am|pm|a\\.m\\.?|p\\.m\\.?)';

/** A format such as `dd/MM/yyyy` or `h:mm a` that texts are read by. */
export class WrittenFormat {
  readonly format: string;
  private readonly pattern: RegExp;
  private readonly parts: (keyof WrittenParts)[] = [];

  /** @param days takes `D` and `Y` as well, as other programs write them. Throws RangeError for an unknown letter. */
  constructor(format: string, days: boolean) {
    this.format = format;
    const text = days ? format.replaceAll('D', 'd').replaceAll('Y', 'y').replace(/m/g, 'M') : format;
    let pattern = '';
    let at = 0;
    for (const [piece] of text.matchAll(PART)) {
      at += piece.length;
      pattern += this.patternOf(piece);
    }
    if (at !== text.length || this.parts.length === 0) throw new RangeError(`"${format}" is no format`);
    this.pattern = new RegExp(`^${pattern}$`);
  }

  private patternOf(piece: string): string {
    const take = (part: keyof WrittenParts, pattern: string) => {
      this.parts.push(part);
      return pattern;
    };
    switch (piece) {
      case 'yyyy':
        return take('year', '(\\d{4})');
      case 'yy':
        return take('year', '(\\d{2})');
      case 'M':
        return take('month', '(\\d{1,2})');
      case 'MM':
        return take('month', '(\\d{2})');
      case 'd':
        return take('day', '(\\d{1,2})');
      case 'dd':
        return take('day', '(\\d{2})');
      case 'H':
      case 'h':
        return take('hour', '(\\d{1,2})');
      case 'HH':
      case 'hh':
        // Spreadsheets drop the zero in front of a number.
        return take('hour', '(\\d{1,2})');
      case 'm':
        return take('minute', '(\\d{1,2})');
      case 'mm':
        return take('minute', '(\\d{2})');
      case 's':
        return take('second', '(\\d{1,2})');
      case 'ss':
        return take('second', '(\\d{2})');
      case 'a':
        return take('half', CLOCK_MARK);
    }
    if (/^S+$/.test(piece)) return take('ms', `(\\d{${piece.length}})`);
    if (/^[A-Z]/i.test(piece)) throw new RangeError(`"${piece}" is no part of a format`);
    const literal = piece.replaceAll("'", '').toLowerCase();
    return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ +/g, '\\s*');
  }

  /** What a text says by this format; null where it is not written so. @param text as `plainCell` gives it */
  read(text: string): WrittenParts | null {
    const found = this.pattern.exec(text);
    if (!found) return null;
    const said: WrittenParts = {};
    for (const [at, part] of this.parts.entries()) {
      const value = found[at + 1] ?? '';
      if (part === 'half') said.half = /^[sa]/.test(value) ? 'am' : 'pm';
      else said[part] = part === 'ms' ? Number(value.padEnd(3, '0')) : Number(value);
    }
    return said;
  }
}
