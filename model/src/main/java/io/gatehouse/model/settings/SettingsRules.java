package io.gatehouse.model.settings;

import java.util.Collection;

/** Everything that is judged once each value makes sense by itself. */
final class SettingsRules {
    private SettingsRules() {}

    static void check(Settings settings, Collection<SettingValue> values, Problems problems) {
        PrefixRules.check(settings, problems);
        AddressRules.check(settings, problems);
        HttpRules.check(settings, problems);
        ListenerCertificateRules.check(settings, problems);
        AdminAccessRules.check(settings, problems);
        HybridRules.check(settings, problems);
        CacheRules.check(settings, problems);
        SupportRules.check(settings, values, problems);
    }
}
