package io.gatehouse.proxy.router;

import io.gatehouse.proxy.text.TextTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Many candidates, grouped by a header value, a server name or a text of its path that a request must bring. */
final class CandidateGroups implements Candidates {
    private final Map<String, TextTable<CandidateList>> byHeader;
    private final TextTable<CandidateList> bySni;
    private final CandidateList allWithSni;
    private final TextGroups byText;
    private final CandidateList others;

    private CandidateGroups(
            Map<String, TextTable<CandidateList>> byHeader,
            TextTable<CandidateList> bySni,
            CandidateList allWithSni,
            TextGroups byText,
            CandidateList others) {
        this.byHeader = byHeader;
        this.bySni = bySni;
        this.allWithSni = allWithSni;
        this.byText = byText;
        this.others = others;
    }

    /** The groups of some candidates. */
    static CandidateGroups of(Candidate[] candidates) {
        RuleChange change = new RuleChange();
        for (Candidate candidate : candidates) {
            change.add(candidate);
        }
        return new CandidateGroups(Map.of(), TextTable.empty(), null, TextGroups.EMPTY, null).with(change);
    }

    /** The changes of one place, sorted into its groups. */
    private static final class Sorted {
        final Map<String, Map<String, RuleChange>> byHeader = new HashMap<>();
        final Map<String, RuleChange> bySni = new HashMap<>();
        final RuleChange allWithSni = new RuleChange();
        final RuleChange withTexts = new RuleChange();
        final RuleChange others = new RuleChange();

        Sorted(RuleChange change) {
            for (RouteRule rule : change.removed()) {
                groups(rule.parts()).forEach(group -> group.remove(rule));
            }
            for (Candidate candidate : change.added()) {
                groups(candidate.rule().parts()).forEach(group -> group.add(candidate));
            }
        }

        private List<RuleChange> groups(RuleParts parts) {
            if (parts.headers().length > 0 && parts.headers()[0].literal()) {
                Map<String, RuleChange> byValue =
                        byHeader.computeIfAbsent(parts.headers()[0].name(), name -> new HashMap<>());
                return parts.headers()[0].texts().stream()
                        .map(value -> byValue.computeIfAbsent(value, text -> new RuleChange()))
                        .toList();
            }
            if (parts.snis().isPresent() && parts.snis().get().literal()) {
                List<RuleChange> groups = new ArrayList<>();
                groups.add(allWithSni);
                for (String name : parts.snis().get().names()) {
                    groups.add(bySni.computeIfAbsent(name, text -> new RuleChange()));
                }
                return groups;
            }
            return List.of(parts.texts().isEmpty() ? others : withTexts);
        }
    }

    /** A changed copy; null when no candidate is left. */
    CandidateGroups with(RuleChange change) {
        Sorted sorted = new Sorted(change);
        Map<String, TextTable<CandidateList>> headers = new HashMap<>(byHeader);
        sorted.byHeader.forEach((name, changes) -> {
            TextTable<CandidateList> values = with(headers.getOrDefault(name, TextTable.empty()), changes);
            if (values.isEmpty()) {
                headers.remove(name);
            } else {
                headers.put(name, values);
            }
        });
        CandidateGroups changed = new CandidateGroups(
                Map.copyOf(headers),
                with(bySni, sorted.bySni),
                CandidateList.with(allWithSni, sorted.allWithSni),
                byText.with(sorted.withTexts),
                CandidateList.with(others, sorted.others));
        boolean empty = changed.byHeader.isEmpty()
                && changed.allWithSni == null
                && changed.byText.isEmpty()
                && changed.others == null;
        return empty ? null : changed;
    }

    private static TextTable<CandidateList> with(TextTable<CandidateList> lists, Map<String, RuleChange> changes) {
        TextTable.Edit<CandidateList> edit = lists.edit();
        changes.forEach((key, change) -> edit.put(key, CandidateList.with(edit.get(key), change)));
        return edit.table();
    }

    /** A bound: which group it would be found in depends on the request. */
    @Override
    public long first() {
        return Long.MIN_VALUE;
    }

    @Override
    public RouteRule best(RouteRequest request, int port, long methodBit, Scope scope, RouteRule best) {
        RouteRule found = best;
        if (others != null) {
            found = others.best(request, port, methodBit, scope, found);
        }
        if (allWithSni != null) {
            // server names count on TLS connections only
            CandidateList list = request.secure() ? bySni.get(request.sni()) : allWithSni;
            found = list == null ? found : list.best(request, port, methodBit, scope, found);
        }
        found = byText.best(request, port, methodBit, scope, found);
        if (byHeader.isEmpty()) {
            return found;
        }
        for (Map.Entry<String, TextTable<CandidateList>> header : byHeader.entrySet()) {
            for (String value : request.headers(header.getKey())) {
                CandidateList list = header.getValue().get(ByteText.lower(value));
                if (list != null) {
                    found = list.best(request, port, methodBit, scope, found);
                }
            }
        }
        return found;
    }
}
