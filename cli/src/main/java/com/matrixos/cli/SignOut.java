package com.matrixos.cli;

/// Makes the token of somebody who is signed in good for nothing.
///
/// @param context where it is said when that cannot be done
record SignOut(Context context) {
    /// Never throws: whoever wants to leave leaves, and hears what is left to do.
    void revoke(Credentials credentials) {
        String id = credentials.id();
        if (id == null) {
            tell(credentials, "it is not known which of your tokens it is");
            return;
        }
        try {
            new Api(credentials.peer()).order("DELETE", "/api/me/tokens/" + OperatorHttp.encoded(id));
        } catch (RefusedException e) {
            // Refused by 401 or 404 it is dead already.
            if (e.status() != 401 && e.status() != 404) {
                tell(credentials, String.valueOf(e.getMessage()));
            }
        } catch (CommandException e) {
            tell(credentials, String.valueOf(e.getMessage()));
        }
    }

    private void tell(Credentials credentials, String why) {
        context.err()
                .println("(the token of " + Printable.of(credentials.toString()) + " could not be revoked: " + why
                        + "\n revoke it in your account's settings there)");
    }
}
