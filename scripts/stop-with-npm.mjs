const pollMs = 250;

/**
 * Ends this process, as by SIGTERM, when the shell that npm put between itself and us is gone: npm passes a
 * SIGTERM to that shell alone, and a hall that nobody can stop would keep its port and its database.
 */
export function stopWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, pollMs);
  watch.unref();
}
