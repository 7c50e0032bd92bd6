package io.gatehouse.proxy.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.gatehouse.plugin.Exchange;
import io.gatehouse.plugin.LogEntry;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PluginPlanTest {
    private static final String ROUTE = "r1";
    private static final String SERVICE = "s1";
    private static final String ALICE = "alice";

    private final List<ScopedPlugin> plugins = new ArrayList<>();

    private static final class AccessAndLog implements Plugin {
        @Override
        public Step access(Exchange exchange) {
            return Step.NEXT;
        }

        @Override
        public void log(LogEntry entry) {
            // only its being there counts
        }
    }

    private static final class HeadersOnly implements Plugin {
        @Override
        public void responseHeaders(Exchange exchange) {
            // only its being there counts
        }
    }

    private ConfiguredPlugin add(String name, int priority, String route, String service, String consumer) {
        String id = name + "/" + route + "/" + service + "/" + consumer;
        ConfiguredPlugin plugin = ConfiguredPlugin.of(id, name, priority, new AccessAndLog());
        plugins.add(new ScopedPlugin(plugin, route, service, consumer));
        return plugin;
    }

    private static List<ConfiguredPlugin> access(PluginPlan plan) {
        List<ConfiguredPlugin> found = new ArrayList<>();
        for (int at = plan.next(0); at < plan.size(); at = plan.next(at + 1)) {
            found.add(plan.at(at));
        }
        return found;
    }

    @Test
    void takesTheMostSpecificOfEightScopes() {
        List<ConfiguredPlugin> mostSpecificFirst = List.of(
                add("limit", 900, ROUTE, SERVICE, ALICE),
                add("limit", 900, ROUTE, "", ALICE),
                add("limit", 900, "", SERVICE, ALICE),
                add("limit", 900, ROUTE, SERVICE, ""),
                add("limit", 900, "", "", ALICE),
                add("limit", 900, ROUTE, "", ""),
                add("limit", 900, "", SERVICE, ""),
                add("limit", 900, "", "", ""));
        for (ConfiguredPlugin expected : mostSpecificFirst) {
            PluginPlan plan = new PlanTable(plugins).plan(ROUTE, SERVICE).identified(0, ALICE);
            assertEquals(List.of(expected), access(plan));
            plugins.remove(0);
        }
        assertEquals(List.of(), access(new PlanTable(plugins).plan(ROUTE, SERVICE)));
    }

    @Test
    void ignoresScopesOfOtherRoutesServicesAndConsumers() {
        add("limit", 900, "r2", "", "");
        add("limit", 900, "", "s2", "");
        add("limit", 900, ROUTE, "s2", "");
        add("limit", 900, "", "", "bob");
        assertEquals(
                List.of(), access(new PlanTable(plugins).plan(ROUTE, SERVICE).identified(0, ALICE)));
    }

    @Test
    void runsHigherPriorityFirstThenLaterName() {
        ConfiguredPlugin low = add("z", 1, "", "", "");
        ConfiguredPlugin a = add("a", 10, "", "", "");
        ConfiguredPlugin b = add("b", 10, "", "", "");
        assertEquals(List.of(b, a, low), access(new PlanTable(plugins).plan(ROUTE, SERVICE)));
    }

    @Test
    void choosesForTheConsumerOnlyPluginsWhoseTurnIsStillToCome() {
        ConfiguredPlugin early = add("early", 2000, "", "", "");
        add("early", 2000, "", "", ALICE);
        ConfiguredPlugin authentication = add("auth", 1000, "", "", "");
        add("late", 900, "", "", "");
        ConfiguredPlugin lateForAlice = add("late", 900, "", "", ALICE);
        ConfiguredPlugin onlyForAlice = add("only", 800, "", "", ALICE);

        PluginPlan plan = new PlanTable(plugins).plan(ROUTE, SERVICE);
        int position = plan.next(plan.next(0) + 1);
        assertSame(authentication, plan.at(position));

        PluginPlan known = plan.identified(position + 1, ALICE);
        assertEquals(List.of(early, authentication, lateForAlice, onlyForAlice), access(known));
        assertEquals(access(known), Arrays.asList(known.plugins(Phase.LOG)));
        assertSame(known, plan.identified(position + 1, ALICE));
        assertSame(plan, plan.identified(position + 1, "bob"));
        assertEquals(access(plan), access(known.anonymous(position + 1)));
    }

    @Test
    void listsInEachPhaseOnlyWhoImplementsIt() {
        ConfiguredPlugin headers = ConfiguredPlugin.of("1", "headers", 5, new HeadersOnly());
        plugins.add(new ScopedPlugin(headers, "", "", ""));
        ConfiguredPlugin access = add("access", 1, "", "", "");
        PluginPlan plan = new PlanTable(plugins).global();

        assertEquals(List.of(headers), List.of(plan.plugins(Phase.RESPONSE_HEADERS)));
        assertEquals(List.of(access), List.of(plan.plugins(Phase.LOG)));
        assertEquals(0, plan.plugins(Phase.REWRITE).length);
        assertEquals(List.of(access), access(plan));
    }

    @Test
    void givesRequestsWithoutRouteTheGlobalInstancesOnly() {
        ConfiguredPlugin everywhere = add("log", 9, "", "", "");
        add("log", 9, ROUTE, "", "");
        add("auth", 1000, "", SERVICE, "");
        add("limit", 900, "", "", ALICE);
        assertEquals(List.of(everywhere), access(new PlanTable(plugins).global().identified(0, ALICE)));
    }

    @Test
    void sharesOnePlanAmongRoutesThatNoPluginNames() {
        add("log", 9, "", "", "");
        add("auth", 1000, ROUTE, "", "");
        PlanTable table = new PlanTable(plugins);
        assertSame(table.plan("r2", "s2"), table.plan("r3", "s3"));
        assertEquals(2, access(table.plan(ROUTE, "s2")).size());
    }
}
