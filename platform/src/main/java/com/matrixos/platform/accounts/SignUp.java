package com.matrixos.platform.accounts;

import com.matrixos.api.accounts.SignUpRequest;
import com.matrixos.platform.audit.Actor;
import com.matrixos.platform.containers.Handle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Takes in new people. Calls block; safe for use from any thread.
public final class SignUp {
    private final AccountChanges changes;
    private final Handles handles;
    private final Passwords passwords;
    private final Throttle throttle;
    private final boolean open;

    /// @param open whether anybody may; otherwise it takes the setup code
    public SignUp(AccountChanges changes, Handles handles, Passwords passwords, Throttle throttle, boolean open) {
        this.changes = changes;
        this.handles = handles;
        this.passwords = passwords;
        this.throttle = throttle;
        this.open = open;
    }

    /// Makes an account.
    ///
    /// @throws com.matrixos.base.http.ProblemException 400 naming the field that is not good, 403 when nobody
    /// may sign up or the code is wrong, 409 when the handle cannot be had
    /// @throws TryLaterException when there were too many from that address
    public Account signUp(SignUpRequest request, Actor nobody) {
        String code = blankIsNone(request.code());
        if (!open && code == null) {
            throw AccountProblems.signUpClosed().exception();
        }
        String email = EmailAddress.check(request.email());
        Handle handle = Handle.of(Objects.requireNonNullElse(request.handle(), ""));
        String password = PasswordRules.check(request.password(), handle, email);
        throttle.signUp(nobody.address());
        // Asked once more in the transaction; here it saves the hash.
        handles.refusal(handle.text()).ifPresent(refusal -> {
            throw AccountProblems.handleTaken(refusal.message()).exception();
        });
        return changes.create(new NewAccount(email, handle, passwords.hash(password), Role.USER, code), nobody);
    }

    private static @Nullable String blankIsNone(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
