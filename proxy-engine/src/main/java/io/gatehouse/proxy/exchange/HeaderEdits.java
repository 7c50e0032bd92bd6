package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.http.HeadWriter;
import io.gatehouse.proxy.http.HeaderBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes to the header lines of a message that stays as it was received: removed names, and added lines. */
final class HeaderEdits {
    private final List<String> removed = new ArrayList<>(4);
    private final List<String> names = new ArrayList<>(4);
    private final List<String> values = new ArrayList<>(4);

    void clear() {
        if (!isEmpty()) {
            removed.clear();
            names.clear();
            values.clear();
        }
    }

    boolean isEmpty() {
        return removed.isEmpty() && names.isEmpty();
    }

    void set(String name, String value) {
        remove(name);
        add(name, value);
    }

    void add(String name, String value) {
        if (!HeaderText.isName(name)) {
            throw new IllegalArgumentException("'" + name + "' is not a header name; use letters, digits and dashes");
        }
        if (!HeaderText.isValue(value)) {
            throw new IllegalArgumentException(
                    "the value of header " + name + " holds a line end or a character outside Latin-1; remove it");
        }
        names.add(name);
        values.add(value);
    }

    void remove(String name) {
        for (int i = names.size() - 1; i >= 0; i--) {
            if (names.get(i).equalsIgnoreCase(name)) {
                names.remove(i);
                values.remove(i);
            }
        }
        removed.add(name);
    }

    boolean removes(HeaderBlock headers, int line) {
        for (int i = 0; i < removed.size(); i++) {
            if (headers.nameIs(line, removed.get(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean removes(String name) {
        for (int i = 0; i < removed.size(); i++) {
            if (removed.get(i).equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    boolean adds(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /** First value of a header after the changes; {@code headers} null: only what was added. */
    Optional<String> first(HeaderBlock headers, String name) {
        if (headers != null && !removes(name)) {
            int line = headers.find(name, 0);
            if (line >= 0) {
                return Optional.of(headers.value(line));
            }
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return Optional.of(values.get(i));
            }
        }
        return Optional.empty();
    }

    /** All values of a header after the changes. */
    List<String> all(HeaderBlock headers, String name) {
        List<String> all = new ArrayList<>(2);
        if (headers != null && !removes(name)) {
            all.addAll(headers.values(name));
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                all.add(values.get(i));
            }
        }
        return all;
    }

    /** Takes an added header out and answers its value; empty when it was not added. */
    Optional<String> take(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                names.remove(i);
                return Optional.of(values.remove(i));
            }
        }
        return Optional.empty();
    }

    int added() {
        return names.size();
    }

    String name(int i) {
        return names.get(i);
    }

    String value(int i) {
        return values.get(i);
    }

    /** Writes the added lines beside a body that is not the editor's: what delimits it is not theirs to say. */
    void writeAround(HeadWriter out) {
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).equalsIgnoreCase("Content-Length")
                    && !names.get(i).equalsIgnoreCase("Transfer-Encoding")) {
                write(out, i);
            }
        }
    }

    void write(HeadWriter out) {
        for (int i = 0; i < names.size(); i++) {
            write(out, i);
        }
    }

    private void write(HeadWriter out, int i) {
        out.put(names.get(i)).put(": ").put(values.get(i)).crlf();
    }
}
