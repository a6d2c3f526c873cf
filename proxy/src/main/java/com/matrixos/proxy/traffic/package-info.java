/// How much each user may ask for at once and in a minute, so that none of them can use the shared key up for
/// all the others.
@NullMarked
package com.matrixos.proxy.traffic;

import org.jspecify.annotations.NullMarked;
