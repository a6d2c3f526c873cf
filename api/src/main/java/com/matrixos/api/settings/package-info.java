/// Every setting of every process, in one table: one `.env` serves them all, and a misspelled name is found by any.
@NullMarked
package com.matrixos.api.settings;

import org.jspecify.annotations.NullMarked;
