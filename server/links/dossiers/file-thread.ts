import { parentPort, workerData } from 'node:worker_threads';
import { readDossiers } from './file-reader.ts';

const { buffer, byteOffset, byteLength } = workerData as Uint8Array;
parentPort?.postMessage(await readDossiers(Buffer.from(buffer, byteOffset, byteLength)));
