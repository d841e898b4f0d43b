/** The part of `qrcode` that makes the matrix; the package's own entry also brings canvas and file writers. */
declare module 'qrcode/lib/core/qrcode.js' {
  export interface QrMatrix {
    readonly modules: { readonly size: number; get(row: number, column: number): number | boolean };
  }
  export function create(
    text: string,
    options: { readonly errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' },
  ): QrMatrix;
}
