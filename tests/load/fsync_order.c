/* What a power cut would leave. After every real fsync or fdatasync of a database file, or of its
 * write-ahead log, the file is copied aside as NAME.durable: the copies hold what had reached the
 * disk, and nothing of what only the page cache knew.
 *
 *   cc -shared -fPIC -O2 -o fsync_order.so fsync_order.c -ldl
 *   LD_PRELOAD=./fsync_order.so minyi serve ...
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

typedef int (*sync_function)(int);

static int ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), wanted = strlen(end);
    return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

static void copy_aside(int file)
{
    static __thread char block[1 << 20];
    char link[64], path[PATH_MAX], half[PATH_MAX + 32], whole[PATH_MAX + 32];
    ssize_t length;
    off_t at = 0;
    int to;

    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return;
    path[length] = 0;
    if (!ends_with(path, ".db") && !ends_with(path, ".db-wal"))
        return;
    snprintf(half, sizeof half, "%s.durable.half", path);
    snprintf(whole, sizeof whole, "%s.durable", path);
    to = open(half, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (to < 0)
        return;
    /* Read through SQLite's own descriptor: opening and closing another one on the same file
     * would drop the locks that this process holds on it. */
    while ((length = pread(file, block, sizeof block, at)) > 0) {
        if (write(to, block, (size_t)length) != length)
            break;
        at += length;
    }
    close(to);
    if (length == 0) /* a kill in the middle leaves the copy before this one */
        rename(half, whole);
}

static int sync_and_copy(const char *name, int file)
{
    sync_function real = (sync_function)dlsym(RTLD_NEXT, name);
    int answer = real(file);
    if (answer == 0)
        copy_aside(file);
    return answer;
}

/* A log that SQLite has emptied into the database and removed must not come back. */
int unlink(const char *path)
{
    int (*real)(const char *) = (int (*)(const char *))dlsym(RTLD_NEXT, "unlink");
    char whole[PATH_MAX + 32];

    if (ends_with(path, ".db-wal")) {
        snprintf(whole, sizeof whole, "%s.durable", path);
        real(whole);
    }
    return real(path);
}

int fsync(int file)
{
    return sync_and_copy("fsync", file);
}

int fdatasync(int file)
{
    return sync_and_copy("fdatasync", file);
}
