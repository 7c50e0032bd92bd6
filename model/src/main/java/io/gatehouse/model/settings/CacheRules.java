package io.gatehouse.model.settings;

/** Rules of the settings that say whether and how a data plane keeps its configuration on disk. */
final class CacheRules {
    static final String MODE = "data_plane_config_cache_mode";
    static final String CIPHER = "declarative_config_encryption_mode";
    static final String KEY = "data_plane_config_cache_key";

    private CacheRules() {}

    static void check(Settings settings, Problems problems) {
        if (settings.role() != Role.DATA_PLANE) {
            return;
        }
        String mode = settings.requiredText(MODE);
        boolean cipherChosen = !settings.requiredText(CIPHER).equals("off");
        if (cipherChosen && !mode.equals("encrypted") && settings.isSet(MODE)) {
            problems.error(MODE + " = '" + mode + "' contradicts " + CIPHER + " = '" + settings.requiredText(CIPHER)
                    + "'; set " + MODE + " = 'encrypted', or " + CIPHER + " = 'off'");
        }
        if (settings.value(KEY).resolved()) {
            settings.text(KEY).ifPresent(text -> {
                try {
                    CacheSecret.parse(text);
                } catch (IllegalArgumentException wrong) {
                    problems.error(KEY + ": " + wrong.getMessage());
                }
                if (!settings.encryptsCache()) {
                    problems.warning(KEY + " has no effect while " + MODE + " = '" + mode + "'");
                }
            });
        }
    }
}
