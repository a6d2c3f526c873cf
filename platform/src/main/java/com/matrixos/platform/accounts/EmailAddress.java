package com.matrixos.platform.accounts;

import com.matrixos.platform.problems.Problems;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// E-mail addresses as accounts have them. Pure.
public final class EmailAddress {
    /// RFC 5321 §4.5.3.1.3, less the angle brackets.
    private static final int LONGEST = 254;

    private EmailAddress() {}

    /// The address in lower case.
    ///
    /// @throws com.matrixos.base.http.ProblemException 400 naming the field `email`
    public static String check(@Nullable String text) {
        String address = text == null ? "" : text.strip();
        if (address.isEmpty() || address.length() > LONGEST || !valid(address)) {
            throw Problems.badRequest("email", "email must be an address such as alice@example.com")
                    .exception();
        }
        return address.toLowerCase(Locale.ROOT);
    }

    /// Strict parsing takes a display name, a comment and a bare local part, too; none of them is an address
    /// by itself.
    private static boolean valid(String address) {
        try {
            var parsed = new InternetAddress(address, true);
            parsed.validate();
            return address.equals(parsed.getAddress())
                    && address.matches("[^\\s\"<>(),:;\\[\\]]+@[^\\s@]+\\.[^\\s@.]+");
        } catch (AddressException _) {
            return false;
        }
    }
}
