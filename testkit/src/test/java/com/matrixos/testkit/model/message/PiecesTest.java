package com.matrixos.testkit.model.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PiecesTest {
    @Test
    void aWordHasItsBlanks() {
        assertThat(pieces("to be,  or\nnot")).containsExactly("to ", "be,  ", "or\n", "not");
    }

    @Test
    void aLongWordIsCutAndNoCharacterIs() {
        String word = "a" + "😀".repeat(100);

        assertThat(pieces(word)).hasSizeGreaterThan(3).allSatisfy(piece -> {
            assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse();
            assertThat(piece.length()).isLessThanOrEqualTo(50);
        });
        assertThat(String.join("", pieces(word))).isEqualTo(word);
    }

    private static List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        for (int from = 0; from < text.length(); ) {
            int end = Pieces.end(text, from);
            pieces.add(text.substring(from, end));
            from = end;
        }
        return pieces;
    }
}
