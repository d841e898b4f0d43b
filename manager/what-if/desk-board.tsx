import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { sayPlan } from '../words.ts';
import { FieldMenu } from './field-menu.tsx';
import {
  addDesk,
  give,
  move,
  neighbour,
  removeDesk,
  type Scenario,
  setHelp,
  staff,
  take,
  unheld,
} from './scenario.ts';

/** A hand that moves less has pressed, not dragged. */
const DRAG_PX = 6;

interface Grip {
  readonly field: string;
  readonly from: number | null;
  readonly startX: number;
  readonly startY: number;
}

/** Places with their officials and fields, moved by mouse, finger or key. @param onChange told what was done, in words */
export function DeskBoard({
  scenario,
  fields,
  names: fieldNames,
  onChange,
}: {
  scenario: Scenario;
  /** Fields that somebody ought to hold. */
  fields: readonly string[];
  names: ReadonlyMap<string, string>;
  onChange: (next: Scenario, said: string) => void;
}): ReactNode {
  const board = useRef<HTMLDivElement>(null);
  const grip = useRef<Grip | null>(null);
  const [dragged, setDragged] = useState<{ field: string; x: number; y: number; over: number | null } | null>(
    null,
  );
  const justDragged = useRef(false);
  const [menu, setMenu] = useState<{ field: string; from: number | null } | null>(null);
  const fieldName = (code: string) => fieldNames.get(code) ?? code;
  const names = scenario.desks.map((desk, at) => ({ id: desk.id, name: sayPlan('deskName', { n: at + 1 }) }));
  const deskName = (id: number) => names.find((each) => each.id === id)?.name ?? '';
  const focusChip = (field: string, desk: number | null) =>
    requestAnimationFrame(() =>
      board.current
        ?.querySelector<HTMLButtonElement>(`[data-chip="${CSS.escape(`${desk ?? 'none'}/${field}`)}"]`)
        ?.focus(),
    );

  const moveTo = (field: string, from: number | null, to: number) => {
    if (from === to) return;
    onChange(
      move(scenario, field, from, to),
      sayPlan('movedTo', { field: fieldName(field), desk: deskName(to) }),
    );
    focusChip(field, to);
  };
  const drop = (field: string, from: number) =>
    onChange(
      take(scenario, field, from),
      sayPlan('droppedFrom', { field: fieldName(field), desk: deskName(from) }),
    );

  const over = (x: number, y: number): number | null => {
    const at = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-desk]')?.dataset.desk;
    return at === undefined ? null : Number(at);
  };
  const down = (event: PointerEvent<HTMLButtonElement>, field: string, from: number | null) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { field, from, startX: event.clientX, startY: event.clientY };
  };
  const moved = (event: PointerEvent) => {
    const held = grip.current;
    if (held === null) return;
    const { clientX: x, clientY: y } = event;
    if (dragged === null && Math.hypot(x - held.startX, y - held.startY) < DRAG_PX) return;
    setDragged({ field: held.field, x, y, over: over(x, y) });
  };
  const up = (event: PointerEvent) => {
    const held = grip.current;
    grip.current = null;
    if (held === null || dragged === null) return;
    setDragged(null);
    justDragged.current = true;
    setTimeout(() => {
      justDragged.current = false;
    }, 0);
    const to = over(event.clientX, event.clientY);
    if (to !== null) moveTo(held.field, held.from, to);
  };
  const cancelDrag = () => {
    grip.current = null;
    setDragged(null);
  };
  const key = (event: KeyboardEvent, field: string, from: number | null) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const first = scenario.desks[0]?.id;
      const to = from === null ? first : neighbour(scenario, from, step);
      if (to !== undefined) moveTo(field, from, to);
    } else if (event.key === 'Delete' && from !== null) {
      event.preventDefault();
      drop(field, from);
    }
  };
  const chip = (field: string, from: number | null, helps: boolean) => {
    const shown = helps ? sayPlan('chipHelp', { field: fieldName(field) }) : fieldName(field);
    return (
      <li key={field}>
        <button
          type="button"
          className={`chip${helps ? ' helps' : ''}${dragged?.field === field ? ' dragged' : ''}`}
          data-chip={`${from ?? 'none'}/${field}`}
          aria-label={
            from === null
              ? sayPlan('chipUnheld', { field: fieldName(field) })
              : sayPlan('chipAct', { field: shown, desk: deskName(from) })
          }
          onPointerDown={(event) => down(event, field, from)}
          onPointerMove={moved}
          onPointerUp={up}
          onPointerCancel={cancelDrag}
          onKeyDown={(event) => key(event, field, from)}
          onClick={() => {
            if (!justDragged.current) setMenu({ field, from });
          }}
        >
          <span aria-hidden="true">⠿ </span>
          {fieldName(field)}
          {helps ? (
            <>
              {' '}
              <span className="mark">{sayPlan('helping')}</span>
            </>
          ) : null}
        </button>
      </li>
    );
  };
  const nobody = unheld(scenario, fields);
  const menuDesk = scenario.desks.find((desk) => desk.id === menu?.from);
  return (
    <section className="section" aria-label={sayPlan('board')}>
      <h2>{sayPlan('board')}</h2>
      <p className="second">{sayPlan('tryHint')}</p>
      <div ref={board} className="desk-board">
        {nobody.length === 0 ? null : (
          <section className="desk nobody" aria-label={sayPlan('unheld')}>
            <h3 className="bad">{sayPlan('unheld')}</h3>
            <ul>{nobody.map((field) => chip(field, null, false))}</ul>
          </section>
        )}
        {scenario.desks.map((desk) => {
          const name = deskName(desk.id);
          return (
            <section
              key={desk.id}
              className={`desk${dragged?.over === desk.id ? ' over' : ''}`}
              data-desk={desk.id}
              aria-label={name}
            >
              <div className="desk-head">
                <h3>{name}</h3>
                <button
                  type="button"
                  className="act step"
                  aria-label={sayPlan('deskFewer', { desk: name })}
                  disabled={desk.officials === 0}
                  onClick={() =>
                    onChange(
                      staff(scenario, desk.id, -1),
                      `${name}: ${sayPlan('deskOfficials', { n: desk.officials - 1 })}`,
                    )
                  }
                >
                  −
                </button>
                <strong>{sayPlan('deskOfficials', { n: desk.officials })}</strong>
                <button
                  type="button"
                  className="act step"
                  aria-label={sayPlan('deskMore', { desk: name })}
                  onClick={() =>
                    onChange(
                      staff(scenario, desk.id, 1),
                      `${name}: ${sayPlan('deskOfficials', { n: desk.officials + 1 })}`,
                    )
                  }
                >
                  +
                </button>
                {scenario.desks.length < 2 ? null : (
                  <button
                    type="button"
                    className="quiet step"
                    aria-label={sayPlan('deskRemove', { desk: name })}
                    onClick={() =>
                      onChange(removeDesk(scenario, desk.id), sayPlan('deskRemove', { desk: name }))
                    }
                  >
                    ×
                  </button>
                )}
              </div>
              {desk.own.length + desk.helping.length === 0 ? (
                <p className="second">{sayPlan('deskEmpty')}</p>
              ) : (
                <ul>
                  {desk.own.map((field) => chip(field, desk.id, false))}
                  {desk.helping.map((field) => chip(field, desk.id, true))}
                </ul>
              )}
            </section>
          );
        })}
        <button
          type="button"
          className="act add-desk"
          onClick={() => onChange(addDesk(scenario), sayPlan('deskAdd'))}
        >
          + {sayPlan('deskAdd')}
        </button>
      </div>
      {dragged === null ? null : (
        <span className="chip flying" aria-hidden="true" style={{ left: dragged.x, top: dragged.y }}>
          {fieldName(dragged.field)}
        </span>
      )}
      {menu === null ? null : (
        <FieldMenu
          field={menu.field}
          name={fieldName(menu.field)}
          from={menu.from}
          helps={menuDesk?.helping.includes(menu.field) ?? false}
          desks={names}
          onClose={() => setMenu(null)}
          onMove={(field, to) => moveTo(field, menu.from, to)}
          onGive={(field, to) =>
            onChange(
              give(scenario, field, to),
              sayPlan('addedTo', { field: fieldName(field), desk: deskName(to) }),
            )
          }
          onHelp={(field, helps) => {
            if (menu.from === null) return;
            onChange(
              setHelp(scenario, field, menu.from, helps),
              sayPlan(helps ? 'nowHelps' : 'nowOwns', {
                field: fieldName(field),
                desk: deskName(menu.from),
              }),
            );
          }}
          onTake={(field) => {
            if (menu.from !== null) drop(field, menu.from);
          }}
        />
      )}
    </section>
  );
}
