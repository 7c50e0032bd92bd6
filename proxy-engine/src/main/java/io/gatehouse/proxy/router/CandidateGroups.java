package io.gatehouse.proxy.router;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Many candidates, grouped by a header value or server name that a request must bring. */
final class CandidateGroups implements Candidates {
    private final Map<String, Map<String, CandidateList>> byHeader;
    private final Map<String, CandidateList> bySni;
    private final CandidateList allWithSni;
    private final CandidateList others;

    private CandidateGroups(
            Map<String, Map<String, CandidateList>> byHeader,
            Map<String, CandidateList> bySni,
            CandidateList allWithSni,
            CandidateList others) {
        this.byHeader = byHeader;
        this.bySni = bySni;
        this.allWithSni = allWithSni;
        this.others = others;
    }

    static CandidateGroups of(List<Candidate> sorted) {
        Map<String, Map<String, List<Candidate>>> byHeader = new HashMap<>();
        Map<String, List<Candidate>> bySni = new HashMap<>();
        List<Candidate> allWithSni = new ArrayList<>();
        List<Candidate> others = new ArrayList<>();
        for (Candidate candidate : sorted) {
            RuleParts parts = candidate.rule().parts();
            if (parts.headers().length > 0 && parts.headers()[0].literal()) {
                Map<String, List<Candidate>> byValue =
                        byHeader.computeIfAbsent(parts.headers()[0].name(), name -> new HashMap<>());
                parts.headers()[0].texts().forEach(value -> add(byValue, value, candidate));
            } else if (parts.snis().isPresent() && parts.snis().get().literal()) {
                allWithSni.add(candidate);
                parts.snis().get().names().forEach(name -> add(bySni, name, candidate));
            } else {
                others.add(candidate);
            }
        }
        Map<String, Map<String, CandidateList>> headers = new HashMap<>();
        byHeader.forEach((name, byValue) -> headers.put(name, lists(byValue)));
        return new CandidateGroups(
                Map.copyOf(headers), lists(bySni), CandidateList.of(allWithSni), CandidateList.of(others));
    }

    private static void add(Map<String, List<Candidate>> lists, String key, Candidate candidate) {
        lists.computeIfAbsent(key, k -> new ArrayList<>()).add(candidate);
    }

    private static Map<String, CandidateList> lists(Map<String, List<Candidate>> candidates) {
        Map<String, CandidateList> lists = new HashMap<>();
        candidates.forEach((key, list) -> lists.put(key, CandidateList.of(list)));
        return Map.copyOf(lists);
    }

    @Override
    public RouteRule best(RouteRequest request, int port, long methodBit, Scope scope, RouteRule best) {
        RouteRule found = others.best(request, port, methodBit, scope, best);
        if (!request.secure()) {
            // server names count on TLS connections only
            found = allWithSni.best(request, port, methodBit, scope, found);
        } else if (bySni.containsKey(request.sni())) {
            found = bySni.get(request.sni()).best(request, port, methodBit, scope, found);
        }
        for (Map.Entry<String, Map<String, CandidateList>> header : byHeader.entrySet()) {
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
