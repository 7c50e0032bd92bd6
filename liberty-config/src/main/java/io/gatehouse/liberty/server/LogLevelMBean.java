package io.gatehouse.liberty.server;

/** What the application may change of the running server's log. */
public interface LogLevelMBean {

    /** A value of the setting {@code log_level}. */
    String getLevel();

    /** Changes the level for as long as the server runs. */
    void setLevel(String level);
}
