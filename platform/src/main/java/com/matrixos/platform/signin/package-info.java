/// The accounts' part of the site's API: signing up and in, one's own account, and everybody's for admins.
@NullMarked
package com.matrixos.platform.signin;

import org.jspecify.annotations.NullMarked;
