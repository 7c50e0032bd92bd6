package io.gatehouse.admin.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.gatehouse.model.admin.errors.MessageException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLevelTimeoutTest {

    @Test
    void isAMinuteUnlessSaid() {
        assertEquals(Duration.ofMinutes(1), LogLevelTimeout.of(Optional.empty()));
        assertEquals(Duration.ofMinutes(1), LogLevelTimeout.of(NullNode.instance));
        assertEquals(Duration.ofSeconds(5), LogLevelTimeout.of(IntNode.valueOf(5)));
        assertEquals(Duration.ZERO, LogLevelTimeout.of(Optional.of("0")));
    }

    @Test
    void countsPartsOfASecondAsAWholeOne() {
        assertEquals(Duration.ofSeconds(2), LogLevelTimeout.of(Optional.of("1.01")));
    }

    @Test
    void endsSomeDayHoweverLarge() {
        assertEquals(Duration.ofDays(36_500), LogLevelTimeout.of(Optional.of("1e300")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "soon", ""})
    void refusesWhatIsNoTime(String text) {
        MessageException refused = assertThrows(MessageException.class, () -> LogLevelTimeout.of(Optional.of(text)));
        assertEquals(400, refused.status());
        assertEquals("timeout must be greater than or equal to 0", refused.getMessage());
    }
}
