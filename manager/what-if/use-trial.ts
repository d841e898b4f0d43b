import { useEffect, useRef, useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { WhatIfAnswer } from '../../common/protocol/what-if.ts';
import { sayRefusal } from '../words.ts';
import { hoursRight, requestOf, type Workspace } from './scenario.ts';

/** Changes that follow each other faster are tried together. */
const PAUSE_MS = 450;

/** What the latest trial said. The answer before stays until a new one is there. */
export interface Trial {
  readonly answer: WhatIfAnswer | null;
  /** The workspace that the answer belongs to. */
  readonly of: Workspace | null;
  /** The question that was answered, to be compared with another. */
  readonly key: string;
  readonly running: boolean;
  readonly problem: string | null;
}

/** What a workspace asks, as one text. */
export const questionKey = (workspace: Workspace): string => JSON.stringify(requestOf(workspace));

/**
 * Asks the hall what citizens would meet, a moment after the last change; a question that is not wanted any more is
 * ended. @param turn another number asks again
 */
export function useTrial(workspace: Workspace, turn: number): Trial {
  const [trial, setTrial] = useState<Trial>({
    answer: null,
    of: null,
    key: '',
    running: false,
    problem: null,
  });
  const first = useRef(true);
  // Another name, or looking at another scenario, is no other question.
  const key = questionKey(workspace);
  const latest = useRef(workspace);
  latest.current = workspace;
  useEffect(() => {
    void turn;
    void key;
    const asked = latest.current;
    if (!asked.scenarios.every((each) => hoursRight(each.sessions))) return;
    const control = new AbortController();
    const run = async () => {
      setTrial((before) => ({ ...before, running: true, problem: null }));
      const read = await api('POST /staffing/what-if', { body: requestOf(asked), signal: control.signal });
      if (control.signal.aborted) return;
      setTrial((before) =>
        read.ok
          ? { answer: read.value, of: asked, key, running: false, problem: null }
          : { ...before, running: false, problem: sayRefusal(refusalCode(read.code, read.details)) },
      );
    };
    const timer = setTimeout(() => void run(), first.current ? 0 : PAUSE_MS);
    first.current = false;
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [key, turn]);
  return trial;
}

/** A record without tickets is refused as input: the reader is told of the record. */
function refusalCode(code: string, details: Readonly<Record<string, unknown>> | undefined): string {
  return details?.missing === 'tickets' ? 'not_enough_record' : code;
}
