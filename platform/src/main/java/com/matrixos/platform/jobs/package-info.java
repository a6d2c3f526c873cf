/// Work that outlives the process: recipes of named steps, each done once however often the process dies.
@NullMarked
package com.matrixos.platform.jobs;

import org.jspecify.annotations.NullMarked;
