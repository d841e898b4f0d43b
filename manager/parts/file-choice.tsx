import { type DragEvent, type ReactNode, useState } from 'react';

/** A file is chosen, or dropped on it. */
export function FileChoice({
  accept,
  choose,
  drop,
  onFile,
}: {
  accept: string;
  choose: string;
  drop: string;
  onFile: (file: File) => void;
}): ReactNode {
  const [over, setOver] = useState(false);
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined) onFile(file);
  };
  return (
    <label
      className={over ? 'drop-file over' : 'drop-file'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
    >
      <input
        type="file"
        className="visually-hidden"
        accept={accept}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file may be chosen again.
          event.target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
      <span className="act strong">{choose}</span>
      <span className="second">{drop}</span>
    </label>
  );
}
