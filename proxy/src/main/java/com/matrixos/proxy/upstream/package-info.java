/// The way out to the upstream: which key a request bears, and what is done to the head of every answer.
@NullMarked
package com.matrixos.proxy.upstream;

import org.jspecify.annotations.NullMarked;
