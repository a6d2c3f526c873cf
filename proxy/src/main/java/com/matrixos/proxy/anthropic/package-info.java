/// What Anthropic's API looks like from outside: the shape of its errors.
@NullMarked
package com.matrixos.proxy.anthropic;

import org.jspecify.annotations.NullMarked;
