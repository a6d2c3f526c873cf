/// A call of the Messages API: what a request asks, what is answered to it, what that costs, and how it is
/// played as events.
@NullMarked
package com.matrixos.testkit.model.message;

import org.jspecify.annotations.NullMarked;
