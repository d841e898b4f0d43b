import type { ReactNode } from 'react';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { useHall } from '../../common/client/use-hall.ts';
import { DaysSection } from '../calendar/days.tsx';
import { NamesSection } from '../calendar/names.tsx';
import type { ManagerPage } from '../page.ts';

function CalendarPage({ connection }: { connection: HallConnection }): ReactNode {
  const { identity } = useHall(connection);
  const role = identity.kind === 'user' ? identity.role : 'clerk';
  return (
    <>
      <DaysSection edits={role === 'admin' || role === 'supervisor'} />
      <NamesSection edits={role === 'admin'} />
    </>
  );
}

/** Days off and days worked instead, and what the hall is called from when on. */
export const calendarPage: ManagerPage = {
  path: 'calendar',
  menu: 'menuCalendar',
  roles: ['admin', 'supervisor', 'chairman'],
  Page: CalendarPage,
};
