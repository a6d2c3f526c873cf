/// Who may spend how much, and how that stands: money is set aside before it is spent, so that no limit is
/// overrun by calls that run at once.
@NullMarked
package com.matrixos.proxy.budget;

import org.jspecify.annotations.NullMarked;
