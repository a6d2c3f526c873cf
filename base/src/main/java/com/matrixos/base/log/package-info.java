/// One line of log for one event.
@NullMarked
package com.matrixos.base.log;

import org.jspecify.annotations.NullMarked;
