/// One SQLite file: migrated on open, many readers, one writer at a time; and for who cannot wait for the
/// disk, a writer that leaves it to another thread.
@NullMarked
package com.matrixos.base.sqlite;

import org.jspecify.annotations.NullMarked;
