/// A real Docker Engine for tests.
@NullMarked
package com.matrixos.testkit.docker;

import org.jspecify.annotations.NullMarked;
