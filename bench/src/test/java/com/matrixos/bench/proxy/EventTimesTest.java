package com.matrixos.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class EventTimesTest {
    @Test
    void findsTheTimesOfAStreamHoweverItIsCut() {
        ByteBuf first = Answers.STREAM_EVENT.with(1, UnpooledByteBufAllocator.DEFAULT);
        ByteBuf second = Answers.STREAM_EVENT.with(Long.MAX_VALUE, UnpooledByteBufAllocator.DEFAULT);
        int length = first.readableBytes() + second.readableBytes();
        ByteBuf stream = UnpooledByteBufAllocator.DEFAULT
                .buffer(length)
                .writeBytes(first)
                .writeBytes(second);
        for (int cut = 0; cut <= length; cut++) {
            var times = new EventTimes();
            var found = new ArrayList<Long>();
            times.read(stream.slice(0, cut), found::add);
            times.read(stream.slice(cut, length - cut), found::add);
            assertThat(found).as("cut at %d", cut).containsExactly(1L, Long.MAX_VALUE);
        }
    }

    @Test
    void findsNothingInWhatIsAroundTheEvents() {
        var found = new ArrayList<Long>();
        new EventTimes().read(Answers.STREAM_BEGIN.with(7, UnpooledByteBufAllocator.DEFAULT), found::add);
        new EventTimes().read(Answers.STREAM_END.with(7, UnpooledByteBufAllocator.DEFAULT), found::add);
        assertThat(found).isEmpty();
    }
}
