/// People: their accounts, what proves that they are who they say, and the browsers in which they are signed
/// in.
@NullMarked
package com.matrixos.platform.accounts;

import org.jspecify.annotations.NullMarked;
