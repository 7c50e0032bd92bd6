package io.gatehouse.proxy.phase;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The plugin instances of one request: fixed positions in order of their turn (priority descending, then name
 * descending), at most one instance per plugin name. Immutable; made once per (route, service) and kept, as are the
 * variants for consumers.
 *
 * <p>An exchange walks the positions of {@link Phase#ACCESS} with {@link #next}. When an authentication plugin has
 * named a consumer at position {@code p}, the exchange goes on with {@code identified(p + 1, consumer)}: positions up to
 * {@code p} keep their instance, the later ones are chosen for the consumer. The plan that the exchange holds when its
 * access phase is over also says which instances run in the later phases, whether or not a plugin answered early.
 */
public final class PluginPlan {
    private static final ConfiguredPlugin[] NONE = {};

    // after NONE, which its constructor uses
    public static final PluginPlan EMPTY = new PluginPlan(new Slot[0]);

    /** Plans kept per plan; a consumer beyond them gets a new one each time, which costs a few copies. */
    private static final int KEPT_VARIANTS = 1024;

    private final Slot[] slots;
    private final ConfiguredPlugin[] chosen;
    private final int[] nextAccess;
    private final boolean consumerScoped;
    private final boolean needsLogDocument;
    private final ConfiguredPlugin[][] byPhase = new ConfiguredPlugin[Phase.values().length][];
    private final ConcurrentMap<Variant, PluginPlan> variants = new ConcurrentHashMap<>(0);

    private record Variant(int from, String consumer) {}

    PluginPlan(Slot[] slots) {
        this(slots, Arrays.stream(slots).map(Slot::anonymous).toArray(ConfiguredPlugin[]::new));
    }

    private PluginPlan(Slot[] slots, ConfiguredPlugin[] chosen) {
        this.slots = slots;
        this.chosen = chosen;
        this.consumerScoped = Arrays.stream(slots).anyMatch(Slot::consumerScoped);
        this.nextAccess = accessPositions(chosen);
        for (Phase phase : Phase.values()) {
            ConfiguredPlugin[] plugins = Arrays.stream(chosen)
                    .filter(plugin -> plugin != null && plugin.phases().contains(phase))
                    .toArray(ConfiguredPlugin[]::new);
            byPhase[phase.ordinal()] = plugins.length == 0 ? NONE : plugins;
        }
        this.needsLogDocument = Arrays.stream(plugins(Phase.LOG))
                .anyMatch(configured -> configured.plugin().readsLogDocument());
    }

    private static int[] accessPositions(ConfiguredPlugin[] chosen) {
        int[] next = new int[chosen.length + 1];
        next[chosen.length] = chosen.length;
        for (int i = chosen.length - 1; i >= 0; i--) {
            boolean runs = chosen[i] != null && chosen[i].phases().contains(Phase.ACCESS);
            next[i] = runs ? i : next[i + 1];
        }
        return next;
    }

    /** Number of positions. */
    public int size() {
        return chosen.length;
    }

    /** The first position from {@code position} on whose instance has an access phase, or {@link #size()}. */
    public int next(int position) {
        return nextAccess[position];
    }

    /** The instance at a position that {@link #next} answered. */
    public ConfiguredPlugin at(int position) {
        return chosen[position];
    }

    /** The instances that implement a phase, in order; shared, not to be changed. */
    public ConfiguredPlugin[] plugins(Phase phase) {
        return byPhase[phase.ordinal()];
    }

    /** Whether a plugin of the log phase may ask for the log document. */
    public boolean needsLogDocument() {
        return needsLogDocument;
    }

    /** The plan of an exchange whose consumer is known from position {@code from} on. */
    public PluginPlan identified(int from, String consumerId) {
        if (!consumerScoped || from >= slots.length) {
            return this;
        }
        Variant key = new Variant(from, consumerId);
        PluginPlan known = variants.get(key);
        if (known != null) {
            return known;
        }
        PluginPlan made = choose(from, consumerId);
        if (variants.size() < KEPT_VARIANTS) {
            variants.put(key, made);
        }
        return made;
    }

    /** The plan of an exchange that has no consumer (any more) from position {@code from} on. */
    public PluginPlan anonymous(int from) {
        return identified(from, "");
    }

    private PluginPlan choose(int from, String consumerId) {
        ConfiguredPlugin[] mixed = chosen.clone();
        for (int i = from; i < slots.length; i++) {
            mixed[i] = slots[i].forConsumer(consumerId);
        }
        return Arrays.equals(mixed, chosen) ? this : new PluginPlan(slots, mixed);
    }
}
