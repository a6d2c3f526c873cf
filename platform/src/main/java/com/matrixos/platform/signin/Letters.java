package com.matrixos.platform.signin;

import com.matrixos.platform.access.PublicAddress;
import com.matrixos.platform.accounts.Account;
import com.matrixos.platform.mail.Mail;
import com.matrixos.platform.mail.Mailer;
import java.util.Optional;

/// What people are written. Without a way to send mail nobody is written anything.
final class Letters {
    private final Optional<Mailer> mailer;
    private final PublicAddress address;

    Letters(Optional<Mailer> mailer, PublicAddress address) {
        this.mailer = mailer;
        this.address = address;
    }

    /// Whether this account can be written to.
    boolean reach(Account account) {
        return mailer.isPresent() && !account.email().isEmpty();
    }

    /// The page on which a password is set. The token stands behind the `#`: no server on the way and no
    /// `Referer` ever has it.
    String resetLink(String token) {
        return address.site() + "/reset#token=" + token;
    }

    void reset(Account account, String token) {
        send(account, "Set a new password", """
                Somebody, probably you, asked to set a new password for %s on %s.

                Open this link within an hour; it works once:

                %s

                If it was not you, do nothing. The password stays as it is.
                """.formatted(account.handle(), address.domain(), resetLink(token)));
    }

    /// Something has changed by which somebody could get in or keep the owner out.
    ///
    /// @param what a whole sentence
    void notice(Account account, String what) {
        send(account, "Your account has changed", """
                %s

                This is about %s on %s. If it was not you, set a new password at once:

                %s/reset
                """.formatted(
                        what, account.handle(), address.domain(), address.site()));
    }

    private void send(Account account, String subject, String text) {
        if (reach(account)) {
            mailer.ifPresent(way -> way.send(new Mail(account.email(), subject, text)));
        }
    }
}
