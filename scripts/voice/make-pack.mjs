// Makes the voice packs under common/assets/voice and the chime under common/assets/chime.
//
//   node scripts/voice/make-pack.mjs [vi-south] [vi-north] [en] [chime] [phrases] [phrases:vi-south] …
//
// Needs espeak-ng and opus-tools on this machine; the product itself never does: it plays the finished clips.
// A site replaces a folder by recordings of its own speaker; the words of each clip are clipText() in
// common/voice/reading.ts, and `manifest.json` is checked by VoicePack in common/voice/pack.ts.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OggOpusDecoder } from 'ogg-opus-decoder';
import { runnerImport } from 'vite';
import { kioskPhrases } from './kiosk-phrases.mjs';
import { proseOf } from './prose.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const load = async (path) => (await runnerImport(join(root, path), { root, logLevel: 'error' })).module;
const { requiredClipKeys } = await load('common/voice/clip-keys.ts');
const { clipText } = await load('common/voice/reading.ts');
const { phraseKey } = await load('common/voice/speech-pieces.ts');

const { readWav, writeWav } = await load('common/voice/sound/wav.ts');
const { trimmed } = await load('common/voice/sound/trim.ts');
const { levelled } = await load('common/voice/sound/limiter.ts');
const { integratedLoudness } = await load('common/voice/sound/loudness.ts');
const { truePeakDb } = await load('common/voice/sound/peak.ts');

/** One loudness for everything that is heard, so that no word jumps out of the sentence (decision 0047). */
const TARGET_LUFS = -16;
const MOST_PEAK_DB = -1;
/** A lossy codec swings above what it was given by about so much. */
const FIRST_CEILING_DB = -2.4;
const CLOSE_ENOUGH_LU = 0.3;
/** Of the silence around a word only a breath is left; the pauses are made where the parts are put together. */
const TRIM = { beforeMs: 10, afterMs: 25 };
const BITS_PER_SECOND = 16_000;
/** A chime rings on above the voice. */
const CHIME_BITS_PER_SECOND = 32_000;

const PACKS = {
  'vi-south': {
    language: 'vi',
    dialect: 'south',
    name: 'Giọng miền Nam (máy đọc)',
    espeak: 'vi-vn-x-south',
    wordsPerMinute: 145,
  },
  'vi-north': {
    language: 'vi',
    dialect: 'north',
    name: 'Giọng miền Bắc (máy đọc)',
    espeak: 'vi',
    wordsPerMinute: 145,
  },
  en: { language: 'en', dialect: null, name: 'English (synthetic)', espeak: 'en-gb', wordsPerMinute: 150 },
};

const LICENCE =
  'Spoken by espeak-ng for this project and edited by scripts/voice/make-pack.mjs. The recordings are offered under ' +
  'the licence of this project (Apache-2.0); espeak-ng itself (GPL-3.0-or-later) is not part of it.';

const decoder = new OggOpusDecoder();
const scratch = mkdtempSync(join(tmpdir(), 'voice-'));

/** Encodes a sound and measures what a listener gets back. */
async function encode(samples, rateHz, file, bitsPerSecond) {
  const wav = join(scratch, 'clip.wav');
  writeFileSync(wav, writeWav({ samples, rateHz }));
  execFileSync('opusenc', [
    '--quiet',
    '--bitrate',
    String(bitsPerSecond / 1000),
    '--comp',
    '10',
    '--serial',
    '1',
    '--discard-comments',
    '--padding',
    '0',
    wav,
    file,
  ]);
  await decoder.ready;
  const { channelData, sampleRate } = await decoder.decodeFile(readFileSync(file));
  await decoder.reset();
  const [heard = new Float32Array()] = channelData;
  return {
    durationMs: Math.round((heard.length / sampleRate) * 1000),
    lufs: integratedLoudness(heard, sampleRate),
    peakDb: truePeakDb(heard),
  };
}

/** The codec changes loudness and peaks a little: both are corrected by what was measured, and the clip encoded again. */
async function encodeToLoudness(samples, rateHz, file, bitsPerSecond = BITS_PER_SECOND) {
  let lufs = TARGET_LUFS;
  let ceilingDb = FIRST_CEILING_DB;
  let made;
  for (let round = 0; round < 6; round++) {
    made = await encode(levelled(samples, rateHz, { lufs, ceilingDb }), rateHz, file, bitsPerSecond);
    const over = made.peakDb - MOST_PEAK_DB;
    if (Math.abs(made.lufs - TARGET_LUFS) < CLOSE_ENOUGH_LU && over < -0.05) break;
    lufs += TARGET_LUFS - made.lufs;
    if (over >= -0.05) ceilingDb -= over + 0.15;
  }
  const rounded = (value) => Math.round(value * 100) / 100;
  return { durationMs: made.durationMs, lufs: rounded(made.lufs), peakDb: rounded(made.peakDb) };
}

