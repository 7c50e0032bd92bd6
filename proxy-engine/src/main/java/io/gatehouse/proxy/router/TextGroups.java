package io.gatehouse.proxy.router;

import io.gatehouse.proxy.text.TextTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Candidates by a text that a path must hold somewhere: what keeps many regular expressions that begin alike from being
 * tried one after the other. Of the texts of a rule the one that the fewest others have decides. A search takes a
 * pass over the path, looks closer where one of the texts may begin, and tries the expressions of the texts that it comes
 * across. Immutable; a
 * changed copy shares what did not change.
 */
final class TextGroups {
    static final TextGroups EMPTY = new TextGroups(TextTable.empty(), PartLengths.NONE, TextBeginnings.NONE);

    private final TextTable<CandidateList> byText;
    private final PartLengths lengths;
    private final TextBeginnings beginnings;

    private TextGroups(TextTable<CandidateList> byText, PartLengths lengths, TextBeginnings beginnings) {
        this.byText = byText;
        this.lengths = lengths;
        this.beginnings = beginnings;
    }

    boolean isEmpty() {
        return byText.isEmpty();
    }

    /** A changed copy; all rules have texts. */
    TextGroups with(RuleChange change) {
        Map<String, RuleChange> changes = new HashMap<>();
        for (RouteRule rule : change.removed()) {
            for (String text : rule.parts().texts()) {
                CandidateList list = byText.get(text);
                if (list != null && list.holds(rule)) {
                    changes.computeIfAbsent(text, key -> new RuleChange()).remove(rule);
                }
            }
        }
        Map<String, Integer> frequencies = frequencies(change.added());
        for (Candidate candidate : change.added()) {
            changes.computeIfAbsent(rarest(candidate.rule().parts().texts(), frequencies), key -> new RuleChange())
                    .add(candidate);
        }
        TextTable.Edit<CandidateList> edit = byText.edit();
        PartLengths known = lengths;
        for (Map.Entry<String, RuleChange> entry : changes.entrySet()) {
            CandidateList list = CandidateList.with(edit.get(entry.getKey()), entry.getValue());
            edit.put(entry.getKey(), list);
            known = list == null ? known : known.with(entry.getKey().length(), list.first());
        }
        TextTable<CandidateList> changed = edit.table();
        return changed.isEmpty() ? EMPTY : new TextGroups(changed, known, beginnings.with(changes.keySet()));
    }

    private Map<String, Integer> frequencies(List<Candidate> added) {
        Map<String, Integer> frequencies = new HashMap<>();
        for (Candidate candidate : added) {
            for (String text : candidate.rule().parts().texts()) {
                CandidateList list = byText.get(text);
                int present = list == null ? 0 : list.all().length;
                frequencies.merge(text, present + 1, (before, ignored) -> before + 1);
            }
        }
        return frequencies;
    }

    private static String rarest(List<String> texts, Map<String, Integer> frequencies) {
        String rarest = texts.get(0);
        for (String text : texts) {
            int difference = frequencies.get(text) - frequencies.get(rarest);
            if (difference < 0 || difference == 0 && text.length() > rarest.length()) {
                rarest = text;
            }
        }
        return rarest;
    }

    /** The first matching rule, or {@code best} when none comes before it. */
    RouteRule best(RouteRequest request, int port, long methodBit, Scope scope, RouteRule best) {
        String path = request.path();
        RouteRule found = best;
        for (int from = 0; from + 1 < path.length(); from++) {
            if (beginnings.has(path, from)) {
                found = bestFrom(from, path, request, port, methodBit, scope, found);
            }
        }
        return found;
    }

    /** Looks up the parts of the path that begin at one place, from short to long; each hash goes on from the one before. */
    private RouteRule bestFrom(
            int from, String path, RouteRequest request, int port, long methodBit, Scope scope, RouteRule best) {
        RouteRule found = best;
        int hash = 0;
        int hashed = from;
        for (int i = lengths.size() - 1; i >= 0; i--) {
            int to = from + lengths.length(i);
            if (to > path.length()) {
                return found;
            }
            for (; hashed < to; hashed++) {
                hash = 31 * hash + path.charAt(hashed);
            }
            if (found == null || lengths.first(i) <= found.first()) {
                CandidateList list = byText.get(path, from, to, hash);
                found = list == null ? found : list.best(request, port, methodBit, scope, found);
            }
        }
        return found;
    }
}
