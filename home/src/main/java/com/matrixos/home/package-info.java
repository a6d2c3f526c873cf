/// The one process inside a user's container: gateway and shell on two ports, the same API on both.
@NullMarked
package com.matrixos.home;

import org.jspecify.annotations.NullMarked;
