/// Every problem the platform can answer, in one table.
@NullMarked
package com.matrixos.platform.problems;

import org.jspecify.annotations.NullMarked;
