package io.gatehouse.model.format;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether regular expressions as users of the gateway write them (PCRE) are well-formed. */
public final class RegexDialect {
    private static final String NAME = "([A-Za-z_][A-Za-z0-9_]*)";
    private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?(?:P?<" + NAME + ">|'" + NAME + "')");
    private static final Pattern REFERENCE =
            Pattern.compile("\\\\k(?:<" + NAME + ">|'" + NAME + "'|\\{" + NAME + "})|\\(\\?P=" + NAME + "\\)");

    private RegexDialect() {}

    /**
     * Checks a pattern. Named groups may be written {@code (?<name>}, {@code (?P<name>} or {@code (?'name'}, and their
     * names may contain underscores.
     *
     * @throws java.util.regex.PatternSyntaxException when it is malformed or uses what the JDK does not have
     */
    public static void check(String regex) {
        String groups = NAMED_GROUP
                .matcher(regex)
                .replaceAll(group -> Matcher.quoteReplacement("(?<" + plainName(group) + ">"));
        Pattern.compile(REFERENCE
                .matcher(groups)
                .replaceAll(reference -> Matcher.quoteReplacement("\\k<" + plainName(reference) + ">")));
    }

    /** The JDK refuses underscores in names of groups. */
    private static String plainName(MatchResult match) {
        for (int i = 1; i <= match.groupCount(); i++) {
            if (match.group(i) != null) {
                return "g" + match.group(i).replace("_", "zUz");
            }
        }
        throw new IllegalStateException("one of the alternatives holds the name");
    }
}
