#include "command.h"
const struct command show_command = {.name = "show"};
const struct command explain_command = {.name = "explain"};
