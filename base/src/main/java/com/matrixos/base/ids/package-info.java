/// Random tokens and their digests.
@NullMarked
package com.matrixos.base.ids;

import org.jspecify.annotations.NullMarked;
