/// What connects the platform to services that others run: who somebody is to them, and what they tell us.
@NullMarked
package com.matrixos.platform.integrations;

import org.jspecify.annotations.NullMarked;
