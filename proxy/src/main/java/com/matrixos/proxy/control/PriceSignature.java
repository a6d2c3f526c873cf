package com.matrixos.proxy.control;

import com.matrixos.proxy.prices.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/// Whose price lists are believed: who has the private half of an Ed25519 key. A list is signed as it stands,
/// byte by byte, and the signature lies beside it:
///
/// ```
/// signature-file = base64 of 64 bytes, white space around it does not matter
/// ```
///
/// Safe for use from any thread.
public final class PriceSignature {
    private static final String ALGORITHM = "Ed25519";
    private static final int BYTES = 64;

    /// How the base64 of every Ed25519 key in X.509's form begins: with what says that it is one.
    private static final String BEGINNING = "MCowBQYDK2VwAyEA";

    /// Where a problem with it is.
    private static final String PLACE = "signature";

    private static final String PEM_LINES = "-----(BEGIN|END) PUBLIC KEY-----";

    private final PublicKey key;

    private PriceSignature(PublicKey key) {
        this.key = key;
    }

    /// By the operator's setting; reads the disk.
    ///
    /// @param setting `PROXY_PRICES_PUBLIC_KEY`: the key in X.509's form as base64, or the name of a PEM file
    /// that has it; empty when lists need no signature
    /// @throws IllegalStateException when there is no such key
    public static Optional<PriceSignature> by(String setting) {
        return setting.isEmpty() ? Optional.empty() : Optional.of(new PriceSignature(key(setting)));
    }

    /// The file in which the signature of a list must be.
    static Path beside(Path list) {
        return list.resolveSibling(list.getFileName() + ".sig");
    }

    /// Why a list must not be believed, if it must not.
    ///
    /// @param list its bytes
    /// @param signature as it stands in the file, or nothing when there is none
    Optional<Problem> problem(byte[] list, Optional<String> signature) {
        if (signature.isEmpty()) {
            return Optional.of(new Problem(PLACE, "is missing: lists must be signed here"));
        }
        Optional<byte[]> bytes =
                base64(signature.get().replaceAll("\\s", "")).filter(decoded -> decoded.length == BYTES);
        if (bytes.isEmpty()) {
            return Optional.of(new Problem(PLACE, "must be the base64 of 64 bytes"));
        }
        return fits(list, bytes.get())
                ? Optional.empty()
                : Optional.of(new Problem(PLACE, "is not of this list, or not by the key that is set"));
    }

    private boolean fits(byte[] list, byte[] signature) {
        try {
            var check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(list);
            return check.verify(signature);
        } catch (GeneralSecurityException _) {
            // Some bytes are no signature of anything.
            return false;
        }
    }

    private static PublicKey key(String setting) {
        try {
            String base64 = setting.startsWith(BEGINNING) ? setting : pem(Path.of(setting));
            byte[] encoded =
                    base64(base64).orElseThrow(() -> new IllegalStateException("PROXY_PRICES_PUBLIC_KEY is no base64"));
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("PROXY_PRICES_PUBLIC_KEY is no Ed25519 key and names no file of one", e);
        }
    }

    private static String pem(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.US_ASCII)
                .replaceAll(PEM_LINES, "")
                .replaceAll("\\s", "");
    }

    private static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
