package com.matrixos.platform.containers;

import com.matrixos.base.sqlite.Database;
import java.util.UUID;

/// What tells this installation's containers from those of another on the same engine.
public final class Installation {
    private Installation() {}

    /// The installation's id, made when the database is new.
    public static String id(Database database) {
        return database.write(tx -> {
            tx.createUpdate("INSERT INTO installation (id) SELECT :id WHERE NOT EXISTS (SELECT 1 FROM installation)")
                    .bind("id", UUID.randomUUID().toString())
                    .execute();
            return tx.createQuery("SELECT id FROM installation")
                    .mapTo(String.class)
                    .one();
        });
    }
}