function speak(prose, espeak, wordsPerMinute) {
  const spoken = readWav(
    execFileSync(
      'espeak-ng',
      [
        '-v',
        espeak,
        '-s',
        String(wordsPerMinute),
        '-a',
        '120',
        '-m',
        '-z',
        '--stdout',
        `<speak>${prose}</speak>`,
      ],
      { maxBuffer: 1 << 24 },
    ),
  );
  const samples = trimmed(spoken.samples, spoken.rateHz, TRIM);
  if (samples === null) throw new Error(`nothing but silence: ${prose}`);
  return { samples, rateHz: spoken.rateHz };
}

/** Sentences of the speaking kiosk, beside the clips of a pack. A file is named by its words: what changed is made again. */
async function makePhrases(id) {
  const { language, espeak, wordsPerMinute } = PACKS[id];
  const folder = join(root, 'common/assets/voice', id, 'phrases');
  mkdirSync(folder, { recursive: true });
  const manifestFile = join(folder, 'phrases.json');
  const before = existsSync(manifestFile) ? JSON.parse(readFileSync(manifestFile, 'utf8')) : {};
  const phrases = {};
  for (const text of await kioskPhrases(root, language, load)) {
    const key = phraseKey(text);
    const file = `say-${createHash('sha256').update(key).digest('hex').slice(0, 16)}.ogg`;
    const path = join(folder, file);
    if (before[key]?.file === file && before[key].lufs !== undefined && existsSync(path)) {
      phrases[key] = before[key];
      continue;
    }
    const { samples, rateHz } = speak(proseOf(null, text, language), espeak, wordsPerMinute);
    phrases[key] = { file, ...(await encodeToLoudness(samples, rateHz, path)) };
  }
  const kept = new Set(Object.values(phrases).map((each) => each.file));
  for (const file of readdirSync(folder))
    if (file.endsWith('.ogg') && !kept.has(file)) rmSync(join(folder, file));
  writeFileSync(manifestFile, `${JSON.stringify(phrases, null, 2)}\n`);
  const bytes = [...kept].reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  console.log(`${id}: ${kept.size} phrases, ${Math.round(bytes / 1024)} KB`);
}

async function makePack(id) {
  const { language, dialect, name, espeak, wordsPerMinute } = PACKS[id];
  const folder = join(root, 'common/assets/voice', id);
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) if (file.endsWith('.ogg')) rmSync(join(folder, file));
  const voice = { language, dialect: dialect ?? 'south' };
  const clips = {};
  let bytes = 0;
  for (const key of requiredClipKeys(language)) {
    const prose = proseOf(key, clipText(key, voice), language);
    const { samples, rateHz } = speak(prose, espeak, wordsPerMinute);
    const file = `${key}.ogg`;
    const made = await encodeToLoudness(samples, rateHz, join(folder, file));
    clips[key] = { file, ...made };
    bytes += statSync(join(folder, file)).size;
  }
  const manifest = { id, language, dialect, name, licence: LICENCE, sampleRateHz: 22050, clips };
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  console.log(`${id}: ${Object.keys(clips).length} clips, ${Math.round(bytes / 1024)} KB`);
}

/** Two bell notes, a third apart and falling: each a few partials that fade at their own speed. */
async function makeChime() {
  const sampleRateHz = 48_000;
  const samples = new Float32Array(Math.round(sampleRateHz * 1.5));
  const strike = (startSeconds, hertz) => {
    const partials = [
      [1, 1, 3.2],
      [2, 0.35, 5],
      [3.01, 0.12, 8],
    ];
    for (let i = Math.round(startSeconds * sampleRateHz); i < samples.length; i++) {
      const t = i / sampleRateHz - startSeconds;
      const attack = Math.min(1, t / 0.006);
      for (const [ratio, level, fade] of partials)
        samples[i] += 0.4 * level * attack * Math.exp(-fade * t) * Math.sin(2 * Math.PI * hertz * ratio * t);
    }
  };
  strike(0, 659.26);
  strike(0.42, 523.25);
  const fade = Math.round(sampleRateHz * 0.12);
  for (let i = 0; i < fade; i++) samples[samples.length - 1 - i] *= i / fade;
  const folder = join(root, 'common/assets/chime');
  mkdirSync(folder, { recursive: true });
  const made = await encodeToLoudness(
    samples,
    sampleRateHz,
    join(folder, 'chime.ogg'),
    CHIME_BITS_PER_SECOND,
  );
  writeFileSync(
    join(folder, 'chime.json'),
    `${JSON.stringify({ file: 'chime.ogg', ...made, licence: 'Own synthesis, Apache-2.0' }, null, 2)}\n`,
  );
  console.log(`chime: ${made.durationMs} ms`);
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : [...Object.keys(PACKS), 'phrases', 'chime'];
try {
  for (const id of wanted) {
    if (id === 'chime') await makeChime();
    else if (id === 'phrases') for (const pack of Object.keys(PACKS)) await makePhrases(pack);
    else if (id.startsWith('phrases:')) await makePhrases(id.slice('phrases:'.length));
    else if (Object.hasOwn(PACKS, id)) await makePack(id);
    else throw new Error(`no pack is called ${id}; there are ${Object.keys(PACKS).join(', ')} and chime`);
  }
} finally {
  decoder.free();
  rmSync(scratch, { recursive: true, force: true });
}
