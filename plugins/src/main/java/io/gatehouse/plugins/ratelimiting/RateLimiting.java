package io.gatehouse.plugins.ratelimiting;

import io.gatehouse.plugin.ClientResponse;
import io.gatehouse.plugin.Exchange;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.Reply;
import io.gatehouse.plugin.Step;
import io.gatehouse.plugin.WindowCounter;
import io.gatehouse.plugin.WindowCounters;
import java.time.Clock;

/**
 * Lets so many requests pass in each second, minute and so on, and tells clients how many are left. Never more pass than a
 * limit says, however many event loops ask at once.
 */
final class RateLimiting implements Plugin {
    private static final int NONE = -1;

    private final Limit[] limits;
    private final CountedBy countedBy;
    private final boolean silent;
    private final Step refusal;
    private final WindowCounters counters;
    private final Clock clock;

    RateLimiting(RateLimitingConfig config, Reply refusal, WindowCounters counters, Clock clock) {
        this.limits = config.limits().toArray(Limit[]::new);
        this.countedBy = CountedBy.of(config);
        this.silent = config.hideClientHeaders();
        this.refusal = Step.respond(refusal);
        this.counters = counters;
        this.clock = clock;
    }

    @Override
    public Step access(Exchange exchange) {
        Windows windows = Windows.at(clock.millis());
        long[] used = new long[limits.length];
        int reached = take(counters.of(countedBy.key(exchange)), windows, used);
        if (!silent) {
            tell(exchange.response(), windows, used, reached);
        }
        return reached == NONE ? Step.NEXT : refusal;
    }

    /**
     * Counts the request, unless a limit is reached.
     *
     * @param used receives the requests before this one, by limit
     * @return the index of a limit that is reached, or {@link #NONE}
     */
    private int take(WindowCounter counter, Windows windows, long[] used) {
        int reached = NONE;
        for (int i = 0; i < limits.length; i++) {
            Period period = limits[i].period();
            used[i] = counter.count(period.ordinal(), windows.start(period));
            if (limits[i].left(used[i]) <= 0) {
                reached = i;
            }
        }
        if (reached != NONE) {
            return reached;
        }
        for (int i = 0; i < limits.length; i++) {
            used[i] = add(counter, windows, limits[i].period(), 1) - 1;
            if (limits[i].left(used[i]) <= 0) {
                // another event loop has let the last one pass meanwhile
                for (int taken = 0; taken <= i; taken++) {
                    add(counter, windows, limits[taken].period(), -1);
                }
                return i;
            }
        }
        return NONE;
    }

    private static long add(WindowCounter counter, Windows windows, Period period, long amount) {
        return counter.add(period.ordinal(), windows.start(period), windows.end(period), amount);
    }

    private void tell(ClientResponse response, Windows windows, long[] used, int reached) {
        int tightest = 0;
        double least = Double.POSITIVE_INFINITY;
        String leastText = "";
        for (int i = 0; i < limits.length; i++) {
            // a refused request takes nothing from the limits that were not reached
            double left = Math.max(0, limits[i].left(used[i]) - (reached == NONE || reached == i ? 1 : 0));
            response.addHeader(limits[i].limitHeader(), limits[i].text());
            String leftText = DecimalText.of(left);
            response.addHeader(limits[i].remainingHeader(), leftText);
            if (left <= least) {
                least = left;
                leastText = leftText;
                tightest = i;
            }
        }
        String reset = DecimalText.of(windows.reset(limits[tightest].period()));
        response.addHeader("RateLimit-Limit", limits[tightest].text());
        response.addHeader("RateLimit-Remaining", leastText);
        response.addHeader("RateLimit-Reset", reset);
        if (reached != NONE) {
            response.addHeader("Retry-After", reset);
        }
    }
}
