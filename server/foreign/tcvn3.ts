/**
 * TCVN3 (TCVN 5712:1993, fonts of the family ".VnTime"): what the bytes from A0 on stand for. Below 80 it is ASCII; the
 * bytes from 80 to 9F are not used. Its fonts for capitals show small letters as capitals, so that those stay small here.
 */
const HIGH =
  '\u00A0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ';

const FIRST_HIGH = 0xa0;

/** Decodes TCVN3, piece by piece; every byte stands for itself. Throws TypeError for a byte that it does not use. */
export function decodeTcvn3(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    if (byte < 0x80) text += String.fromCharCode(byte);
    else {
      const letter = byte < FIRST_HIGH ? undefined : HIGH[byte - FIRST_HIGH];
      if (letter === undefined) throw new TypeError(`byte ${byte} is not used in TCVN3`);
      text += letter;
    }
  }
  return text;
}
