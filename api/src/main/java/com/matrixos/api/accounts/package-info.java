/// Documents about people: accounts, signing in, and what admins see of both.
@NullMarked
package com.matrixos.api.accounts;

import org.jspecify.annotations.NullMarked;
