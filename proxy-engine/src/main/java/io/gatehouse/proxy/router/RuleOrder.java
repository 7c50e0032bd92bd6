package io.gatehouse.proxy.router;

/**
 * The place of a rule in the order in which rules are tried: the least that matches wins. It does not depend on the
 * other rules, so that a rule keeps it while others come and go.
 *
 * @param first decides before {@code second}, that before {@code third}
 * @param id of the route, in lower case
 * @param higherIdFirst the same for all rules of a router
 * @param position among the rules of its route
 */
record RuleOrder(long first, long second, long third, String id, boolean higherIdFirst, int position)
        implements Comparable<RuleOrder> {

    @Override
    public int compareTo(RuleOrder other) {
        if (first != other.first) {
            return first < other.first ? -1 : 1;
        }
        if (second != other.second) {
            return second < other.second ? -1 : 1;
        }
        if (third != other.third) {
            return third < other.third ? -1 : 1;
        }
        int ids = id.compareTo(other.id);
        if (ids != 0) {
            return higherIdFirst ? -ids : ids;
        }
        return Integer.compare(position, other.position);
    }
}
