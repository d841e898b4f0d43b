/*
 * Preloaded into a hall: the n-th write or flush of its record fails with an error of one's choice. The plan lies in a
 * shared file of five integers: what fails (0 nothing, 1 write, 2 flush), at which call from now, with which errno; how
 * many such calls were seen, how many failed.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

enum { NOTHING, WRITE, FLUSH };

struct plan {
  atomic_int kind, at, error, seen, failed;
};

static struct plan *plan;

__attribute__((constructor)) static void open_plan(void) {
  const char *path = getenv("FAULT_PLAN");
  int handle = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC);
  if (handle < 0) return;
  void *shared = mmap(NULL, sizeof *plan, PROT_READ | PROT_WRITE, MAP_SHARED, handle, 0);
  if (shared != MAP_FAILED) plan = shared;
  close(handle);
}

static int is_record(int handle) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = '\0';
  return strstr(path, "/hall.sqlite") != NULL && strstr(path, "-shm") == NULL;
}

static int fails(int kind, int handle) {
  if (plan == NULL || atomic_load(&plan->kind) != kind) return 0;
  int before = errno;
  int counts = is_record(handle);
  errno = before;
  if (!counts) return 0;
  atomic_fetch_add(&plan->seen, 1);
  if (atomic_fetch_sub(&plan->at, 1) != 1) return 0;
  atomic_store(&plan->kind, NOTHING);
  atomic_fetch_add(&plan->failed, 1);
  errno = atomic_load(&plan->error);
  return 1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int handle, const void *bytes, size_t count) {
  return fails(WRITE, handle) ? -1 : NEXT(write)(handle, bytes, count);
}

ssize_t pwrite(int handle, const void *bytes, size_t count, off_t at) {
  return fails(WRITE, handle) ? -1 : NEXT(pwrite)(handle, bytes, count, at);
}

ssize_t pwrite64(int handle, const void *bytes, size_t count, off64_t at) {
  return fails(WRITE, handle) ? -1 : NEXT(pwrite64)(handle, bytes, count, at);
}

int fsync(int handle) { return fails(FLUSH, handle) ? -1 : NEXT(fsync)(handle); }

int fdatasync(int handle) { return fails(FLUSH, handle) ? -1 : NEXT(fdatasync)(handle); }
