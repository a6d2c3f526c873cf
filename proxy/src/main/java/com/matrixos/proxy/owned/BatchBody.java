package com.matrixos.proxy.owned;

import com.matrixos.proxy.anthropic.AnthropicError;
import com.matrixos.proxy.usage.BatchSkim;
import com.matrixos.proxy.usage.Piece;
import com.matrixos.relay.Verdict;
import java.util.Optional;

/// Finds out, as a batch's requests pass, which files they name and what they may cost, and has the money set
/// aside at their end.
final class BatchBody implements Creation.Body {
    private final String user;
    private final NamedFiles files;
    private final BatchMoney money;
    private final Deposit deposit;
    private final Answers answers;
    private final BatchSkim asked = new BatchSkim();

    /// @param deposit where the money is laid down
    BatchBody(String user, NamedFiles files, BatchMoney money, Deposit deposit, Answers answers) {
        this.user = user;
        this.files = files;
        this.money = money;
        this.deposit = deposit;
        this.answers = answers;
    }

    @Override
    public void read(Piece piece) {
        files.read(piece);
        asked.feed(piece);
    }

    /// Money comes last: nothing is held for a batch that is refused.
    @Override
    public Optional<Verdict.Respond> refusal() {
        return files.refusal().or(this::unreadable).or(this::noRoom);
    }

    /// In another character set, for one, the upstream might read requests that were not counted here.
    private Optional<Verdict.Respond> unreadable() {
        return asked.whole()
                ? Optional.empty()
                : Optional.of(
                        answers.error(user, AnthropicError.invalidRequest("a batch must be one JSON object in UTF-8")));
    }

    private Optional<Verdict.Respond> noRoom() {
        return switch (money.hold(user, money.worstCase(asked.byModel(), files.promptTokens()))) {
            case BatchMoney.Room.Held(var hold) -> {
                deposit.put(hold);
                yield Optional.empty();
            }
            case BatchMoney.Room.Refused(var answer) -> Optional.of(answer);
        };
    }
}
