package io.gatehouse.model.settings;

/** Recognises a mistyped name. */
final class Spelling {
    private static final int NEAR = 2;

    private Spelling() {}

    /** Returns whether at most two letters were added, dropped, replaced or swapped with their neighbour. */
    static boolean isNear(String typed, String meant) {
        if (Math.abs(typed.length() - meant.length()) > NEAR) {
            return false;
        }
        int[][] distance = new int[typed.length() + 1][meant.length() + 1];
        for (int i = 0; i <= typed.length(); i++) {
            for (int j = 0; j <= meant.length(); j++) {
                distance[i][j] = i == 0 ? j : j == 0 ? i : step(distance, typed, meant, i, j);
            }
        }
        return distance[typed.length()][meant.length()] <= NEAR;
    }

    private static int step(int[][] distance, String typed, String meant, int i, int j) {
        int same = typed.charAt(i - 1) == meant.charAt(j - 1) ? 0 : 1;
        int best = Math.min(distance[i - 1][j - 1] + same, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
        boolean swapped = i > 1
                && j > 1
                && typed.charAt(i - 1) == meant.charAt(j - 2)
                && typed.charAt(i - 2) == meant.charAt(j - 1);
        return swapped ? Math.min(best, distance[i - 2][j - 2] + 1) : best;
    }
}
