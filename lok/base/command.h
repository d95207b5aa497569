/* lok/base/command.h: another program is run, without a shell.
 *
 * It gets a file as its standard input, no other open file of ours, and no signals blocked; what it
 * prints is thrown away. */
#ifndef LOK_BASE_COMMAND_H
#define LOK_BASE_COMMAND_H

#include "lok/base/str.h"

/* Runs `words` (the first is the program's path) with `input` from its beginning. False when it could
 * not be started, did not end by itself, or took longer than `patience` ms (it is killed then). */
bool command_run(const struct lines *words, int input, int64_t patience, int *ret_status);

#endif
