package io.gatehouse.proxy.telemetry;

/** Notes of requests, a column per field, so that many of them are no objects. Not thread-safe. */
final class Records {
    private final int[] minutes;
    private final String[] services;
    private final String[] routes;
    private final String[] consumers;
    private final byte[] statusClasses;
    private final int[] millis;

    Records(int capacity) {
        minutes = new int[capacity];
        services = new String[capacity];
        routes = new String[capacity];
        consumers = new String[capacity];
        statusClasses = new byte[capacity];
        millis = new int[capacity];
    }

    int capacity() {
        return minutes.length;
    }

    /**
     * Writes a row.
     *
     * @param minute since 1970
     * @param service id, or {@code null}, as for the next two
     */
    void set(int index, int minute, String service, String route, String consumer, int statusClass, int duration) {
        minutes[index] = minute;
        services[index] = service;
        routes[index] = route;
        consumers[index] = consumer;
        statusClasses[index] = (byte) statusClass;
        millis[index] = duration;
    }

    void copyTo(Records target, int from, int to, int count) {
        System.arraycopy(minutes, from, target.minutes, to, count);
        System.arraycopy(services, from, target.services, to, count);
        System.arraycopy(routes, from, target.routes, to, count);
        System.arraycopy(consumers, from, target.consumers, to, count);
        System.arraycopy(statusClasses, from, target.statusClasses, to, count);
        System.arraycopy(millis, from, target.millis, to, count);
    }

    int minute(int index) {
        return minutes[index];
    }

    String service(int index) {
        return services[index];
    }

    String route(int index) {
        return routes[index];
    }

    String consumer(int index) {
        return consumers[index];
    }

    int statusClass(int index) {
        return statusClasses[index];
    }

    int millis(int index) {
        return millis[index];
    }
}
