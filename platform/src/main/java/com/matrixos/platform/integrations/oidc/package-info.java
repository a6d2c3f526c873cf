/// Sign-in by OpenID Connect providers.
@NullMarked
package com.matrixos.platform.integrations.oidc;

import org.jspecify.annotations.NullMarked;
