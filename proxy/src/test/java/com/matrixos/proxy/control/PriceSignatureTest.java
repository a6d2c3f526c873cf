package com.matrixos.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.proxy.prices.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The key and the signature are OpenSSL's, made as the guide says.
class PriceSignatureTest {
    private static final String KEY = "MCowBQYDK2VwAyEA/Ez2E1ncEj+dIWH0wI0jnh03fq4GVTvNAG304cZKTqs=";
    private static final String SIGNATURE =
            "GaR7keVAsndjmh/vElfAxE63THrYbRtxmPfjN3GCIu741TOyv96/jiSl6VAuM804UUpNqQ6go9PWszhBynsODA==";
    private static final byte[] LIST = "{\"models\":[]}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private static Optional<String> problem(String key, byte[] list, String signature) {
        return PriceSignature.by(key)
                .orElseThrow()
                .problem(list, Optional.ofNullable(signature))
                .map(Problem::toString);
    }

    @Test
    void believesWhatIsSigned() {
        assertThat(problem(KEY, LIST, SIGNATURE)).isEmpty();
        assertThat(problem(KEY, LIST, SIGNATURE.substring(0, 76) + "\n" + SIGNATURE.substring(76) + "\n"))
                .as("as base64 writes it")
                .isEmpty();
    }

    @Test
    void theKeyMayBeInAFile() throws Exception {
        Path pem = Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PUBLIC KEY-----\n" + KEY + "\n-----END PUBLIC KEY-----\n");
        assertThat(problem(pem.toString(), LIST, SIGNATURE)).isEmpty();
    }

    @Test
    void believesNothingElse() throws Exception {
        String other = Base64.getEncoder()
                .encodeToString(KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPublic()
                        .getEncoded());
        assertThat(problem(KEY, "{\"models\":[] }".getBytes(StandardCharsets.UTF_8), SIGNATURE))
                .contains("signature: is not of this list, or not by the key that is set");
        assertThat(problem(other, LIST, SIGNATURE)).isPresent();
        assertThat(problem(KEY, LIST, null)).contains("signature: is missing: lists must be signed here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no base64!", "AAAA", KEY, SIGNATURE + SIGNATURE})
    void whatIsNotOf64BytesIsNoSignature(String signature) {
        assertThat(problem(KEY, LIST, signature)).contains("signature: must be the base64 of 64 bytes");
    }

    @Test
    void bytesThatAreNoSignatureOfAnythingDoNot() {
        byte[] high = new byte[64];
        java.util.Arrays.fill(high, (byte) 0xff);
        assertThat(problem(KEY, LIST, Base64.getEncoder().encodeToString(high))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MCowBQYDK2VwAyEAAAAA",
                "MCowBQYDK2VwAyEA!",
                "/there/is/no/such/file",
                "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A"
            })
    void whatIsNoKeyEndsTheStart(String setting) {
        assertThatThrownBy(() -> PriceSignature.by(setting))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PROXY_PRICES_PUBLIC_KEY");
    }

    @Test
    void withoutAKeyNothingIsAskedFor() {
        assertThat(PriceSignature.by("")).isEmpty();
    }
}
