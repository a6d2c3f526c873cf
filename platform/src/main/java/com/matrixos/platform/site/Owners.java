package com.matrixos.platform.site;

import com.matrixos.api.site.FleetRow;
import com.matrixos.base.sqlite.Database;
import java.util.Map;
import java.util.stream.Collectors;

/// Whose computers are whose, asked in one query. Calls block; safe for use from any thread.
final class Owners {
    private final Database database;

    Owners(Database database) {
        this.database = database;
    }

    /// The accounts that have a computer, by id.
    Map<String, FleetRow.Owner> all() {
        return database.read(tx -> tx
                .createQuery("SELECT accounts.id, accounts.handle, accounts.email FROM accounts"
                        + " JOIN containers ON containers.clerk_user_id = accounts.id")
                .map((row, _) ->
                        new FleetRow.Owner(row.getString("id"), row.getString("handle"), row.getString("email")))
                .list()
                .stream()
                .collect(Collectors.toMap(FleetRow.Owner::id, owner -> owner)));
    }
}
