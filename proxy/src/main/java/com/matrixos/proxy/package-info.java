/// The proxy on :8080: many containers, one shared Anthropic key that none of them ever sees.
@NullMarked
package com.matrixos.proxy;

import org.jspecify.annotations.NullMarked;
