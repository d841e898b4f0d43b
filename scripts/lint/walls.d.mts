export interface Wall {
  readonly room: string;
  readonly may?: readonly string[];
  readonly mayNot?: readonly string[];
  readonly packages?: readonly string[];
  readonly browser?: boolean;
  readonly why: string;
}

export const rooms: readonly string[];
export const walls: readonly Wall[];
