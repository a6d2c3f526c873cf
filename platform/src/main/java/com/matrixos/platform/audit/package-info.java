/// What was done, by whom, to what: append-only and chained, so that a line taken out or changed is noticed.
@NullMarked
package com.matrixos.platform.audit;

import org.jspecify.annotations.NullMarked;
