/// Time as something that is handed in, so that tests can move it.
@NullMarked
package com.matrixos.base.time;

import org.jspecify.annotations.NullMarked;
