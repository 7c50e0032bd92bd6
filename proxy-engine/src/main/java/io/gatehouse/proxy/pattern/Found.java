package io.gatehouse.proxy.pattern;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A match.
 *
 * @param groups texts of the groups from 1 (first element); empty for a group that took no part
 * @param names group names to numbers
 */
public record Found(int start, int end, List<Optional<String>> groups, Map<String, Integer> names) {}
