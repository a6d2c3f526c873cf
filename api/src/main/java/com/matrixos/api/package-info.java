/// The wire: what platform, proxy, home and the command line say to each other. Records only; no behaviour.
@NullMarked
package com.matrixos.api;

import org.jspecify.annotations.NullMarked;
