package io.gatehouse.admin.info;

import io.gatehouse.cluster.telemetry.Grouping;
import io.gatehouse.cluster.telemetry.Resolution;
import io.gatehouse.cluster.telemetry.TelemetryQuery;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.input.QueryParameters;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what a client asks of {@code /clustering/telemetry}. */
final class TelemetryParameters {
    private static final Duration DEFAULT_RANGE = Duration.ofHours(1);

    /** Ranges up to this one are told by the minute, unless the client says otherwise. */
    private static final Duration LONGEST_BY_MINUTE = Duration.ofHours(6);

    /** Seconds since 1970, up to the year 9999. */
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private TelemetryParameters() {}

    /** @throws MessageException 400, which names the parameter, its value and what would be right */
    static TelemetryQuery read(QueryParameters parameters, Instant now) {
        Instant to = parameters.first("to").map(text -> time("to", text)).orElse(now);
        Instant from =
                parameters.first("from").map(text -> time("from", text)).orElseGet(() -> to.minus(DEFAULT_RANGE));
        if (!from.isBefore(to)) {
            throw wrong("from", from + " is not before to, " + to);
        }
        Resolution resolution = parameters
                .first("resolution")
                .map(TelemetryParameters::resolution)
                .orElseGet(() -> Duration.between(from, to).compareTo(LONGEST_BY_MINUTE) <= 0
                        ? Resolution.MINUTE
                        : Resolution.HOUR);
        List<Grouping> groupings =
                parameters.first("group_by").map(TelemetryParameters::groupings).orElse(List.of());
        return new TelemetryQuery(from, to, resolution, groupings);
    }

    private static Instant time(String name, String text) {
        Optional<Instant> time = Optional.empty();
        if (SECONDS.matcher(text).matches()) {
            time = Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
        } else {
            try {
                time = Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeParseException noTime) {
                // told below
            }
        }
        return time.filter(moment -> !moment.isAfter(LATEST) && !moment.isBefore(Instant.EPOCH))
                .orElseThrow(
                        () -> wrong(
                                name,
                                "'" + text
                                        + "' is no time; expected seconds since 1970 or RFC 3339, such as 2026-01-31T12:00:00Z"));
    }

    private static Resolution resolution(String text) {
        return Arrays.stream(Resolution.values())
                .filter(resolution -> resolution.value().equals(text))
                .findFirst()
                .orElseThrow(() -> wrong("resolution", "'" + text + "' is not known; expected minute or hour"));
    }

    private static List<Grouping> groupings(String text) {
        List<Grouping> groupings = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            Grouping grouping = Arrays.stream(Grouping.values())
                    .filter(each -> each.value().equals(name))
                    .findFirst()
                    .orElseThrow(() -> wrong("group_by", "'" + name + "' is not known; expected some of " + names()));
            if (groupings.contains(grouping)) {
                throw wrong("group_by", "'" + name + "' stands there twice");
            }
            groupings.add(grouping);
        }
        return groupings;
    }

    private static String names() {
        return Arrays.stream(Grouping.values()).map(Grouping::value).collect(Collectors.joining(","));
    }

    private static MessageException wrong(String parameter, String reason) {
        return new MessageException(400, "invalid " + parameter + ": " + reason);
    }
}
