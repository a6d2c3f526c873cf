/// What calls cost while they run, for those who watch.
@NullMarked
package com.matrixos.proxy.live;

import org.jspecify.annotations.NullMarked;
