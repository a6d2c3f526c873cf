package com.matrixos.proxy.control;

import com.matrixos.base.http.Endpoint;
import com.matrixos.base.http.Problem;
import com.matrixos.base.http.ProblemException;
import java.sql.SQLException;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// What an operator hears of commands that cannot be written down: not that something went wrong, but that
/// the disk is full, or who else has the file.
final class Books {
    /// SQLite's primary codes of what is not the command's fault: BUSY, LOCKED, READONLY, IOERR, CORRUPT,
    /// FULL, CANTOPEN and NOTADB.
    private static final Set<Integer> UNWRITABLE = Set.of(5, 6, 8, 10, 11, 13, 14, 26);

    private static final int PRIMARY = 0xff;

    private Books() {}

    /// The same endpoint, with such a failure told as 503. The log has the cause.
    static Endpoint written(Endpoint endpoint) {
        return call -> {
            try {
                return endpoint.answer(call);
            } catch (JdbiException e) {
                if (!unwritable(e)) {
                    throw e;
                }
                throw new ProblemException(
                        Problem.of(
                                "ledger-unavailable",
                                503,
                                "The books cannot be written",
                                "nothing was changed, because the proxy's database cannot be written; its log says why"),
                        e);
            }
        };
    }

    private static boolean unwritable(@Nullable Throwable failure) {
        if (failure instanceof SQLException sql) {
            return UNWRITABLE.contains(sql.getErrorCode() & PRIMARY);
        }
        return failure != null && unwritable(failure.getCause());
    }
}
