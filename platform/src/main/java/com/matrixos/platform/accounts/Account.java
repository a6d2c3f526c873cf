package com.matrixos.platform.accounts;

import com.matrixos.platform.containers.Handle;
import java.time.Instant;

/// A person on this host. Secrets are not part of it.
///
/// @param id `usr_…`, for ever the same; owner of a container under `clerk_user_id`
/// @param handle the name of their computer
/// @param email in lower case; empty when nobody gave one
/// @param createdAt when they signed up
/// @param version counts changes
public record Account(
        String id, Handle handle, String email, Role role, Standing standing, Instant createdAt, long version) {
    /// Whether it may steer other people's computers now.
    public boolean admin() {
        return role == Role.ADMIN && standing instanceof Standing.Active;
    }
}
