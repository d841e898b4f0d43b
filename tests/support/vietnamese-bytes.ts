/** Bytes of old Vietnamese encodings, made by turning their decoders round. */
function encoder(decode: (bytes: Uint8Array) => string): (text: string) => Buffer {
  const byteOf = new Map<string, number>();
  for (let byte = 255; byte >= 0; byte -= 1) {
    try {
      byteOf.set(decode(Uint8Array.of(byte)), byte);
    } catch {
      // Not every byte is used.
    }
  }
  return (text) =>
    Buffer.from(
      Array.from(text, (letter) => {
        const byte = byteOf.get(letter);
        if (byte === undefined) throw new Error(`${letter} is not in this encoding`);
        return byte;
      }),
    );
}

const cp1258 = encoder((bytes) => new TextDecoder('windows-1258').decode(bytes));

/** Windows-1258 as Windows writes it: the vowel with its hat or horn, the tone behind it. */
export function windows1258(text: string): Buffer {
  const tone = /[\u0300\u0301\u0303\u0309\u0323]/;
  const pieces = text.normalize('NFD').replace(/\p{L}\p{M}*/gu, (letter) => {
    const tones = [...letter].filter((mark) => tone.test(mark)).join('');
    return (
      [...letter]
        .filter((mark) => !tone.test(mark))
        .join('')
        .normalize('NFC') + tones
    );
  });
  return cp1258(pieces);
}

/** TCVN3 by its published table, independent of the product's. */
export function tcvn3(text: string): Buffer {
  const table: Readonly<Record<string, number>> = {
    Đ: 0xa7,
    đ: 0xae,
    â: 0xa9,
    ê: 0xaa,
    ô: 0xab,
    ơ: 0xac,
    ư: 0xad,
    ă: 0xa8,
    ấ: 0xca,
    ẫ: 0xc9,
    ậ: 0xcb,
    ễ: 0xd4,
    ế: 0xd5,
    ị: 0xde,
    ộ: 0xe9,
    ứ: 0xf8,
    ự: 0xf9,
    à: 0xb5,
    á: 0xb8,
    ờ: 0xea,
    ú: 0xf3,
    ủ: 0xf1,
    ụ: 0xf4,
    ử: 0xf6,
    ố: 0xe8,
    ồ: 0xe5,
    ó: 0xe3,
  };
  return Buffer.from(
    Array.from(text, (letter) => {
      const byte = table[letter] ?? letter.charCodeAt(0);
      if (byte > 255) throw new Error(`${letter} is not in the table`);
      return byte;
    }),
  );
}
