package io.gatehouse.cluster.snapshot.compat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.EntityCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Everything that has changed its form, with the version since which data planes know the new one. Newer changes are undone
 * before older ones; fields go last, because the older forms are made from them. Immutable.
 */
public final class CompatibilityRules {
    private static final String PLUGINS = "plugins";

    private record Rule(long threshold, String type, RowRule rule) {}

    private final List<Rule> rules = new ArrayList<>();
    private final RemovedFields removed = new RemovedFields();
    private final TreeSet<Long> thresholds = new TreeSet<>();
    private final Map<String, String> owners;

    /** The rules for the plugins that a control plane has. */
    public static CompatibilityRules of(EntityCatalog catalog) {
        Map<String, String> owners = new TreeMap<>();
        catalog.plugins().forEach(plugin -> plugin.entities().forEach(type -> owners.put(type.name(), plugin.name())));
        return new CompatibilityRules(owners);
    }

    /** @param owners plugin by the name of an entity type that comes with it */
    CompatibilityRules(Map<String, String> owners) {
        this.owners = Map.copyOf(owners);
        add("3.9.0", PLUGINS, AiRules.withoutProviders(Set.of("huggingface")));
        add("3.8.0", PLUGINS, AiRules.withoutProviders(Set.of("gemini", "bedrock", "huggingface")));
        add("3.8.0", PLUGINS, AiRules::mistralAddress);
        add("3.8.0", PLUGINS, RedisRules::acmeUser);
        add("3.8.0", PLUGINS, TracingRules::oneEndpoint);
        add("3.7.0", PLUGINS, AiRules::chatInsteadOfPreserve);
        add("3.6.0", PLUGINS, RedisRules::formerNames);
        add("3.5.0", PLUGINS, TracingRules.withoutHeaderType("gcp"));
        add("3.4.0", PLUGINS, TracingRules.withoutHeaderType("aws"));
        add("3.3.0", PLUGINS, TracingRules::formerQueues);
        add("3.3.0", "vaults", CoreRules::vaultPrefixes);
        CoreRules.NEWLY_DATED.forEach(type -> add("3.3.0", type, CoreRules.without("updated_at")));
        add("3.2.0", "services", CoreRules::tlsServices);
        add("3.2.0", "upstreams", CoreRules::latencyBalancing);
        add("3.2.0", PLUGINS, CoreRules.without("instance_name"));
        add("3.2.0", PLUGINS, SessionRules::formerNames);
        add("3.1.0", "upstreams", CoreRules.without("use_srv_name"));
        rules.sort(Comparator.comparingLong(Rule::threshold).reversed());
        removed.thresholds().forEach(thresholds::add);
    }

    private void add(String threshold, String type, RowRule rule) {
        rules.add(new Rule(VersionNumber.of(threshold), type, rule));
        thresholds.add(VersionNumber.of(threshold));
    }

    /**
     * @param version as the data plane says it
     * @param plugins names of the plugins that it has
     */
    public DataPlaneKind kind(String version, Set<String> plugins) {
        Long threshold = thresholds.higher(VersionNumber.of(version));
        Set<String> unknown = owners.entrySet().stream()
                .filter(owner -> !plugins.contains(owner.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return new DataPlaneKind(threshold == null ? Long.MAX_VALUE : threshold, unknown);
    }

    /** The plugins that bring entity types of their own. */
    public Set<String> owners() {
        return Set.copyOf(owners.values());
    }

    /** What gives the rows of one configuration the form for a kind of data plane. */
    public CompatibleRows rows(DataPlaneKind kind) {
        return new CompatibleRows(kind, rowRules(kind));
    }

    /** Makes the rule for rows of each type that a kind of data plane needs; types without one stay as they are. */
    private Map<String, RowRule> rowRules(DataPlaneKind kind) {
        Map<String, List<RowRule>> byType = new TreeMap<>();
        Consumer<Rule> add = rule ->
                byType.computeIfAbsent(rule.type(), type -> new ArrayList<>()).add(rule.rule());
        rules.stream().filter(rule -> rule.threshold() >= kind.generation()).forEach(add);
        if (kind.generation() != Long.MAX_VALUE) {
            byType.computeIfAbsent(PLUGINS, type -> new ArrayList<>()).add(removed.from(kind.generation()));
        }
        Map<String, RowRule> combined = new TreeMap<>();
        byType.forEach((type, list) -> combined.put(type, (row, warnings) -> applyAll(list, row, warnings)));
        return combined;
    }

    private static boolean applyAll(List<RowRule> list, ObjectNode row, Consumer<String> warnings) {
        boolean changed = false;
        for (RowRule rule : list) {
            changed |= rule.apply(row, warnings);
        }
        return changed;
    }
}
