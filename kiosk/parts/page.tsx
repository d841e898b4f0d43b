import { type ReactNode, useEffect, useRef } from 'react';

interface PageProps {
  readonly title: string;
  readonly lead?: string | undefined;
  readonly name: string;
  readonly children: ReactNode;
}

/**
 * One step of the kiosk. Its title takes the focus when the step appears, so that a screen reader speaks it and the
 * tab key goes on from there. In reach mode the title fills the upper part and every control stays below it.
 */
export function Page({ title, lead, name, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <main className="step">
      <div className="page-title">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead === undefined ? null : <p>{lead}</p>}
      </div>
      <div className={`page page-${name}`}>{children}</div>
    </main>
  );
}
