const SENTENCES: Readonly<Record<string, string>> = {
  revoked:
    'Máy chủ đã thu hồi trạm này. Xin tạo mã ghép mới trên trang Thiết bị rồi chạy lại với --pair MÃ.\n' +
    'The server has revoked this agent. Make a new code on the devices page and start again with --pair CODE.',
  key_wrong:
    'Mã thông báo này thuộc về máy khác: trạm này không giữ khóa của nó. Xin tạo mã ghép mới trên trang Thiết bị rồi chạy lại với --pair MÃ.\n' +
    'This token belongs to another machine: this agent does not hold its key. Make a new code on the devices page and start again with --pair CODE.',
  forbidden:
    'Mã ghép này không dành cho trạm nối thiết bị. Xin tạo mã loại "Trạm nối thiết bị" rồi chạy lại với --pair MÃ.\n' +
    'This pairing is not one of an agent. Make a code of the kind "agent" and start again with --pair CODE.',
};

const CLAIM_SENTENCES: Readonly<Record<string, string>> = {
  pairing_code_invalid:
    'Mã ghép không đúng, đã dùng hoặc đã hết hạn. Xin tạo mã mới trên trang Thiết bị.\n' +
    'The pairing code is wrong, used or too old. Make a new one on the devices page.',
  throttled:
    'Đã thử sai nhiều lần. Xin đợi hai phút rồi thử lại.\n' +
    'Too many wrong codes. Please wait two minutes and try again.',
};

const UNKNOWN =
  'Máy chủ không nhận ra trạm này. Xin tạo mã ghép mới trên trang Thiết bị rồi chạy lại với --pair MÃ.\n' +
  'The server does not know this agent. Make a new code on the devices page and start again with --pair CODE.';

/** What whoever runs the agent reads when the server refused it for good: what happened and what to do. */
export function refusalSentence(code: string): string {
  return SENTENCES[code] ?? UNKNOWN;
}

/** Why a pairing code was not taken. @param why the server's own words, for codes that are not known here */
export function claimSentence(code: string, why: string): string {
  return (
    CLAIM_SENTENCES[code] ?? `Máy chủ không nhận mã ghép: ${why}\nThe pairing code was not accepted: ${why}`
  );
}

/** Why nothing was told to a server by TLS. @param found SHA-256 of the authority it showed; empty: not the pinned one */
export function authoritySentence(found: string): string {
  const vietnamese =
    found === ''
      ? 'Máy chủ đưa ra chứng thư của nơi khác, không phải nơi trạm đã ghép. Trạm không gửi gì và sẽ thử lại.'
      : `Máy chủ đưa ra chứng thư có dấu vân tay ${found}, khác với mã ghép. Trạm không gửi gì.`;
  const english =
    found === ''
      ? 'The server shows a certificate of another authority than the one this agent paired with. Nothing was sent; it tries again.'
      : `The server shows an authority with the fingerprint ${found}, which is not that of the pairing code. Nothing was sent.`;
  return `${vietnamese}\n${english}`;
}
