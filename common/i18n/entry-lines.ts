/** A hyphen or dot that a list carries before each entry; a page that shows the list has its own. */
const BULLET = /^[-–—•+*▪●]\s+/;

/** The entries of a list that is written one a line, without empty ones. */
export function entryLines(text: string): string[] {
  return text
    .split(/\r\n?|\n/)
    .map((each) => each.trim().replace(BULLET, '').trim())
    .filter((each) => each !== '');
}
