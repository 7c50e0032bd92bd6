package io.gatehouse.proxy.counter;

/**
 * Whose counter it is.
 *
 * @param name of the counters, which has the plugin's name in front
 * @param key what the plugin counts by
 */
record CounterKey(String name, String key) {

    // written out because the hash of a record goes through method handles, and this one is made for every request

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + key.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CounterKey that && key.equals(that.key) && name.equals(that.name);
    }
}
