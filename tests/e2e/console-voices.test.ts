import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { ListedVoicePack, VoicePackAnswer } from '../../common/protocol/rest/voices.ts';
import { writeWav } from '../../common/voice/sound/wav.ts';
import { ConsolePage } from '../support/console-page.ts';
import { story } from '../support/story.ts';

const RATE = 48_000;

/** What the browser's microphone hears over and over: a quiet room, a buzz as of a voice, and the room again. */
function spoken(hertz: number): Uint8Array {
  let seed = 3;
  const samples = Float32Array.from({ length: 2.6 * RATE }, (_, at) => {
    seed = (seed * 16_807) % 2_147_483_647;
    const seconds = at / RATE;
    const isVoice = seconds > 0.4 && seconds < 1.1;
    const buzz =
      0.2 * Math.sin(2 * Math.PI * hertz * seconds) + 0.1 * Math.sin(4 * Math.PI * hertz * seconds);
    return 0.0006 * (seed / 1_073_741_823.5 - 1) + (isVoice ? buzz : 0);
  });
  return writeWav({ samples, rateHz: RATE });
}

describe('the studio of voices, with a microphone', () => {
  const chapter = story();
  const folder = mkdtempSync(join(tmpdir(), 'motcua-voices-'));
  const heard = join(folder, 'heard.wav');
  const upload = join(folder, 'from-a-phone.wav');
  let at: ConsolePage;

  beforeAll(async () => {
    writeFileSync(heard, spoken(180));
    writeFileSync(upload, spoken(240));
    at = await ConsolePage.open([
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${heard}`,
    ]);
    await at.page.setViewportSize({ width: 1280, height: 800 });
  });
  afterAll(async () => {
    await at.close();
    rmSync(folder, { recursive: true, force: true });
    expect(at.wrongs).toEqual([]);
  });

  const button = (name: string) => at.page.getByRole('button', { name, exact: true });
  const card = () => at.page.locator('.prompt-card');
  const words = () => at.page.locator('.prompt-words').textContent();
  const packs = async () => (await at.rest<{ packs: ListedVoicePack[] }>('GET', '/voice-packs')).packs;
  const pack = async () => {
    const [first] = await packs();
    return at.rest<VoicePackAnswer>('GET', `/voice-packs/${first?.id}`);
  };
  const saved = (text: string) => card().getByText(`Đã thu “${text}”`).waitFor({ timeout: 30_000 });

  chapter(
    'a pack is started by name and language, and tells what is missing and what happens meanwhile',
    async () => {
      await at.menu('Giọng đọc');
      await at.page.getByText('Chưa có bộ giọng nào.').waitFor();
      await button('Bắt đầu bộ giọng mới').click();
      await at.dialog().getByLabel('Tên bộ giọng').fill('Giọng chị Nguyễn Thị Ngọc Lan');
      await button('Bắt đầu thu').click();
      await at.page
        .getByText(/Còn thiếu \d+ câu cần có\. Lời gọi nào dùng câu còn thiếu thì giọng có sẵn đọc/)
        .waitFor();
      expect(await words()).toBe('Xin mời số thứ tự');
      expect(await at.page.locator('.prompt-list li').count()).toBeGreaterThan(24);
      await at.picture('voices-studio');
      expect(await at.seriousFaults()).toEqual([]);
    },
  );

  chapter(
    'by the space bar a sentence is recorded, ends by itself at silence, and the next one is there',
    async () => {
      await at.page.keyboard.press(' ');
      await saved('Xin mời số thứ tự');
      await expect.poll(words).toBe('không');
      const { recorded } = await pack();
      expect(recorded).toHaveLength(1);
      expect(Math.abs((recorded[0]?.lufs ?? 0) + 16)).toBeLessThan(0.5);
      expect(recorded[0]?.peakDb).toBeLessThanOrEqual(-1);
      // The room before and behind the 0.7 s of voice is cut away; the file goes round, so that a part of it may be heard.
      expect(recorded[0]?.durationMs).toBeLessThan(1_000);
      await at.picture('voices-recorded');
    },
  );

  chapter('keys alone go on, back, listen, record again and take a take back', async () => {
    const first = (await pack()).recorded[0]?.file;
    await at.page.keyboard.press('ArrowLeft');
    await expect.poll(words).toBe('Xin mời số thứ tự');
    await at.page.keyboard.press('n');
    await card().getByText('Đang phát…').waitFor();
    await card().getByText('Bấm phím cách').waitFor();
    await at.page.getByLabel('Thu xong tự sang câu sau').uncheck();
    await card().focus();
    await at.page.keyboard.press(' ');
    await saved('Xin mời số thứ tự');
    const second = (await pack()).recorded[0]?.file;
    expect(second).not.toBe(first);
    await at.page.keyboard.press('z');
    await card().getByText('Đã lấy lại bản thu trước').waitFor();
    expect((await pack()).recorded[0]?.file).toBe(first);
  });

  chapter(
    'a file of a telephone is taken in the place of a recording, and what is no sound is told',
    async () => {
      await at.page.keyboard.press('ArrowRight');
      await expect.poll(words).toBe('không');
      const file = at.page.locator('input[type="file"]');
      await file.setInputFiles({
        name: 'a.wav',
        mimeType: 'audio/wav',
        buffer: Buffer.from('no sound at all'),
      });
      await card().getByText('Trình duyệt không đọc được tệp này').waitFor();
      await file.setInputFiles(upload);
      await saved('không');
      expect((await pack()).recorded.map(({ clip }) => clip)).toEqual(['digit-0', 'please-number']);
    },
  );

  chapter(
    'a whole call is composed from the pack, or tells what it lacks; left and opened again it goes on',
    async () => {
      await at.page.getByText(/Còn thiếu: .*Giọng có sẵn đọc cả lời này/).waitFor();
      await at.page.getByRole('tab', { name: 'Đọc liền hai số' }).click();
      await at.page.getByText('Đã thu 0 trên 200 câu').waitFor();
      await at.page.setViewportSize({ width: 800, height: 1280 });
      await at.picture('voices-tablet');
      await at.page.setViewportSize({ width: 1280, height: 800 });
      await at.page.reload();
      await expect.poll(words).toBe('một');
      await button('← Danh sách bộ giọng').click();
      await at
        .row(/Giọng chị Nguyễn Thị Ngọc Lan/)
        .getByText('2 câu')
        .waitFor();
    },
  );

  chapter('where it speaks is ticked, and screens are told at once', async () => {
    const [{ id } = { id: '' }] = await packs();
    const speaking = () => at.hall.services.stages()[0]?.packs.map((each) => each.pack);
    expect(speaking()).toEqual(['vi-south']);
    await at.page.getByLabel('Cả trung tâm').check();
    await at.page.getByText('đọc từ lời gọi kế tiếp').waitFor();
    expect(speaking()).toEqual([id, 'vi-south']);
    await at.picture('voices-list');
    expect(await at.seriousFaults()).toEqual([]);
    await at.page.getByLabel('Cả trung tâm').uncheck();
    await at.page.getByText('không còn đọc').waitFor();
    expect(speaking()).toEqual(['vi-south']);
  });

  chapter('it goes out as one file, is deleted, taken back, and comes in again beside itself', async () => {
    const [download] = await Promise.all([
      at.page.waitForEvent('download'),
      at.page.getByRole('link', { name: 'Xuất ra tệp' }).click(),
    ]);
    const file = join(folder, 'giong.zip');
    await download.saveAs(file);
    await button('Xóa').click();
    await at.page.getByText('Có thể lấy lại trong 30 ngày').waitFor();
    await button('Lấy lại').click();
    await at.page.getByText('Đã lấy lại Giọng chị').waitFor();
    await at.page.locator('input[type="file"]').setInputFiles(file);
    await at.page.getByText('Đã nhập Giọng chị Nguyễn Thị Ngọc Lan: 2 câu.').waitFor();
    expect((await packs()).map(({ clips }) => clips)).toEqual([2, 2]);
    await at.page.locator('input[type="file"]').setInputFiles(upload);
    await at.page.getByText('Không nhập được tệp này').waitFor();
  });

  chapter(
    'another language is asked for by its meaning, and a page without a microphone says why and what to do',
    async () => {
      await at.page.addInitScript(() => Object.defineProperty(window, 'isSecureContext', { value: false }));
      await at.page.goto(`${at.hall.url}/manager/voices`);
      await button('Bắt đầu bộ giọng mới').click();
      await at.dialog().getByLabel('Tên bộ giọng').fill('Điểu Thị Mai');
      await at.dialog().getByLabel('Tiếng', { exact: true }).selectOption('crw');
      await button('Bắt đầu thu').click();
      await at.page.getByText('Xin nói bằng tiếng của mình, nghĩa là').waitFor();
      await at.page.getByText(/thì không đọc bằng tiếng này; tiếng Việt vẫn đọc/).waitFor();
      await at.page.getByText('Trình duyệt chỉ cho dùng micrô khi trang mở bằng https').waitFor();
      await at.picture('voices-other-language');
    },
  );
});
