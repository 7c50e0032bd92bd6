package io.gatehouse.model.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Regular expressions as users of the gateway write them (PCRE), compiled to what the JDK offers. */
public final class RegexDialect {
    private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?P?<([A-Za-z_][A-Za-z0-9_]*)>");

    private RegexDialect() {}

    /**
     * Compiles a pattern. Named groups may be written {@code (?<name>} or {@code (?P<name>}, with underscores; the
     * compiled pattern knows them by {@link #groupName}.
     *
     * @throws java.util.regex.PatternSyntaxException when it is malformed or uses what the JDK does not have
     */
    public static Pattern compile(String regex) {
        return Pattern.compile(NAMED_GROUP
                .matcher(regex)
                .replaceAll(group -> Matcher.quoteReplacement("(?<" + groupName(group.group(1)) + ">")));
    }

    /** The JDK refuses underscores in names of groups, so they are written {@code zUz} there. */
    public static String groupName(String name) {
        return name.replace("_", "zUz");
    }
}
