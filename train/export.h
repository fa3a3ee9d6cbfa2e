/* From parameters that were learned to the sections of a model file (language/network.h). */
#ifndef TRAIN_EXPORT_H
#define TRAIN_EXPORT_H

#include "data.h"

/* Write the sections net.*, rows.* and vectors.* as files of these names into a folder that exists. Weights are rounded to the whole
** numbers that the kernel computes with, rows and vectors to eight bits each. E_IO, E_NOMEM. */
enum status export_sections(const char *folder, const struct net *net, const struct vocabulary *v, struct err *err) MUST_CHECK;

#endif
