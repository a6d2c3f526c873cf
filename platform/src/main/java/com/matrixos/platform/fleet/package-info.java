/// What computers use and how they do: readings of the engine's counters, sizes of homes, times of wakes.
@NullMarked
package com.matrixos.platform.fleet;

import org.jspecify.annotations.NullMarked;
