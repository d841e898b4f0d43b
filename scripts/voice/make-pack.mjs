// Makes the voice packs under common/assets/voice and the chime under common/assets/chime.
//
//   node scripts/voice/make-pack.mjs [vi-south] [vi-north] [en] [chime]
//
// Needs espeak-ng and opus-tools on this machine; the product itself never does: it plays the finished clips.
// A site replaces a folder by recordings of its own speaker; the words of each clip are clipText() in
// common/voice/reading.ts, and `manifest.json` is checked by VoicePack in common/voice/pack.ts.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { equalise, readWav, rmsDb, trimSilence, writeWav } from './pcm.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const load = async (path) => (await runnerImport(join(root, path), { root, logLevel: 'error' })).module;
const { requiredClipKeys } = await load('common/voice/clip-keys.ts');
const { clipText } = await load('common/voice/reading.ts');

/** One loudness for everything that is heard, so that no word jumps out of the sentence. */
const TARGET_DB = -20;
const BITS_PER_SECOND = 24_000;

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

const scratch = mkdtempSync(join(tmpdir(), 'voice-'));

/** Encodes a sound and measures what a listener gets back. */
function encode(samples, sampleRateHz, file) {
  const wav = join(scratch, 'clip.wav');
  const back = join(scratch, 'back.wav');
  writeFileSync(wav, writeWav(samples, sampleRateHz));
  execFileSync('opusenc', [
    '--quiet',
    '--bitrate',
    String(BITS_PER_SECOND / 1000),
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
  execFileSync('opusdec', ['--quiet', '--rate', '48000', file, back]);
  const heard = readWav(readFileSync(back));
  return {
    durationMs: Math.round((heard.samples.length / heard.sampleRateHz) * 1000),
    rmsDb: Math.round(rmsDb(heard.samples) * 100) / 100,
  };
}

/** Some codecs lose a little of a short word; the gain is raised by what was lost and the clip encoded again. */
function encodeToLoudness(samples, sampleRateHz, file) {
  let target = TARGET_DB;
  let made = encode(equalise(samples, target), sampleRateHz, file);
  for (let round = 0; round < 4 && Math.abs(made.rmsDb - TARGET_DB) > 0.2; round++) {
    target += TARGET_DB - made.rmsDb;
    made = encode(equalise(samples, target), sampleRateHz, file);
  }
  return made;
}

function makePack(id) {
  const { language, dialect, name, espeak, wordsPerMinute } = PACKS[id];
  const folder = join(root, 'common/assets/voice', id);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const voice = { language, dialect: dialect ?? 'south' };
  const clips = {};
  let bytes = 0;
  for (const key of requiredClipKeys(language)) {
    const spoken = execFileSync(
      'espeak-ng',
      ['-v', espeak, '-s', String(wordsPerMinute), '-a', '160', '-z', '--stdout', clipText(key, voice)],
      { maxBuffer: 1 << 24 },
    );
    const { samples, sampleRateHz } = readWav(spoken);
    const file = `${key}.ogg`;
    const made = encodeToLoudness(trimSilence(samples, sampleRateHz), sampleRateHz, join(folder, file));
    clips[key] = { file, ...made };
    bytes += statSync(join(folder, file)).size;
  }
  const manifest = { id, language, dialect, name, licence: LICENCE, sampleRateHz: 22050, clips };
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  console.log(`${id}: ${Object.keys(clips).length} clips, ${Math.round(bytes / 1024)} KB`);
}

/** Two bell notes, a third apart and falling: each a few partials that fade at their own speed. */
function makeChime() {
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
  const made = encodeToLoudness(samples, sampleRateHz, join(folder, 'chime.ogg'));
  writeFileSync(
    join(folder, 'chime.json'),
    `${JSON.stringify({ file: 'chime.ogg', ...made, licence: 'Own synthesis, Apache-2.0' }, null, 2)}\n`,
  );
  console.log(`chime: ${made.durationMs} ms`);
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : [...Object.keys(PACKS), 'chime'];
try {
  for (const id of wanted) {
    if (id === 'chime') makeChime();
    else if (Object.hasOwn(PACKS, id)) makePack(id);
    else throw new Error(`no pack is called ${id}; there are ${Object.keys(PACKS).join(', ')} and chime`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
