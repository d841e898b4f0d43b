import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** An agent that can be killed. */
export interface AgentProcess {
  /** Ends the process without a word and waits until it is gone. */
  kill(): Promise<void>;
}

/**
 * Starts the built agent in a process of its own; the project's set-up builds it. It is ready when its printers are:
 * that is for the server to say.
 * @param pair the code of the first start; later ones find their token in the folder
 */
export function startAgentProcess(options: {
  readonly server: string;
  readonly dataFolder: string;
  readonly printer: string;
  readonly pair?: string;
}): AgentProcess {
  const { server, dataFolder, printer, pair } = options;
  const child: ChildProcess = spawn(
    process.execPath,
    [
      resolve('bin/motcua'),
      'agent',
      '--server',
      server,
      ...(pair === undefined ? [] : ['--pair', pair]),
      '--printer',
      printer,
      '--data',
      dataFolder,
      '--model',
      'generic-80',
    ],
    {
      stdio: 'ignore',
      env: { ...process.env, TZ_HALL: 'Asia/Ho_Chi_Minh', LOG_LEVEL: 'silent' },
    },
  );
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
