/// How long a sleeping computer takes to answer, beside the least that Docker itself takes.
@NullMarked
package com.matrixos.bench.wake;

import org.jspecify.annotations.NullMarked;
