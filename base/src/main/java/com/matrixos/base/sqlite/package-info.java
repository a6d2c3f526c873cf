/// One SQLite file: migrated on open, many readers, one writer at a time.
@NullMarked
package com.matrixos.base.sqlite;

import org.jspecify.annotations.NullMarked;
