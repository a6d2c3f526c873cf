/// Telling the proxy which token is which container's.
@NullMarked
package com.matrixos.platform.tokens;

import org.jspecify.annotations.NullMarked;
