package io.gatehouse.admin.info;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gatehouse.cluster.telemetry.Grouping;
import io.gatehouse.cluster.telemetry.Resolution;
import io.gatehouse.cluster.telemetry.TelemetryQuery;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.input.QueryParameters;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetryParametersTest {

    private static final Instant NOW = Instant.parse("2026-11-21T17:20:30Z");

    private static TelemetryQuery read(String query) {
        return TelemetryParameters.read(QueryParameters.parse(query), NOW);
    }

    @Test
    void tellsTheLastHourByTheMinuteWithoutParameters() {
        assertEquals(
                new TelemetryQuery(Instant.parse("2026-11-21T16:20:30Z"), NOW, Resolution.MINUTE, List.of()),
                read(null));
        assertEquals(Instant.parse("2026-11-21T16:20:00Z"), read(null).start());
    }

    @Test
    void readsTimesInBothForms() {
        TelemetryQuery query = read("from=1795251600&to=2026-11-21T18:20:30%2B02:00&group_by=status_class,service");
        assertEquals(Instant.ofEpochSecond(1_795_251_600), query.from());
        assertEquals(Instant.parse("2026-11-21T16:20:30Z"), query.to());
        assertEquals(List.of(Grouping.STATUS_CLASS, Grouping.SERVICE), query.groupings());
    }

    @Test
    void tellsLongRangesByTheHour() {
        assertEquals(Resolution.MINUTE, read("from=2026-11-21T11:20:30Z").resolution());
        assertEquals(Resolution.HOUR, read("from=2026-11-21T11:20:29Z").resolution());
        assertEquals(
                Resolution.MINUTE,
                read("from=2026-11-21T11:20:29Z&resolution=minute").resolution());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "from=yesterday; invalid from: 'yesterday' is no time",
                "from=; invalid from: '' is no time",
                "from=-1; invalid from: '-1' is no time",
                "to=999999999999; invalid to: '999999999999' is no time",
                "to=2026-11-21; invalid to: '2026-11-21' is no time",
                "from=2026-11-21T17:20:30Z; invalid from: 2026-11-21T17:20:30Z is not before to",
                "resolution=second; invalid resolution: 'second' is not known; expected minute or hour",
                "group_by=node; invalid group_by: 'node' is not known; expected some of service,route,consumer,status",
                "group_by=route,; invalid group_by: '' is not known",
                "group_by=route,route; invalid group_by: 'route' stands there twice",
            })
    void saysWhatIsWrong(String query, String message) {
        MessageException refused = assertThrows(MessageException.class, () -> read(query));
        assertEquals(400, refused.status());
        assertEquals(
                message,
                refused.getMessage()
                        .substring(
                                0,
                                Math.min(message.length(), refused.getMessage().length())));
    }
}
