/// Starting in order, stopping in reverse.
@NullMarked
package com.matrixos.base.lifecycle;

import org.jspecify.annotations.NullMarked;
