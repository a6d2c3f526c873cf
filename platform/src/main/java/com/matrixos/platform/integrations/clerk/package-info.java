/// Sign-in by Clerk, and what Clerk tells of its users.
@NullMarked
package com.matrixos.platform.integrations.clerk;

import org.jspecify.annotations.NullMarked;
