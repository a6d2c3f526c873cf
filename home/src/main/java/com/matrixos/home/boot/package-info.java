/// What happens before the first request: an empty home is filled from the template.
@NullMarked
package com.matrixos.home.boot;

import org.jspecify.annotations.NullMarked;
