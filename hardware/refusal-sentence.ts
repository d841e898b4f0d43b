const SENTENCES: Readonly<Record<string, string>> = {
  revoked:
    'Máy chủ đã thu hồi trạm này. Xin tạo mã ghép mới trên trang Thiết bị rồi chạy lại với --pair MÃ.\n' +
    'The server has revoked this agent. Make a new code on the devices page and start again with --pair CODE.',
  forbidden:
    'Mã ghép này không dành cho trạm nối thiết bị. Xin tạo mã loại "Trạm nối thiết bị" rồi chạy lại với --pair MÃ.\n' +
    'This pairing is not one of an agent. Make a code of the kind "agent" and start again with --pair CODE.',
};

const UNKNOWN =
  'Máy chủ không nhận ra trạm này. Xin tạo mã ghép mới trên trang Thiết bị rồi chạy lại với --pair MÃ.\n' +
  'The server does not know this agent. Make a new code on the devices page and start again with --pair CODE.';

/** What whoever runs the agent reads when the server refused it for good: what happened and what to do. */
export function refusalSentence(code: string): string {
  return SENTENCES[code] ?? UNKNOWN;
}
