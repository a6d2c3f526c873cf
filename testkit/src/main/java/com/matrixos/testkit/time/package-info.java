/// Time that a test moves by hand.
@NullMarked
package com.matrixos.testkit.time;

import org.jspecify.annotations.NullMarked;
