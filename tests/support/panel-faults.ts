/** What is wrong with one element of a page at one size and in one set of modes. */
export interface Fault {
  readonly panel: string;
  readonly modes: string;
  readonly what: string;
}

/**
 * Runs in the page: goes through plain, large, reach and both, with and without high contrast, in every language, and
 * answers what is hidden, clipped, overlapped, smaller than `leastPx` or, in reach mode, above `reachFrom` of the height.
 */
export async function panelFaults(limits: { leastPx: number; reachFrom: number }): Promise<Fault[]> {
  const faults: Fault[] = [];
  const all = <E extends Element>(selector: string) => [...document.querySelectorAll<E>(selector)];
  const frame = () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const drawn = () =>
    all('.kiosk, .kiosk *')
      .map((each) => {
        const { x, y, width, height } = each.getBoundingClientRect();
        return `${x},${y},${width},${height}`;
      })
      .join(';');
  // Lists measure their room after a frame and draw again: a page is settled once two frames show the same.
  const settled = async () => {
    let before = '';
    for (let same = 0, frames = 0; same < 1 && frames < 30; frames += 1) {
      await frame();
      const now = drawn();
      same = now === before ? same + 1 : 0;
      before = now;
    }
  };
  const modeTaps = () => all<HTMLButtonElement>('.foot > .tap');
  const setModes = async (wanted: readonly boolean[]) => {
    // Somebody stands here: the page must not go back to its beginning meanwhile.
    window.dispatchEvent(new Event('pointerdown'));
    for (const [at, on] of wanted.entries()) {
      const tap = modeTaps()[at + 1];
      if (tap === undefined || (tap.getAttribute('aria-pressed') === 'true') === on) continue;
      tap.click();
      await frame();
    }
    await settled();
  };
  const languageTaps = () => all<HTMLButtonElement>('.languages .tap').filter((tap) => tap.offsetWidth > 0);
  // The words of a language come from the hall when a finger asks for them.
  const speak = async (at: number) => {
    const tap = languageTaps()[at];
    const tag = tap?.closest('[lang]')?.getAttribute('lang');
    tap?.click();
    for (let frames = 0; document.documentElement.lang !== tag && frames < 600; frames += 1) await frame();
    if (document.documentElement.lang !== tag) throw new Error(`the words of ${tag} did not come`);
  };
  const languages = languageTaps().length;
  for (let language = 0; language < languages; language += 1) {
    await speak(language);
    for (let modes = 0; modes < 8; modes += 1) {
      const [large, contrast, reach] = [(modes & 1) > 0, (modes & 4) > 0, (modes & 2) > 0];
      await setModes([large, contrast, reach]);
      look(
        `${document.documentElement.lang}${large ? ' large' : ''}${contrast ? ' contrast' : ''}${reach ? ' reach' : ''}`,
      );
    }
    await setModes([false, false, false]);
  }
  await speak(0);
  await settled();
  return faults;

  function look(modes: string): void {
    const panel = `${innerWidth}×${innerHeight}`;
    const say = (what: string) => faults.push({ panel, modes, what });
    const named = (element: Element) =>
      `${element.className || element.tagName} "${(element.textContent ?? '').trim().slice(0, 30)}"`;
    const buttons = all<HTMLElement>('button').filter((each) => {
      const style = getComputedStyle(each);
      return each.offsetWidth > 0 && style.visibility === 'visible';
    });
    if (buttons.length < 4) say('hardly anything on the page');
    for (const button of buttons) {
      const box = button.getBoundingClientRect();
      const top = modes.includes('reach') ? innerHeight * limits.reachFrom - 1 : 0;
      if (box.left < -1 || box.right > innerWidth + 1 || box.top < top || box.bottom > innerHeight + 1)
        say(`outside: ${named(button)} ${Math.round(box.top)}–${Math.round(box.bottom)}`);
      if (Math.min(box.width, box.height) < limits.leastPx - 0.5)
        say(`small: ${named(button)} ${Math.round(box.width)}×${Math.round(box.height)}`);
      const onTop = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      if (onTop === null || !button.contains(onTop)) say(`hidden: ${named(button)}`);
    }
    for (const sheet of all<HTMLElement>('.sheet')) {
      const isCut = sheet.scrollHeight > sheet.clientHeight + 3;
      if (isCut && sheet.parentElement?.querySelector('.pager') === null) say(`cut: ${named(sheet)}`);
    }
    const texts = visibleTexts();
    for (const { element, box } of texts) {
      // A sheet of papers has pages of its own.
      if (element.closest('.sheet') !== null) continue;
      const holder = element.closest('button, .head, .page-title, .page, .foot');
      const room = holder?.getBoundingClientRect();
      if (room === undefined) continue;
      if (
        box.left < room.left - 1 ||
        box.right > room.right + 1 ||
        box.top < room.top - 2 ||
        box.bottom > room.bottom + 2
      )
        say(`clipped: ${named(element)} in ${holder?.className}`);
    }
    const blocks = [...buttons, ...all<HTMLElement>('.sheet, .result-qr, .search-input')];
    for (const [at, block] of blocks.entries()) {
      for (const other of blocks.slice(at + 1)) {
        if (meet(block.getBoundingClientRect(), other.getBoundingClientRect()))
          say(`overlap: ${named(block)} / ${named(other)}`);
      }
      for (const { element, box } of texts) {
        if (
          !block.contains(element) &&
          element.closest('.sheet') === null &&
          meet(block.getBoundingClientRect(), box)
        )
          say(`overprint: ${named(element)} on ${named(block)}`);
      }
    }
    for (const [at, one] of texts.entries()) {
      for (const other of texts.slice(at + 1)) {
        if (one.element !== other.element && meet(one.box, other.box, 5))
          say(`texts: ${named(one.element)} / ${named(other.element)}`);
      }
    }
    const smallest = texts.filter(
      ({ element }) => Number.parseFloat(getComputedStyle(element).fontSize) < 13,
    );
    for (const { element } of smallest)
      say(`unreadable: ${named(element)} ${getComputedStyle(element).fontSize}`);
  }

  function visibleTexts(): { element: Element; box: DOMRect }[] {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: { element: Element; box: DOMRect }[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element === null || node.textContent?.trim() === '') continue;
      if (getComputedStyle(element).visibility !== 'visible' || element.closest('svg, .sheet') !== null)
        continue;
      // The answer to a scan stands over the title for a moment.
      if (element.closest('.page-title') !== null && document.querySelector('.scan-note') !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const line = range.getBoundingClientRect();
      // A line's box is higher than its letters, with their marks above and below.
      const air = Number.parseFloat(getComputedStyle(element).fontSize) * 0.14;
      const box = new DOMRect(line.x, line.y + air, line.width, line.height - 2 * air);
      if (box.width > 0) found.push({ element, box });
    }
    return found;
  }

  function meet(a: DOMRect, b: DOMRect, slack = 2): boolean {
    return (
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack
    );
  }
}
