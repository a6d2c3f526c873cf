/// What containers there shall be, what there are, and how the one becomes the other.
@NullMarked
package com.matrixos.platform.containers;

import org.jspecify.annotations.NullMarked;
