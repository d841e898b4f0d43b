// How a clip is to be said: words with the marks that a speech engine takes (SSML). Vietnamese is a language of tones, so
// a sentence falls by the register of its words, not by their melody: each word a little lower, the last one lower and
// slower. English falls by itself at a full stop, and waits at a comma.

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Register of the first and the last word in percent of the voice's own, and the pace of the last one. */
const LINES = {
  /** Where a call leads: the end of the sentence. */
  counter: { from: 3, to: -5, last: -13, pace: 85 },
  /** The end of the number: a comma. */
  'pair-end': { from: 0, to: 0, last: -5, pace: 92 },
  'digit-end': { from: 0, to: 0, last: -5, pace: 92 },
  /** What goes on. */
  pair: { from: 2, to: 1, last: 1, pace: 100 },
  'please-number': { from: 4, to: 2, last: 2, pace: 100 },
};
const STOPS = { counter: '.', 'pair-end': ',', 'digit-end': ',', pair: ',', 'please-number': ',' };

/** @param key null: a sentence of the kiosk */
export function proseOf(key, words, language) {
  const kind = key === null ? '' : key.replace(/-\d+$/, '');
  if (language !== 'vi') return `${escaped(words)}${STOPS[kind] ?? ''}`;
  const line = LINES[kind];
  if (line === undefined) return escaped(words);
  const each = words.split(' ');
  return each
    .map((word, at) => {
      const isLast = at === each.length - 1;
      const steps = Math.max(1, each.length - 2);
      const pitch = isLast ? line.last : Math.round(line.from + ((line.to - line.from) * at) / steps);
      const pace = isLast && line.pace !== 100 ? ` rate="${line.pace}%"` : '';
      return `<prosody pitch="${pitch < 0 ? '' : '+'}${pitch}%"${pace}>${escaped(word)}</prosody>`;
    })
    .join(' ');
}
